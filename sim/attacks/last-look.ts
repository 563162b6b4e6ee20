import { pow } from '../math/pow.ts';
import type { Birth, InfererView, JudgedView } from '../policies/policy.ts';
import type { Attack, AttackSetting } from './attack.ts';
import { createLossMemory, honestInferer } from './honest-keys.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * Keys that wait until late in the submission window, read what others have sent by then, and answer a blend of it with
 * their own model, each weighted by the inverse of its smoothed public losses. Or they commit to their own model first, look,
 * and reveal it only where it lies near the others (`blend` 0, `withhold` small). It asks what the last look is worth, and
 * what it costs to wait: late answers may miss the window.
 *
 * The network has no answer but its window; payloads are visible as they come.
 *
 * Simplified: payloads of honest inferers come evenly over the window, a share of them independently drawn each epoch, and
 * keys of attackers do not see each other. Strength multiplies how long it waits, how much it blends, and how eagerly it
 * withholds.
 */
export const lastLook: Attack = {
  name: 'last-look',
  number: 3,
  doc: 'Inferers who answer last, with a blend of what they see, or who keep answers back after a look at the others’.',
  question: 'What is it worth to answer last, and how much of that does the risk of missing the window take?',
  source: 'catalogue of attacks, 3: last look; commit-reveal protects only if the target changes within the interval',
  knowledge: ['last-look'],
  parameters: [
    identitiesParameter(2, 'inferers'),
    skillParameter,
    {
      name: 'wait',
      kind: 'number',
      default: 0.9,
      minimum: 0,
      maximum: 1,
      unit: 'share of the window',
      doc: 'How long it waits: such a share of the others’ answers it sees.',
    },
    {
      name: 'missProbability',
      kind: 'number',
      default: 0.1,
      minimum: 0,
      maximum: 1,
      unit: 'probability',
      doc: 'That an answer sent as the window closes comes too late; with the fourth power of the wait before.',
    },
    {
      name: 'blend',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 1,
      unit: 'share',
      doc: 'How much of its answer is the blend: 0 is its own model, whatever it has seen.',
    },
    {
      name: 'withhold',
      kind: 'number',
      default: 10,
      minimum: 0,
      maximum: 1e6,
      unit: 'standard deviations of what it sees',
      doc: 'An answer further than this from the mean of the others is not revealed.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, setting) => {
    const wait = Number(values.wait);
    const missProbability = Number(values.missProbability);
    const { strength } = setting;
    const look = createLook(setting);
    return {
      overInferer(mind, { place, draws }) {
        look.draws[place] = draws;
        return mind;
      },
      inferer: (index, birth) => {
        const honest = honestInferer(Number(values.errorDeviation));
        return {
          ...honest,
          submits(epoch) {
            const waited = wait * strength(epoch);
            return waited === 0 || birth.own.uniform(epoch, 0) >= missProbability * pow(waited, 4);
          },
          infer(view) {
            const own = honest.infer(view);
            const level = strength(view.epoch);
            if (level === 0 || view.seenCount === 0) return own;
            const sight = look.at(view, wait * level);
            if (sight.count < 2) return own;
            const share = (level * Number(values.blend) * sight.weight) / (sight.weight + look.ownWeight(index));
            const answer = own + share * (sight.blend - own);
            const reach = (Number(values.withhold) / level) * sight.deviation;
            return Math.abs(answer - sight.mean) > reach ? NaN : answer;
          },
          observe: look.observe,
        };
      },
    };
  },
};

/** What is known of the others, and what is seen of them. One memory for all keys. */
function createLook({ inferers, firstInferer, start }: AttackSetting) {
  const records = createLossMemory(inferers);
  /** Records of its own keys as they were when they still answered with their models. */
  const models = new Float64Array(inferers).fill(NaN);
  /** Of honest inferers, by place: when their answers come. */
  const draws: Birth[] = [];
  const sight = { count: 0, weight: 0, blend: NaN, mean: NaN, deviation: NaN };
  let typical = 1;
  // The inverse of a log10 loss; raw losses are taken for such. Who was never judged has no weight beside those who were.
  const weightOf = (loss: number): number => (Number.isNaN(loss) ? 0 : pow(10, -Math.max(-30, Math.min(30, loss))));
  return {
    draws,
    at({ epoch, seen, seenPlaces, seenCount }: InfererView, share: number) {
      let sum = 0;
      let squares = 0;
      let weight = 0;
      let weighted = 0;
      let count = 0;
      for (let j = 0; j < seenCount; ++j) {
        const x = seenPlaces[j];
        if ((draws[x]?.own.uniform(epoch, 0) ?? 0) >= share) continue;
        const value = seen[j];
        const w = weightOf(records.average[x]);
        ++count;
        sum += value;
        squares += value * value;
        weight += w;
        weighted += w * value;
      }
      const mean = sum / count;
      sight.count = count;
      sight.mean = mean;
      sight.deviation = Math.sqrt(Math.max(0, squares / count - mean * mean));
      sight.weight = weight > 0 ? weight : count;
      sight.blend = weight > 0 ? weighted / weight : mean;
      typical = sight.weight / count;
      return sight;
    },
    /** Of its own model: by its record before it began, as good as the others without one. */
    ownWeight(index: number): number {
      const record = models[firstInferer + index];
      return Number.isNaN(record) ? typical : weightOf(record);
    },
    observe(view: JudgedView): void {
      records.observe(view);
      if (view.epoch < start) models.set(records.average);
    },
  };
}
