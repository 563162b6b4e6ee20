import type { JudgedView } from '../policies/policy.ts';
import type { Attack } from './attack.ts';
import { honestForecaster, meanKnown } from './honest-keys.ts';
import { identitiesParameter } from './shared-parameters.ts';

/**
 * Forecasters who do no work: they repeat what was reported about each inferer in one judged epoch, drawn together towards
 * the mean of the class, all keys the same to the last digit. It asks what a forecast that costs nothing earns.
 *
 * The network pays forecasters at least the part that chi = 0.1 gives them, whether forecasting adds anything or not; within
 * the role it answers by scores, which a copy of a copy does not earn.
 */
export const forecasterFreeRiding: Attack = {
  name: 'forecaster-free-riding',
  number: 14,
  doc: 'Forecasters who repeat the latest losses, or their mean, and do no work.',
  question: 'What does a forecaster earn that only repeats what everybody knows?',
  source: 'catalogue of attacks, 14: forecaster free-riding; white paper, forecaster utility: chi is 0.1 at least',
  knowledge: ['public'],
  parameters: [
    identitiesParameter(2, 'forecasters'),
    {
      name: 'lag',
      kind: 'integer',
      default: 0,
      minimum: 0,
      maximum: 1000,
      unit: 'judged epochs',
      doc: 'How old the losses are that it repeats; 0: the newest ones.',
    },
    {
      name: 'shrinkage',
      kind: 'number',
      default: 0.5,
      minimum: 0,
      maximum: 1,
      unit: '1',
      doc: 'How far it draws them towards their mean; 0: it repeats them as they are, 1: it says the mean of everybody.',
    },
  ],
  keys: ({ identities }) => ({ inferers: 0, forecasters: Number(identities), reputers: 0 }),
  create: (values, { strength, inferers }) => {
    const shrinkage = Number(values.shrinkage);
    const heard = createEcho(inferers, Number(values.lag));
    return {
      forecaster: () => {
        const honest = honestForecaster(inferers);
        return {
          forecastInto(view, out, offset) {
            honest.forecastInto(view, out, offset);
            const hard = strength(view.epoch);
            if (hard === 0) return;
            const losses = heard.losses();
            const mean = meanKnown(losses, view.places, view.inferers);
            for (let j = 0; j < view.inferers; ++j) {
              const echo = (1 - shrinkage) * losses[view.places[j]] + shrinkage * mean;
              out[offset + j] = (1 - hard) * out[offset + j] + hard * echo;
            }
          },
          observe(view) {
            honest.observe?.(view);
            heard.observe(view);
          },
        };
      },
    };
  },
  work: () => 0,
  single: (values) => ({ ...values, identities: 1 }),
};

/** What was known of everybody `lag` judged epochs ago, by registered place. One memory for all keys. */
function createEcho(inferers: number, lag: number) {
  const kept = lag + 1;
  const rows = Array.from({ length: kept }, () => new Float64Array(inferers).fill(NaN));
  let newest = -1;
  let heard = 0;
  return {
    /** NaN of those not judged by then. */
    losses: () => rows[(heard + 1) % kept],
    observe(view: JudgedView): void {
      if (view.epoch <= newest) return;
      newest = view.epoch;
      // The row that is too old becomes the newest: what was known, and what is new. The row after it is the oldest then.
      const latest = rows[(heard + 1) % kept];
      latest.set(rows[heard % kept]);
      for (let j = 0; j < view.inferers; ++j) {
        if (!Number.isNaN(view.loss[j])) latest[view.places[j]] = view.loss[j];
      }
      ++heard;
    },
  };
}
