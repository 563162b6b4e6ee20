import { errorModelInferer } from '../policies/inferers/error-model.ts';
import type { Attack } from './attack.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

const smoothing = 0.1;
const errorDeviation = 0.1;

/**
 * Forecasters who promote allies and slander rivals: they know as much as any forecaster with a memory, but say of their
 * own inferers that their losses will be lower, and of all others that they will be higher. Forecast-implied inferences
 * then lean towards the allies. It asks what that earns the two together and what it costs the network.
 *
 * Until it starts, they forecast what they expect.
 */
export const promoteSlander: Attack = {
  name: 'promote-slander',
  doc: 'Forecasters who praise their own inferers and run down all others.',
  question: 'Can false forecasts lift the attacker’s own inferers, and does the network notice?',
  source: 'catalogue of attacks, 13: loss-forecast manipulation; Hoffman, Zage, Nita-Rotaru 2009',
  knowledge: 'public',
  parameters: [
    identitiesParameter(2, 'forecasters'),
    {
      name: 'allies',
      kind: 'integer',
      default: 3,
      minimum: 0,
      maximum: 10_000,
      unit: 'keys',
      doc: 'How many inferers the attacker registers, whom its forecasters praise.',
    },
    skillParameter,
    {
      name: 'promote',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'How much lower than expected it calls the losses of its allies.',
    },
    {
      name: 'slander',
      kind: 'number',
      default: 1,
      minimum: 0,
      maximum: 100,
      unit: 'log10 loss',
      doc: 'How much higher than expected it calls the losses of everybody else.',
    },
  ],
  keys: ({ identities, allies }) => ({ inferers: Number(allies), forecasters: Number(identities), reputers: 0 }),
  create: (values, { start, inferers, firstInferer }) => {
    const allies = Number(values.allies);
    const promote = Number(values.promote);
    const slander = Number(values.slander);
    return {
      inferer: () => errorModelInferer({ deviation: Number(values.errorDeviation), bias: 0 }),
      forecaster: () => {
        const average = new Float64Array(inferers).fill(NaN);
        return {
          forecastInto(view, out, offset) {
            const { places, error } = view;
            for (let j = 0; j < view.inferers; ++j) {
              const x = places[j];
              const expected = average[x] + errorDeviation * error[j];
              const isAlly = x >= firstInferer && x < firstInferer + allies;
              const lie = view.epoch < start ? 0 : isAlly ? -promote : slander;
              out[offset + j] = expected + lie;
            }
          },
          observe(view) {
            for (let j = 0; j < view.inferers; ++j) {
              const loss = view.loss[j];
              if (Number.isNaN(loss)) continue;
              const x = view.places[j];
              average[x] = Number.isNaN(average[x]) ? loss : average[x] + smoothing * (loss - average[x]);
            }
          },
        };
      },
    };
  },
};
