import { type Mutant, plantedIn } from './mutant.ts';

/** Mistakes in the loss functions. */
export const lossMutants: readonly Mutant[] = [
  ...plantedIn('losses/absolute-error.ts', [
    ['Math.abs(prediction - truth)', 'prediction - truth', 'no absolute value'],
  ]),
  ...plantedIn('losses/squared-error.ts', [
    ['=> (prediction - truth) * (prediction - truth)', '=> (prediction - truth) * (prediction + truth)', 'a sign'],
  ]),
  ...plantedIn('losses/binary-cross-entropy.ts', [
    ['log1p(-p)', 'log1p(p)', 'sign of the complement'],
    ['if (prediction === 1 - truth) return Infinity;', '', 'certain and wrong is finite'],
    ['loss <= clip ? 0 : loss', 'loss', 'a loss of rounding kept'],
    ['const clip = 1e-15;', 'const clip = 1e-12;', 'wrong clip'],
  ]),
  ...plantedIn('losses/huber.ts', [
    ['knee * (distance - knee / 2)', 'knee * (distance - knee)', 'a half forgotten'],
    ['distance <= knee', 'distance >= knee', 'branches swapped'],
  ]),
  ...plantedIn('losses/log-cosh.ts', [
    ['distance - logOfTwo + log1p', 'distance + log1p', 'ln 2 forgotten'],
    ['exp(-2 * distance)', 'exp(-distance)', 'a factor 2 forgotten'],
  ]),
  ...plantedIn('losses/poisson.ts', [
    ['intensity - truth * log(intensity)', 'intensity + truth * log(intensity)', 'a sign'],
    ['Math.max(prediction, smallestIntensity)', 'prediction', 'floor of the intensity removed'],
    ['allowNegative: true', 'allowNegative: false', 'logarithm of a negative loss'],
  ]),
  ...plantedIn('losses/reported-loss.ts', [
    ['Math.max(loss, smallestReportedLoss)', 'loss', 'logarithm of 0'],
    ['smallestReportedLoss = 1e-12', 'smallestReportedLoss = 1e-15', 'wrong least loss'],
  ]),
  ...plantedIn('losses/standard-score.ts', [
    ['const score = (value - mean)', 'const score = value', 'mean forgotten'],
    ['standardDeviation > 0 &&', 'standardDeviation >= 0 &&', 'a deviation of 0 accepted'],
  ]),
  ...plantedIn('losses/ztae.ts', [
    ['Math.abs(tanh(first)) + Math.abs(tanh(second))', 'Math.abs(tanh(first)) - Math.abs(tanh(second))', 'a sign'],
    ['expm1(-2 * (far - near))', 'expm1(-(far - near))', 'a factor 2 forgotten'],
  ]),
  ...plantedIn('losses/zptae.ts', [
    ['-(1 - tail) / sharpness', '-tail / sharpness', 'alpha for 1 - alpha'],
    ['return x < 0 ? -grown : grown;', 'return grown;', 'sign of the score lost'],
    ['+ pow(error, exponent)', '', 'term for enormous errors forgotten'],
    ['default: 0.25,', 'default: 0.5,', 'wrong default of alpha'],
  ]),
  ...plantedIn('losses/czar.ts', [
    ['curvature * u * u - u + q * arc', 'curvature * u * u + u + q * arc', 'wrong sign rewarded'],
    ['const u = z >= 0 ? v : -v;', 'const u = v;', 'sign of the truth forgotten'],
    ['Math.min(q * (x * g) * g,', 'Math.max(q * (x * g) * g,', 'max for min'],
    ['const q = 1 + d * d;', 'const q = 1;', 'normalisation forgotten'],
    ['loss = q * arcBetween(u, a, d);', 'loss = q * arcBetween(0, a - u, d);', 'arc from 0'],
    ['if (!hasFloor) return loss;', 'return loss;', 'floor forgotten'],
    ['default: 0.05,', 'default: 0.5,', 'wrong default of tau'],
  ]),
  ...plantedIn('losses/formula.ts', [['values[2] = standardDeviation;', '', 'standard deviation forgotten']]),
  ...plantedIn('../math/formula.ts', [
    ['divide: (a, b) => a / b', 'divide: (a, b) => b / a', 'operands swapped'],
    ['test !== 0 && !Number.isNaN(test)', 'test !== 0', 'NaN holds'],
    ['greaterOrEqual: (a, b) => (a >= b', 'greaterOrEqual: (a, b) => (a > b', 'the border left out'],
  ]),
  ...plantedIn('losses/registry.ts', [['name.toLowerCase()', 'name', 'names in one case only']]),
];
