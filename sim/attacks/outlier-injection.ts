import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { ownError } from './own-error.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/** Traits of the draws that all keys share. */
const whether = 0;
const whichWay = 1;

/**
 * Keys that answer far off in some epochs, all in the same ones and to the same side, and honestly in between. It asks how
 * far a few keys pull the combined inference for how many epochs, and what they pay for it.
 *
 * The network's answer is that weights follow smoothed losses: the first outlier of a key with a good record hits in full,
 * later ones with what weight is left. The inference that is resistant to outliers is published beside the combined one and
 * takes no part in losses.
 *
 * Strength multiplies the magnitude.
 */
export const outlierInjection: Attack = {
  name: 'outlier-injection',
  number: 4,
  doc: 'Inferers who answer far off in some epochs, all to the same side.',
  question: 'How far do a few extreme answers pull the combined inference, and what do they cost those who send them?',
  source: 'catalogue of attacks, 4: outlier injection; weights: x/emissions/keeper/inference_synthesis/weight.go',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(2, 'inferers'),
    skillParameter,
    {
      name: 'magnitude',
      kind: 'number',
      default: 10,
      minimum: 0,
      maximum: 1e6,
      unit: 'standard deviations of its model’s error',
      doc: 'How far off it answers, on top of its model’s own error.',
    },
    {
      name: 'frequency',
      kind: 'number',
      default: 0.1,
      minimum: 0,
      maximum: 1,
      unit: 'probability per epoch',
      doc: 'In how many epochs it does.',
    },
    {
      name: 'sign',
      kind: 'choice',
      choices: ['up', 'down', 'alternating', 'random'],
      default: 'up',
      unit: '1',
      doc: 'To which side: always the same, by turns from epoch to epoch, or as chance has it.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  single: (values) => ({ ...values, identities: 1 }),
  direction: ({ sign }) => (sign === 'up' ? 1 : sign === 'down' ? -1 : 0),
  create: (values, { strength, draws }) => {
    const deviation = Number(values.errorDeviation);
    const magnitude = Number(values.magnitude);
    const frequency = Number(values.frequency);
    const sideAt = (epoch: number): number => {
      if (values.sign === 'up') return 1;
      if (values.sign === 'down') return -1;
      const even = values.sign === 'alternating' ? epoch % 2 === 0 : draws.own.uniform(epoch, whichWay) < 0.5;
      return even ? 1 : -1;
    };
    return {
      inferer: () => {
        const honest = honestInferer(deviation);
        return {
          ...honest,
          infer(view) {
            const { epoch } = view;
            const level = strength(epoch);
            const answer = honest.infer(view);
            if (level === 0 || draws.own.uniform(epoch, whether) >= frequency) return answer;
            return answer + sideAt(epoch) * level * magnitude * ownError(view, deviation);
          },
        };
      },
    };
  },
};
