import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation } from '../random/purposes.ts';
import { driftParameter, volatilityParameter } from './process-parameters.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

const drift = driftParameter(0);
const volatility = volatilityParameter(0.1);
const degreesOfFreedom: ParameterDeclaration = {
  name: 'degreesOfFreedom',
  kind: 'number',
  default: 4,
  exclusiveMinimum: 2,
  unit: '1',
  doc: 'Weight of the tails (nu): the smaller, the heavier; more than 2, so that the volatility exists.',
};

/** Heavy-tailed log-returns: drift + volatility sqrt((nu - 2)/nu) t_nu, so that their standard deviation is volatility. */
export const studentTReturn: TruthProcess = {
  name: 'student-t',
  doc: 'Independent heavy-tailed log-returns of a given volatility.',
  source: 'a standard of financial econometrics',
  parameters: [drift, volatility, degreesOfFreedom],
  regimes: ['all'],
  create: (parameters, root, topicHigh, topicLow) => {
    const mean = numberOf(parameters, drift);
    const scale = numberOf(parameters, volatility);
    const nu = numberOf(parameters, degreesOfFreedom);
    const factor = scale * Math.sqrt((nu - 2) / nu);
    const draws = truthDraws(root, topicHigh, topicLow);
    return {
      step(epoch, into) {
        into.truth = mean + factor * draws.studentT(epoch, purposeTruthInnovation, nu);
        into.scale = scale;
        into.regime = 0;
      },
      expectedScales: [scale],
      stationary: [1],
    };
  },
};
