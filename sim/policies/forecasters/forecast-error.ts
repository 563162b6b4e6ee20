import { log10 } from '../../math/log10.ts';
import { pow } from '../../math/pow.ts';
import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import type { Birth, PolicyValues } from '../policy.ts';

/** A forecaster's error: standard deviation and bias, log10 loss (in topics with negative losses: raw loss). */
export interface ForecastError {
  readonly deviation: number;
  readonly bias: number;
}

const traitDeviation = 0;
const traitBias = 1;

/** What every forecaster can be told about its errors: these two make the noisy and the biased variant of each kind. */
export const forecastErrorParameters: readonly ParameterDeclaration[] = [
  {
    name: 'errorFactor',
    kind: 'number',
    default: 1,
    minimum: 0,
    maximum: 1e6,
    unit: 'times the usual standard deviation',
    doc: 'How large its errors are; above 1 it is a noisy forecaster.',
  },
  {
    name: 'bias',
    kind: 'number',
    default: 0,
    minimum: -100,
    maximum: 100,
    unit: 'log10 loss, or raw loss where losses may be negative',
    doc: 'Added to the bias it was born with; positive: thinks everybody worse than they are.',
  },
];

/**
 * Errors as forecasters are born with: deviation 10^N(log10 0.1, log10 1.25), bias N(0, 0.05), log10 loss. In topics with
 * negative losses they are added to the raw loss, in its units.
 *
 * Source: research workload of the allora-simulator at commit 816ce04.
 */
export function bornForecastError(values: PolicyValues, birth: Birth): ForecastError {
  return {
    deviation: Number(values.errorFactor) * pow(10, log10(0.1) + log10(1.25) * birth.normal(traitDeviation)),
    bias: Number(values.bias) + 0.05 * birth.normal(traitBias),
  };
}
