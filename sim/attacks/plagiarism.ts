import type { Birth, InfererView, JudgedView } from '../policies/policy.ts';
import { combinedPlace } from '../protocol/value-bundle.ts';
import type { Attack, AttackSetting } from './attack.ts';
import { createLossMemory, honestInferer } from './honest-keys.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/** How far back copies reach. */
const mostLag = 1000;

/**
 * Keys without a model: they answer what another has answered. With `last-look` they copy an answer of the very epoch, seen
 * before the window closes; else one of the newest epoch that is public, which is worth something only where the truth has a
 * memory. It asks what a copy earns for no work, and what the network loses when errors are no longer each inferer's own.
 *
 * The network's answer is that a copy's one-out score is low, since the original is still there.
 *
 * Until there is anything to copy the keys answer honestly. Simplified: one copier reads for all keys, so that all copy the
 * same; strength blends the copy with the key's own model, whose work is not reckoned.
 */
export const plagiarism: Attack = {
  name: 'plagiarism',
  number: 2,
  doc: 'Inferers without a model who copy another’s answer, or the network’s.',
  question: 'What does copying earn, net of the model that it saves, and what does it cost the network?',
  source: 'catalogue of attacks, 2: plagiarism and mirroring; Chainlink white paper, mirroring',
  knowledge: ['public', 'last-look'],
  parameters: [
    identitiesParameter(4, 'inferers'),
    skillParameter,
    {
      name: 'target',
      kind: 'choice',
      choices: ['best', 'consensus', 'random'],
      default: 'best',
      unit: '1',
      doc: 'Whom it copies: the inferer with the lowest smoothed loss, the network (of this epoch: the mean of what it sees), or another one each epoch.',
    },
    {
      name: 'lag',
      kind: 'integer',
      default: 0,
      minimum: 0,
      maximum: mostLag,
      unit: 'epochs',
      doc: 'How much older than the newest answer that it can see the copied one is.',
    },
    {
      name: 'jitter',
      kind: 'number',
      default: 0.05,
      minimum: 0,
      maximum: 1e6,
      unit: 'scales of the truth',
      doc: 'Standard deviation of what each key adds to hide the copy.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  work: () => 0,
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, setting) => {
    const deviation = Number(values.errorDeviation);
    const jitter = Number(values.jitter);
    const copier = createCopier(String(values.target), Number(values.lag), Number(values.identities), setting);
    return {
      overInferer(mind, { place, draws }) {
        copier.draws[place] = draws;
        return mind;
      },
      inferer: () => {
        const honest = honestInferer(deviation);
        return {
          ...honest,
          infer(view) {
            const copy = copier.copyFor(view);
            const level = setting.strength(view.epoch);
            if (level === 0 || Number.isNaN(copy)) return honest.infer(view);
            const answer = copy + jitter * view.scale * view.error;
            return level === 1 ? answer : level * answer + (1 - level) * honest.infer(view);
          },
          observe: copier.observe,
        };
      },
    };
  },
};

/** Reads answers once for all keys, in the units in which they are given, and keeps the newest ones. */
function createCopier(target: string, lag: number, identities: number, setting: AttackSetting) {
  const { firstInferer, knowledge, toErrorSpace } = setting;
  /** Of honest inferers, by place: whom chance picks hangs on who they are, not on where they stand. */
  const draws: Birth[] = [];
  const records = createLossMemory(setting.inferers);
  const copies = new Float64Array(mostLag + 1).fill(NaN);
  let count = 0;
  let newest = -1;
  const isOwn = (x: number): boolean => x >= firstInferer && x < firstInferer + identities;
  /** Keeps what is worth copying of an epoch, once. */
  const keep = (epoch: number, read: () => number): void => {
    if (epoch <= newest) return;
    newest = epoch;
    copies[count++ % copies.length] = read();
  };
  /** Which of those at the given places it would copy; -1: none. */
  const chosen = (epoch: number, places: Int32Array, active: number): number => {
    let pick = -1;
    let best = Number.POSITIVE_INFINITY;
    for (let j = 0; j < active; ++j) {
      const x = places[j];
      if (isOwn(x)) continue;
      const rank = target === 'random' ? (draws[x]?.own.uniform(epoch, 0) ?? NaN) : records.average[x];
      if (!(rank < best)) continue;
      best = rank;
      pick = j;
    }
    return pick;
  };
  const readPublic = ({ epoch, places, inferers, inferences, values }: JudgedView): number => {
    if (target === 'consensus') return toErrorSpace(values[combinedPlace]);
    const pick = chosen(epoch, places, inferers);
    return pick < 0 ? NaN : toErrorSpace(inferences[pick]);
  };
  const readPayloads = ({ epoch, seen, seenPlaces, seenCount }: InfererView): number => {
    if (target !== 'consensus') return seen[chosen(epoch, seenPlaces, seenCount)] ?? NaN;
    let sum = 0;
    for (let j = 0; j < seenCount; ++j) sum += seen[j];
    return sum / seenCount;
  };
  return {
    draws,
    /** The answer to copy in an epoch; NaN: none that it could have seen. */
    copyFor(view: InfererView): number {
      if (knowledge === 'last-look') keep(view.epoch, () => readPayloads(view));
      return count > lag ? copies[(count - 1 - lag) % copies.length] : NaN;
    },
    observe(view: JudgedView): void {
      records.observe(view);
      if (knowledge === 'public') keep(view.epoch, () => readPublic(view));
    },
  };
}
