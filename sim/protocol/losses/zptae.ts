import { pow } from '../../math/pow.ts';
import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import { numberOf } from '../../parameters/number-of.ts';
import type { LossFunction } from './loss-function.ts';
import { checkStandardDeviation, meanParameter, standardScore } from './standard-score.ts';

const source = 'zptae.py@bb9adba11e117cf0feb6ac35e58acee71d61c2a3 of the public Python kit of the network';

const alpha: ParameterDeclaration = {
  name: 'alpha',
  kind: 'number',
  default: 0.25,
  minimum: 0,
  maximum: 1,
  unit: '1',
  doc: 'Exponent with which the transformed score grows far out: 0 levels off, 1 is linear.',
  source,
};
const beta: ParameterDeclaration = {
  name: 'beta',
  kind: 'number',
  default: 2,
  exclusiveMinimum: 0,
  unit: '1',
  doc: 'Sharpness of the bend between the linear core and the tail.',
  source,
};
const norm: ParameterDeclaration = {
  name: 'norm',
  kind: 'number',
  default: 0.01,
  minimum: 0,
  unit: '1',
  doc: 'Weight of a standard deviation in the term for enormous errors.',
  source,
};
const gamma: ParameterDeclaration = {
  name: 'gamma',
  kind: 'number',
  default: 4,
  exclusiveMinimum: 0,
  unit: '1',
  doc: 'Exponent of the term for enormous errors.',
  source,
};

/**
 * |pt(z_y) - pt(z_v)| + (norm |z_v - z_y|)^gamma, with the power-tanh pt(x) = x / (1 + |x|^beta)^((1 - alpha)/beta).
 *
 * pt is x near 0 and |x|^alpha far out; there it is written with |x|^(-beta), which cannot overflow.
 */
export const zptae: LossFunction = {
  name: 'zptae',
  aliases: [],
  doc: 'Absolute difference of power-tanh transformed standard scores, plus a steep term for enormous errors.',
  source,
  allowNegative: false,
  parameters: [alpha, beta, norm, gamma, meanParameter],
  create: (parameters) => {
    const tail = numberOf(parameters, alpha);
    const sharpness = numberOf(parameters, beta);
    const weight = numberOf(parameters, norm);
    const exponent = numberOf(parameters, gamma);
    const mean = numberOf(parameters, meanParameter);
    const bend = -(1 - tail) / sharpness;

    const powerTanh = (x: number): number => {
      const size = Math.abs(x);
      if (size <= 1) return x * pow(1 + (sharpness === 2 ? size * size : pow(size, sharpness)), bend);
      const grown = pow(size, tail) * pow(1 + pow(size, -sharpness), bend);
      return x < 0 ? -grown : grown;
    };

    return (truth, prediction, standardDeviation) => {
      checkStandardDeviation('zptae', standardDeviation);
      const trueScore = standardScore(truth, mean, standardDeviation);
      const score = standardScore(prediction, mean, standardDeviation);
      const error = weight === 0 ? 0 : weight * Math.abs(score - trueScore);
      return Math.abs(powerTanh(trueScore) - powerTanh(score)) + pow(error, exponent);
    };
  },
};
