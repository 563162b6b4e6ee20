import { exp } from './exp.ts';
import { log1p } from './log1p.ts';

/**
 * softplus(x) = ln(1 + e^x).
 *
 * About e^x far below 0, ln 2 at 0, about x far above. Only exponentials of negative arguments are taken, so nothing
 * overflows and no digits cancel.
 */
export function softplus(x: number): number {
  return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
}

/**
 * φ(x) = ln(1 + e^(p (x - c))): turns a score into a positive reward weight.
 *
 * @param x normalised score, any finite number
 * @param p steepness, > 0
 * @param c the score at which φ bends, where φ = ln 2
 */
export function phi(x: number, p: number, c: number): number {
  return softplus(p * (x - c));
}

/**
 * φ'(x) = p / (e^(p (c - x)) + 1): turns a normalised regret into a weight between 0 and p, p / 2 at x = c.
 *
 * @param x normalised regret, any finite number
 * @param p steepness, > 0
 * @param c the regret at which the weight is p / 2
 */
export function phiGradient(x: number, p: number, c: number): number {
  const z = p * (x - c);
  const small = exp(-Math.abs(z));
  return (z > 0 ? p : p * small) / (1 + small);
}
