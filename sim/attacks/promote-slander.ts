import type { Forecaster } from '../policies/policy.ts';
import type { Attack } from './attack.ts';
import { honestForecaster, honestInferer } from './honest-keys.ts';
import { overlay } from './overlay.ts';
import { identitiesParameter, skillParameter } from './shared-parameters.ts';

/**
 * Forecasters who promote allies and slander rivals: they know as much as any forecaster with a memory, but say of their
 * own inferers that their losses will be lower, and of all others that they will be higher. Forecast-implied inferences
 * then lean towards the allies. It asks what that earns the two together and what it costs the network.
 *
 * Wherever it does not act, they forecast what they expect. The network's answer is that forecasters are scored by what their
 * implied inferences do to the loss: a forecast that misleads loses weight.
 */
export const promoteSlander: Attack = {
  name: 'promote-slander',
  number: 13,
  doc: 'Forecasters who praise their own inferers and run down all others.',
  question: 'Can false forecasts lift the attacker’s own inferers, and does the network notice?',
  source: 'catalogue of attacks, 13: loss-forecast manipulation; Hoffman, Zage, Nita-Rotaru 2009',
  knowledge: ['public'],
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
  create: (values, { strength, inferers, firstInferer }) => {
    const pastAllies = firstInferer + Number(values.allies);
    const promote = Number(values.promote);
    const slander = Number(values.slander);
    return {
      inferer: () => honestInferer(Number(values.errorDeviation)),
      forecaster: () => {
        const honest = honestForecaster(inferers);
        return overlay<Forecaster>(honest, {
          forecastInto(view, out, offset) {
            honest.forecastInto(view, out, offset);
            const hard = strength(view.epoch);
            if (hard === 0) return;
            for (let j = 0; j < view.inferers; ++j) {
              const x = view.places[j];
              out[offset + j] += hard * (x >= firstInferer && x < pastAllies ? -promote : slander);
            }
          },
        });
      },
    };
  },
  single: (values) => ({ ...values, identities: 1 }),
};
