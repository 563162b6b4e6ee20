import type { ParameterDeclaration } from '../parameters/declaration.ts';
import { purposeTruthInnovation, purposeTruthStart } from '../random/purposes.ts';
import type { TruthDraws } from './truth-draws.ts';

/** Share of the distance from the mean that is left after one epoch. */
export function phiParameter(value: number): ParameterDeclaration {
  return {
    name: 'phi',
    kind: 'number',
    default: value,
    exclusiveMinimum: -1,
    exclusiveMaximum: 1,
    unit: '1',
    doc: 'Share of the distance from the mean that is left after one epoch.',
  };
}

/** Standard deviation of one epoch's innovation. */
export function innovationParameter(value: number, unit: string): ParameterDeclaration {
  return {
    name: 'innovation',
    kind: 'number',
    default: value,
    minimum: 0,
    unit,
    doc: "Standard deviation of one epoch's innovation.",
  };
}

/**
 * First-order autoregression around 0: x = phi x' + N(0, innovation²), one call per epoch in their order.
 *
 * Starts in its stationary distribution, whose standard deviation is innovation / sqrt(1 - phi²).
 */
export function autoregression(draws: TruthDraws, phi: number, innovation: number): (epoch: number) => number {
  let x = (innovation / Math.sqrt(1 - phi * phi)) * draws.normal(0, purposeTruthStart);
  return (epoch) => {
    x = phi * x + innovation * draws.normal(epoch, purposeTruthInnovation);
    return x;
  };
}
