import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { numberOf } from '../parameters/number-of.ts';
import { purposeTruthInnovation, purposeTruthRegime } from '../random/purposes.ts';
import { truthDraws } from './truth-draws.ts';
import type { TruthProcess } from './truth-process.ts';

/** A name with a dot is a key of a nested group in scenarios: `calm: { volatility: 0.01 }`. */
function regimeParameter(name: string, value: number, doc: string, minimum?: number): ParameterDeclaration {
  const declared = { name, kind: 'number', default: value, unit: 'log-return per epoch', doc } as const;
  return minimum === undefined ? declared : { ...declared, minimum };
}

const calmDrift = regimeParameter('calm.drift', 0, 'Mean return of a calm epoch.');
const calmVolatility = regimeParameter('calm.volatility', 0.01, 'Standard deviation of the return of a calm epoch.', 0);
const turbulentDrift = regimeParameter('turbulent.drift', 0, 'Mean return of a turbulent epoch.');
const turbulentVolatility = regimeParameter(
  'turbulent.volatility',
  0.04,
  'Standard deviation of the return of a turbulent epoch.',
  0,
);
const stayProbability: ParameterDeclaration = {
  name: 'stayProbability',
  kind: 'number',
  default: 0.95,
  minimum: 0,
  maximum: 1,
  unit: '1',
  doc: 'Probability that the next epoch has the same regime.',
};

/**
 * Normal log-returns whose drift and volatility a two-state Markov chain picks: calm or turbulent.
 *
 * Both regimes are left with the same probability, so each holds half of the time in the long run, and the path starts in
 * either with probability 1/2: its stationary distribution. The regimes may be alike: then they matter only to actors who
 * are good in one of them.
 */
export const regimeSwitching: TruthProcess = {
  name: 'regime-switching',
  doc: 'Normal log-returns in a calm and a turbulent regime that alternate at random.',
  source: 'a standard of financial econometrics',
  parameters: [calmDrift, calmVolatility, turbulentDrift, turbulentVolatility, stayProbability],
  regimes: ['calm', 'turbulent'],
  create: (parameters, root, topicHigh, topicLow) => {
    const drifts = [numberOf(parameters, calmDrift), numberOf(parameters, turbulentDrift)];
    const scales = [numberOf(parameters, calmVolatility), numberOf(parameters, turbulentVolatility)];
    const stay = numberOf(parameters, stayProbability);
    const draws = truthDraws(root, topicHigh, topicLow);
    let regime = 0;
    return {
      step(epoch, into) {
        const chance = draws.uniform(epoch, purposeTruthRegime);
        if (epoch === 0) regime = chance < 0.5 ? 0 : 1;
        else if (chance >= stay) regime = 1 - regime;
        into.truth = drifts[regime] + scales[regime] * draws.normal(epoch, purposeTruthInnovation);
        into.scale = scales[regime];
        into.regime = regime;
      },
      expectedScales: scales,
      stationary: [0.5, 0.5],
    };
  },
};
