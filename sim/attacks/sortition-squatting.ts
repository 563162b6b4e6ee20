import type { Inferer, JudgedView } from '../policies/policy.ts';
import type { Attack } from './attack.ts';
import { honestInferer } from './honest-keys.ts';
import { inferWithError } from './other-error.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * More inferers than one owner needs, who work just well enough to keep their seats from others. A key that has a seat
 * grows slacker with every epoch; one that has lost it does its best again. It asks how many seats that holds, what the
 * network loses by it, and whether better challengers come in.
 *
 * Seats are scarce only where more inferers submit than maxTopInferersToReward. Those refused drift towards the quantile
 * activeInfererQuantile of the seated ones' scores, whatever they submit: the network's answer to starving challengers,
 * and what brings back squatters who have fallen out.
 */
export const sortitionSquatting: Attack = {
  name: 'sortition-squatting',
  number: 9,
  doc: 'Many inferer keys that work just well enough to keep seats of the active set.',
  question: 'How many seats can slack keys hold against better challengers, and what does it cost the network?',
  source: 'catalogue of attacks, 9: merit-sortition squatting; passive scores: x/emissions/keeper/ema_scores.go',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(12, 'inferers'),
    skillParameter,
    {
      name: 'slack',
      kind: 'number',
      default: 0.25,
      minimum: 0,
      maximum: 100,
      unit: 'share of the error',
      doc: 'How much wider the errors of a key become with every epoch in which it has a seat.',
    },
    {
      name: 'worst',
      kind: 'number',
      default: 4,
      minimum: 1,
      maximum: 1e6,
      unit: 'times errorDeviation',
      doc: 'How wide its errors become at most.',
    },
  ],
  keys: ({ identities }) => ({ inferers: Number(identities), forecasters: 0, reputers: 0 }),
  single: (values) => ({ ...values, identities: 1 }),
  create: (values, { strength, firstInferer }) => {
    const keys = Number(values.identities);
    const width = new Float64Array(keys).fill(1); // of each key's errors, times errorDeviation
    const isSeated = new Uint8Array(keys);
    let observed = -1;
    const observe = ({ epoch, places, inferers }: JudgedView): void => {
      // One memory for all keys.
      if (epoch <= observed || strength(epoch) === 0) return;
      observed = epoch;
      isSeated.fill(0);
      for (let j = 0; j < inferers; ++j) {
        const index = places[j] - firstInferer;
        if (index >= 0 && index < keys) isSeated[index] = 1;
      }
      for (let n = 0; n < keys; ++n) {
        width[n] = isSeated[n] === 1 ? Math.min(Number(values.worst), width[n] * (1 + Number(values.slack))) : 1;
      }
    };
    return {
      inferer: (index) => {
        const honest = honestInferer(Number(values.errorDeviation));
        return overlay<Inferer>(honest, {
          infer(view) {
            const power = strength(view.epoch);
            if (power === 0) return honest.infer(view);
            return inferWithError(honest, view, (1 + power * (width[index] - 1)) * view.error);
          },
          observe,
        });
      },
    };
  },
};
