import type { InfererPolicy } from '../policy.ts';

/**
 * Guesses: the latest known truth plus a normal number. Before any truth is known it guesses around 0 (a probability of 1/2,
 * a count of 1 where errors act on the logit or the logarithm). It gains no experience and never outperforms.
 */
export const random: InfererPolicy = {
  name: 'random',
  doc: 'Guesses around the latest truth that is known.',
  source: 'own model',
  parameters: [
    {
      name: 'factor',
      kind: 'number',
      default: 3,
      minimum: 0,
      maximum: 1e6,
      unit: 'scales of the truth',
      doc: 'Standard deviation of its guesses.',
    },
  ],
  create: (values) => {
    const factor = Number(values.factor);
    return {
      infer: (view) => (Number.isNaN(view.latestTruth) ? 0 : view.latestTruth) + view.scale * factor * view.error,
    };
  },
};
