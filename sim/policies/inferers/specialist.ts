import type { InfererPolicy } from '../policy.ts';
import { bornError, varyingErrorInferer } from './error-model.ts';

/** Good in one regime, poor in all others: what makes forecasting worth something. */
export const specialist: InfererPolicy = {
  name: 'specialist',
  doc: 'Honest, with a smaller error in its own regime and a larger one elsewhere; the bias is not touched.',
  source: 'own model',
  parameters: [
    {
      name: 'regime',
      kind: 'text',
      default: 'calm',
      refersTo: 'regime',
      unit: 'name',
      doc: "The regime of the topic's truth that it is good in.",
    },
    {
      name: 'inRegime',
      kind: 'number',
      default: 0.3,
      minimum: 0,
      maximum: 1e6,
      unit: 'times the honest standard deviation',
      doc: 'Its error in its own regime.',
    },
    {
      name: 'elsewhere',
      kind: 'number',
      default: 3,
      minimum: 0,
      maximum: 1e6,
      unit: 'times the honest standard deviation',
      doc: 'Its error in every other regime.',
    },
  ],
  create: (values, birth, { regimes }) => {
    const own = regimes.indexOf(String(values.regime));
    if (own < 0) {
      throw new RangeError(`specialist: regime is ${String(values.regime)}; expected one of ${regimes.join(', ')}.`);
    }
    const inRegime = Number(values.inRegime);
    const elsewhere = Number(values.elsewhere);
    const factor = (regime: number) => (regime === own ? inRegime : elsewhere);
    return { ...varyingErrorInferer(bornError(birth), factor), variesByRegime: true };
  },
};
