import type { Inferer, JudgedView } from '../policies/policy.ts';
import { combinedPlace } from '../protocol/value-bundle.ts';
import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * Inferers who push the combined inference one way in the epochs at which a consumer settles a contract, and do honest work
 * in all others. It asks whether the profit outside is more than what the push costs in rewards: profit from corruption
 * against cost of corruption.
 *
 * A contract is won when the combined inference misses the truth in the wanted direction by at least `tolerance` mean
 * errors of the inferers who are not the attacker's; then it pays `payout`. Beside that, `notional` of the attack pays for
 * every scale of displacement. The network's answer is that a wrong answer costs regret, and so the weight of the next push.
 *
 * Simplified: consumers settle at the inference of the nonce itself, and contracts are won against nobody in the model.
 */
export const priceManipulation: Attack = {
  name: 'price-manipulation',
  number: 11,
  doc: 'Inferers who bias the combined inference in the epochs at which a consumer settles.',
  question: 'Does an outside contract pay for moving the combined inference when it is settled?',
  source: 'catalogue of attacks, 11: targeted price manipulation; disputed resolutions of prediction markets',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    skillParameter,
    {
      name: 'shift',
      kind: 'number',
      default: 10,
      minimum: 0,
      maximum: 1e6,
      unit: 'scales of the truth',
      doc: 'How far each of its keys moves its inference in a target epoch.',
    },
    {
      name: 'towards',
      kind: 'choice',
      choices: ['up', 'down'],
      default: 'up',
      unit: '1',
      doc: 'The direction that it wants.',
    },
    {
      name: 'every',
      kind: 'integer',
      default: 10,
      minimum: 1,
      maximum: 1_000_000,
      unit: 'epochs',
      doc: 'From one target epoch to the next; the first is that in which it starts.',
    },
    {
      name: 'tolerance',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1e6,
      unit: 'mean absolute errors of the other inferers',
      doc: 'How far off the combined inference must be, in the wanted direction, for a contract to be won.',
    },
    {
      name: 'payout',
      kind: 'number',
      default: 100,
      minimum: 0,
      maximum: 1e12,
      unit: 'ALLO',
      doc: 'What a contract pays that is won; reckoned outside the books of the chain.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  single: (values) => ({ ...values, identities: 1 }),
  direction: ({ towards }) => (towards === 'down' ? -1 : 1),
  create: (values, { strength, start, play, draws, firstInferer }) => {
    const keys = Number(values.identities);
    const wanted = values.towards === 'down' ? -1 : 1;
    const every = Number(values.every);
    const isTarget = (epoch: number) => strength(epoch) > 0 && (epoch - start) % every === 0;
    const signIn = (epoch: number) => (play === 'random' ? (draws.own.uniform(epoch, 0) < 0.5 ? -1 : 1) : wanted);
    let won = -1; // the epoch of the latest contract that is
    const observe = (view: JudgedView): void => {
      const { epoch } = view;
      if (!isTarget(epoch)) return;
      const off = signIn(epoch) * (view.values[combinedPlace] - view.truth);
      if (off >= Number(values.tolerance) * othersError(view, firstInferer, keys)) won = epoch;
    };
    return {
      inferer: () => {
        const honest = honestInferer(Number(values.errorDeviation));
        return overlay<Inferer>(honest, {
          infer(view) {
            if (!isTarget(view.epoch)) return honest.infer(view);
            return honest.infer(view) + view.scale * strength(view.epoch) * wanted * Number(values.shift);
          },
          observe,
        });
      },
      act({ epoch, earnOutside }) {
        if (epoch === won) earnOutside(Number(values.payout));
      },
    };
  },
};

/** Mean absolute error of the inferers that are not the attack's, target units; NaN when there are none. */
function othersError({ inferers, places, inferences, truth }: JudgedView, first: number, keys: number): number {
  let sum = 0;
  let count = 0;
  for (let j = 0; j < inferers; ++j) {
    if (places[j] >= first && places[j] < first + keys) continue;
    sum += Math.abs(inferences[j] - truth);
    ++count;
  }
  return sum / count;
}
