import { exp } from '../../math/exp.ts';
import { expm1 } from '../../math/expm1.ts';
import { tanh } from '../../math/tanh.ts';
import { numberOf } from '../../parameters/number-of.ts';
import type { LossFunction } from './loss-function.ts';
import { checkStandardDeviation, meanParameter, standardScore } from './standard-score.ts';

/**
 * |tanh a - tanh b|. On one side of 0 as 2 e^(-2b) (1 - e^(-2(a - b))) / ((1 + e^(-2a)) (1 + e^(-2b))) with a > b, which
 * keeps its digits where both have reached 1.
 */
export function tanhDistance(first: number, second: number): number {
  if (first >= 0 !== second >= 0) return Math.abs(tanh(first)) + Math.abs(tanh(second));
  const far = Math.max(Math.abs(first), Math.abs(second));
  const near = Math.min(Math.abs(first), Math.abs(second));
  const nearTail = exp(-2 * near);
  return (-2 * expm1(-2 * (far - near)) * nearTail) / ((1 + exp(-2 * far)) * (1 + nearTail));
}

/** |tanh z_y - tanh z_v| of standard scores z = (x - mean)/s: between 0 and 2. */
export const ztae: LossFunction = {
  name: 'ztae',
  aliases: [],
  doc: 'Absolute difference of the hyperbolic tangents of the standard scores.',
  source: 'ztae.py@a71f4acf46de5d6009c0d06f6f5c55cb89a1c30e of the public Python kit of the network',
  allowNegative: false,
  parameters: [meanParameter],
  create: (parameters) => {
    const mean = numberOf(parameters, meanParameter);
    return (truth, prediction, standardDeviation) => {
      checkStandardDeviation('ztae', standardDeviation);
      return tanhDistance(
        standardScore(truth, mean, standardDeviation),
        standardScore(prediction, mean, standardDeviation),
      );
    };
  },
};
