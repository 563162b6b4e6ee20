import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { ownError } from './own-error.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * Keys that are bad on purpose. Regrets are divided by their scale in the set, a standard deviation or a MAD, before they
 * become weights; a few very bad keys widen the scale, so that the weights of all others are levelled. It asks whether that
 * is scored as useful, since without a bad key the weights are sharper and perhaps follow luck, and what it costs.
 *
 * The network's answer is one scale for all sets, so that a set without the bad key is judged by the same measure, and the
 * MAD, which a minority does not move.
 *
 * Strength moves the multiple of the error between 1, honest, and what it is set to.
 */
export const regretDispersion: Attack = {
  name: 'regret-dispersion',
  number: 6,
  doc: 'Inferers who are bad on purpose, to widen the scale of regrets and level the weights of all others.',
  question: 'Does a bad key earn more than an honest one by levelling the weights, and under which weights?',
  source:
    'catalogue of attacks, 6: regret-dispersion inflation, a hypothesis there; scale of regrets: x/emissions/keeper/inference_synthesis/weight.go',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(2, 'inferers'),
    skillParameter,
    {
      name: 'noiseMultiple',
      kind: 'number',
      default: 3,
      minimum: 0,
      maximum: 1e6,
      unit: 'times the model’s error',
      doc: 'How much larger than its model’s each key’s error is.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  // Noise costs nothing to make.
  work: () => 0,
  single: (values) => ({ ...values, identities: 1 }),
  create: ({ errorDeviation, noiseMultiple }, { strength }) => {
    const deviation = Number(errorDeviation);
    return {
      inferer: () => {
        const honest = honestInferer(deviation);
        return {
          ...honest,
          infer(view) {
            const level = strength(view.epoch);
            if (level === 0) return honest.infer(view);
            const multiple = 1 + level * (Number(noiseMultiple) - 1);
            return view.truth + ownError(view, deviation) * multiple * view.error;
          },
        };
      },
    };
  },
};
