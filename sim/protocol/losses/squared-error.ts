import type { LossFunction } from './loss-function.ts';

/** (v - y)², in squared target units. */
export const squaredError: LossFunction = {
  name: 'sqe',
  aliases: ['mse', 'se', 'squared_error'],
  doc: 'Squared error, (v - y)².',
  source: 'loss_methods of the public Python kit of the network',
  allowNegative: false,
  parameters: [],
  create: () => (truth, prediction) => (prediction - truth) * (prediction - truth),
};
