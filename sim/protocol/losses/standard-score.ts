import type { ParameterDeclaration } from '../../parameters/declaration.ts';

const largest = 1.7976931348623157e308;

/** The mean that ztae, zptae and czar subtract before they divide by the standard deviation. */
export const meanParameter: ParameterDeclaration = {
  name: 'mean',
  kind: 'number',
  default: 0,
  unit: 'target units',
  doc: 'Mean of the target; the network uses 0 for returns.',
};

/** Throws unless a standard deviation is finite and positive. */
export function checkStandardDeviation(loss: string, standardDeviation: number): void {
  if (!(standardDeviation > 0 && standardDeviation < Infinity)) {
    throw new RangeError(`${loss}: the standard deviation is ${standardDeviation}; expected a finite number above 0.`);
  }
}

/** (value - mean) / standardDeviation, held inside the range of finite numbers so that differences stay numbers. */
export function standardScore(value: number, mean: number, standardDeviation: number): number {
  const score = (value - mean) / standardDeviation;
  return score > largest ? largest : score < -largest ? -largest : score;
}
