import type { Inferer, JudgedView } from '../policies/policy.ts';
import { combinedPlace } from '../protocol/value-bundle.ts';
import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/** Share of the newest network loss in what is remembered. */
const smoothing = 0.1;

/**
 * Inferers who do good work until the network trusts them, and then misreport, all in the same direction: for some epochs,
 * after which they are good again for some. It asks how much more a trusted key breaks, how long that lasts, and whether
 * turns of good work between lies keep the trust.
 *
 * They build their name from `joins` to `start`, with `errorDeviation`. A turn of lies begins at once, or, to strike where
 * others rely on the network most, only when the newest public loss is low. The network's answer is that regrets and EMA
 * scores forget: with the share alphaRegret, respectively meritSortitionAlpha, per epoch.
 */
export const sleeper: Attack = {
  name: 'sleeper',
  number: 7,
  doc: 'Inferers who work well until they are trusted, and then misreport in turns.',
  question: 'How much can trusted inferers break at once, and does the network forgive them in between?',
  source: 'catalogue of attacks, 7: on-off or oscillation attack; Hoffman, Zage, Nita-Rotaru 2009',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    {
      ...skillParameter,
      default: 1,
      doc: 'Standard deviation of its models’ errors when they do good work; 2 is that of the median honest inferer.',
    },
    {
      name: 'shift',
      kind: 'number',
      default: 10,
      minimum: -1e6,
      maximum: 1e6,
      unit: 'scales of the truth',
      doc: 'Added to the inference of every key while it misreports.',
    },
    {
      name: 'on',
      kind: 'integer',
      default: 5,
      minimum: 1,
      maximum: 1_000_000,
      unit: 'epochs',
      doc: 'How long a turn of lies lasts.',
    },
    {
      name: 'off',
      kind: 'integer',
      default: 20,
      minimum: 0,
      maximum: 1_000_000,
      unit: 'epochs',
      doc: 'Good work after a turn, before the next can begin; 0: it lies on.',
    },
    {
      name: 'trigger',
      kind: 'choice',
      choices: ['low-loss', 'start'],
      default: 'low-loss',
      unit: '1',
      doc: 'When a turn begins: when the public loss of the network is low, or as soon as it can.',
    },
    {
      name: 'quiet',
      kind: 'number',
      default: 0,
      minimum: -100,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'With low-loss: how far the newest loss must lie below the smoothed past ones.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  single: (values) => ({ ...values, identities: 1 }),
  direction: ({ shift }) => (Number(shift) < 0 ? -1 : 1),
  create: (values, { strength }) => {
    const shift = Number(values.shift);
    const publicLoss = createPublicLoss(Number(values.quiet));
    const isReady = values.trigger === 'start' ? () => true : publicLoss.isLow;
    const lies = createTurns(Number(values.on), Number(values.off), isReady);
    return {
      inferer: () => {
        const honest = honestInferer(Number(values.errorDeviation));
        return overlay<Inferer>(honest, {
          infer(view) {
            const power = strength(view.epoch);
            if (power === 0 || !lies(view.epoch)) return honest.infer(view);
            return honest.infer(view) + view.scale * power * shift;
          },
          observe: publicLoss.observe,
        });
      },
    };
  },
};

/**
 * Turns of `on` epochs, at least `off` epochs apart.
 *
 * @param isReady whether a turn may begin now
 * @returns whether an epoch belongs to a turn; epochs are asked about in ascending order, each as often as one likes
 */
export function createTurns(on: number, off: number, isReady: () => boolean): (epoch: number) => boolean {
  let decided = -1;
  let isOn = false;
  let until = Number.NEGATIVE_INFINITY; // of the latest turn
  return (epoch) => {
    if (epoch === decided) return isOn;
    decided = epoch;
    if (epoch >= until + off && isReady()) until = epoch + on;
    isOn = epoch < until;
    return isOn;
  };
}

/** The network's loss as all may know it. */
function createPublicLoss(quiet: number) {
  let average = Number.NaN;
  let isLow = false;
  let newest = -1;
  return {
    /** Whether the newest loss lies below those before it. */
    isLow: () => isLow,
    /** One memory for all keys. */
    observe({ epoch, losses }: JudgedView): void {
      const loss = losses[combinedPlace];
      if (epoch <= newest || Number.isNaN(loss)) return;
      newest = epoch;
      isLow = loss < average - quiet;
      average = Number.isNaN(average) ? loss : average + smoothing * (loss - average);
    },
  };
}
