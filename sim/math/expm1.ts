import { exp } from './exp.ts';
import { splitExpm1Into } from './split-expm1.ts';

const PARTS = new Float64Array(2);

/**
 * e^x - 1, at most 1 unit in the last place off (0.68 measured), also where e^x is close to 1; the same bits on every
 * engine.
 *
 * -1 for very negative x, infinity beyond 709.78; expm1(-0) is -0.
 */
export function expm1(x: number): number {
  if (x < -40) return -1;
  if (!(x < 40)) return exp(x);
  if (x === 0) return x;
  splitExpm1Into(x, PARTS);
  return PARTS[0] + PARTS[1];
}
