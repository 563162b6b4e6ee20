import type { LossFunction } from './loss-function.ts';

/** |v - y|, in target units. */
export const absoluteError: LossFunction = {
  name: 'abse',
  aliases: ['mae', 'ae', 'absolute_error'],
  doc: 'Absolute error, |v - y|.',
  source: 'loss_methods of the public Python kit of the network',
  allowNegative: false,
  parameters: [],
  create: () => (truth, prediction) => Math.abs(prediction - truth),
};
