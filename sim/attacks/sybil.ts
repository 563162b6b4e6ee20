import { experienceFactor } from '../policies/experience.ts';
import type { Attack } from './attack.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * One model under many keys: each submits the same inference, but for a little noise that hides the copy. It asks whether k
 * keys earn more than one would, and what the crowd of copies does to the network's inference.
 *
 * Until it starts, each key has a model of its own, of the same quality. The network's answer is the effective number of
 * participants in the entropies, and that regrets and one-out scores see that a copy adds nothing.
 */
export const sybil: Attack = {
  name: 'sybil',
  doc: 'One model submitted under many inferer keys.',
  question: 'Do many keys with one model earn more than honest keys do, and what does it cost the network?',
  source: 'catalogue of attacks, 1: Sybil replication; effective participants: x/emissions/module/rewards',
  knowledge: 'blind',
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
  create: ({ errorDeviation, jitter }, { start, population }) => {
    const deviation = Number(errorDeviation);
    const own = Number(jitter);
    const shared = Math.sqrt(1 - own * own);
    return {
      inferer: (_index, birth) => {
        const model = birth.common(population);
        return {
          infer(view) {
            const error = view.epoch < start ? view.error : shared * model.normal(view.epoch, 0) + own * view.error;
            return view.truth + view.scale * experienceFactor(view.age) * deviation * error;
          },
          errorInto(_regime, age, into) {
            into.deviation = experienceFactor(age) * deviation;
            into.bias = 0;
          },
        };
      },
    };
  },
};
