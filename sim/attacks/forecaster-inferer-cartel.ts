import { experienceFactor } from '../policies/experience.ts';
import type { JudgedView } from '../policies/policy.ts';
import type { Attack } from './attack.ts';
import { honestForecaster } from './honest-keys.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/** Share of the newest loss in what the cartel remembers of its own inferers. */
const smoothing = 0.1;

/**
 * One owner of inferers and forecasters. Its inferers are noisy in some epochs, by a plan that nobody else knows; its
 * forecasters know the plan, and so tell the network when to listen to them. Noise made on purpose becomes foresight that is
 * paid for. It asks what that earns the two together, and whether it moves reward from inferers to forecasters (chi).
 *
 * In an epoch in which it is noisy an inferer errs so many times as much; in all others it is as good as its skill. Of honest
 * inferers its forecasters expect what any forecaster with a memory does. The network has no answer to the forecasts, which
 * are true: what answers is that noisy inferers lose weight, and reward in the larger class.
 */
export const forecasterInfererCartel: Attack = {
  name: 'forecaster-inferer-cartel',
  number: 16,
  doc: 'Inferers who are noisy by a plan that only the forecasters of their owner know.',
  question: 'Does noise that only the attacker’s own forecasters can foresee earn more than honest work?',
  source: 'catalogue of attacks, 16: joint ownership across roles; white paper, forecast-implied inferences',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(2, 'forecasters'),
    {
      name: 'members',
      kind: 'integer',
      default: 4,
      minimum: 1,
      maximum: 10_000,
      unit: 'keys',
      doc: 'How many inferers the attacker registers.',
    },
    skillParameter,
    {
      name: 'noise',
      kind: 'number',
      default: 10,
      minimum: 1,
      maximum: 1e6,
      unit: 'times its usual error',
      doc: 'Standard deviation of an inferer’s error in an epoch in which it is noisy.',
    },
    {
      name: 'probability',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'Probability that an inferer is noisy in an epoch.',
    },
    {
      name: 'together',
      kind: 'boolean',
      default: false,
      unit: '1',
      doc: 'All its inferers are noisy in the same epochs; if not, each in its own.',
    },
  ],
  keys: ({ identities, members }) => ({
    inferers: Number(members),
    forecasters: Number(identities),
    reputers: 0,
  }),
  create: (values, { strength, inferers, firstInferer, draws }) => {
    const deviation = Number(values.errorDeviation);
    const noise = Number(values.noise);
    const probability = Number(values.probability);
    const members = Number(values.members);
    const together = values.together === true;
    /** The private plan: whether its inferer `index` is noisy in an epoch. */
    const isNoisy = (epoch: number, index: number) =>
      strength(epoch) > 0 && draws.own.uniform(epoch, together ? 0 : 1 + index) < probability;
    const memory = createTwoSidedMemory(members, firstInferer, isNoisy);
    return {
      inferer: (index) => ({
        infer(view) {
          const hard = strength(view.epoch);
          const factor = isNoisy(view.epoch, index) ? 1 + hard * (noise - 1) : 1;
          return view.truth + view.scale * experienceFactor(view.age) * deviation * factor * view.error;
        },
        errorInto(_regime, age, into) {
          into.deviation = experienceFactor(age) * deviation;
          into.bias = 0;
        },
      }),
      forecaster: () => {
        const honest = honestForecaster(inferers);
        return {
          forecastInto(view, out, offset) {
            honest.forecastInto(view, out, offset);
            if (strength(view.epoch) === 0) return;
            for (let j = 0; j < view.inferers; ++j) {
              const index = view.places[j] - firstInferer;
              if (index < 0 || index >= members) continue;
              const expected = memory.expected(index, isNoisy(view.epoch, index));
              // Before it has seen an inferer both ways it says what it would have said.
              if (!Number.isNaN(expected)) out[offset + j] = expected;
            }
          },
          observe(view) {
            honest.observe?.(view);
            memory.observe(view);
          },
        };
      },
    };
  },
};

/** Smoothed losses of the cartel's own inferers when they are noisy and when they are not. One memory for all keys. */
function createTwoSidedMemory(members: number, first: number, isNoisy: (epoch: number, index: number) => boolean) {
  const calm = new Float64Array(members).fill(NaN);
  const noisy = new Float64Array(members).fill(NaN);
  let newest = -1;
  return {
    expected: (index: number, whenNoisy: boolean): number => (whenNoisy ? noisy : calm)[index],
    observe({ epoch, inferers, places, loss }: JudgedView): void {
      if (epoch <= newest) return;
      newest = epoch;
      for (let j = 0; j < inferers; ++j) {
        const index = places[j] - first;
        if (index < 0 || index >= members || Number.isNaN(loss[j])) continue;
        const side = isNoisy(epoch, index) ? noisy : calm;
        side[index] = Number.isNaN(side[index]) ? loss[j] : side[index] + smoothing * (loss[j] - side[index]);
      }
    },
  };
}
