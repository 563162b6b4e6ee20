import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation, purposeTruthJumpCount, purposeTruthJumpSize } from '../random/purposes.ts';
import { driftParameter, volatilityParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const drift = driftParameter(0);
const volatility = volatilityParameter(0.02);
const jumpRate: ParameterDeclaration = {
  name: 'jumpRate',
  kind: 'number',
  default: 0.02,
  minimum: 0,
  maximum: 1e6,
  unit: 'jumps per epoch',
  doc: 'Expected number of jumps in one epoch (lambda).',
};
const jumpMean: ParameterDeclaration = {
  name: 'jumpMean',
  kind: 'number',
  default: 0,
  unit: 'log-return',
  doc: 'Mean size of a jump.',
};
const jumpVolatility: ParameterDeclaration = {
  name: 'jumpVolatility',
  kind: 'number',
  default: 0.1,
  minimum: 0,
  unit: 'log-return',
  doc: 'Standard deviation of the size of a jump.',
};

/**
 * Log-returns of a jump diffusion: N(drift, volatility²) plus a Poisson number n of jumps, each N(m, s²); their sum is
 * N(n m, n s²).
 *
 * The scale is the standard deviation of the whole return, sqrt(volatility² + lambda (m² + s²)).
 */
export const jumpDiffusion: TruthProcess = {
  name: 'jump-diffusion',
  doc: 'Normal log-returns with Poisson jumps.',
  source: 'R. C. Merton, Option pricing when underlying stock returns are discontinuous, 1976',
  parameters: [drift, volatility, jumpRate, jumpMean, jumpVolatility],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const mean = numberOf(parameters, drift);
    const deviation = numberOf(parameters, volatility);
    const rate = numberOf(parameters, jumpRate);
    const size = numberOf(parameters, jumpMean);
    const sizeDeviation = numberOf(parameters, jumpVolatility);
    const scale = Math.sqrt(deviation * deviation + rate * (size * size + sizeDeviation * sizeDeviation));
    const draws = truthDraws(root, topicHigh, topicLow);
    return {
      step(epoch, into) {
        const jumps = draws.poisson(epoch, purposeTruthJumpCount, rate);
        let truth = mean + deviation * draws.normal(epoch, purposeTruthInnovation);
        if (jumps > 0)
          truth += jumps * size + Math.sqrt(jumps) * sizeDeviation * draws.normal(epoch, purposeTruthJumpSize);
        into.truth = truth;
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      stationary: [1],
    };
  },
};
