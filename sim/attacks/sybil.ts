import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { ownError } from './own-error.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * One model under many keys: each submits the same inference, but for a little noise that hides the copy. It asks whether k
 * keys earn more than one would, and what the crowd of copies does to the network's inference.
 *
 * While it does not act each key has a model of its own, of the same quality. The network's answer is the effective number
 * of participants in the entropies, and that regrets and one-out scores see that a copy adds nothing.
 *
 * Strength moves the jitter between 1, no copies, and what it is set to.
 */
export const sybil: Attack = {
  name: 'sybil',
  number: 1,
  doc: 'One model submitted under many inferer keys.',
  question: 'Do many keys with one model earn more than honest keys do, and what does it cost the network?',
  source: 'catalogue of attacks, 1: Sybil replication; effective participants: x/emissions/module/rewards',
  knowledge: ['blind'],
  parameters: [
    identitiesParameter(8, 'inferers'),
    skillParameter,
    {
      name: 'jitter',
      kind: 'number',
      default: 0.05,
      minimum: 0,
      maximum: 1,
      unit: 'share of the error',
      doc: 'How much of each key’s error is its own, so that the copies are not equal; 0: equal to the bit, 1: no copies.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  work: () => 1,
  single: (values) => ({ ...values, identities: 1 }),
  create: ({ errorDeviation, jitter }, { strength, population }) => {
    const deviation = Number(errorDeviation);
    return {
      inferer: (_index, birth) => {
        const model = birth.common(population);
        return {
          ...honestInferer(deviation),
          infer(view) {
            const level = strength(view.epoch);
            const own = level * Number(jitter) + (1 - level);
            const shared = Math.sqrt(1 - own * own);
            const error = level === 0 ? view.error : shared * model.normal(view.epoch, 0) + own * view.error;
            return view.truth + ownError(view, deviation) * error;
          },
        };
      },
    };
  },
};
