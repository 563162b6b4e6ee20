import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation } from '../random/purposes.ts';
import { driftParameter, volatilityParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const drift = driftParameter(0.01);
const volatility = volatilityParameter(0.1);

/** Log-returns of a geometric Brownian motion: r ~ N(drift, volatility²), independent from epoch to epoch. */
export const gbmReturn: TruthProcess = {
  name: 'gbm-return',
  doc: 'Independent normal log-returns.',
  source: "research mode of Allora's own simulator, commit 816ce04",
  parameters: [drift, volatility],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const mean = numberOf(parameters, drift);
    const scale = numberOf(parameters, volatility);
    const draws = truthDraws(root, topicHigh, topicLow);
    return {
      step(epoch, into) {
        into.truth = mean + scale * draws.normal(epoch, purposeTruthInnovation);
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      stationary: [1],
    };
  },
};
