import { exp } from '../math/exp.ts';
import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation } from '../random/purposes.ts';
import { driftParameter, volatilityParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const initialPrice: ParameterDeclaration = {
  name: 'initialPrice',
  kind: 'number',
  default: 100,
  exclusiveMinimum: 0,
  unit: 'target units',
  doc: 'Price before the first epoch.',
};
const drift = driftParameter(0.0001);
const volatility = volatilityParameter(0.02);

/**
 * Price of a geometric Brownian motion: P = P0 exp(sum of r), r ~ N(drift, volatility²), the first epoch's return included.
 *
 * The scale is P times the volatility at the price of the epoch, so it moves with the price.
 */
export const gbmPrice: TruthProcess = {
  name: 'gbm-price',
  doc: 'Price that grows by independent normal log-returns.',
  source: "research mode of Allora's own simulator, commit 816ce04",
  parameters: [initialPrice, drift, volatility],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const start = numberOf(parameters, initialPrice);
    const mean = numberOf(parameters, drift);
    const deviation = numberOf(parameters, volatility);
    const draws = truthDraws(root, topicHigh, topicLow);
    let sumOfReturns = 0;
    return {
      step(epoch, into) {
        sumOfReturns += mean + deviation * draws.normal(epoch, purposeTruthInnovation);
        into.truth = start * exp(sumOfReturns);
        into.scale = into.truth * deviation;
        into.regime = 0;
      },
      stationary: [1],
    };
  },
};
