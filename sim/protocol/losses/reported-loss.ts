import { log10 } from '../../math/log10.ts';

/** Losses below this are reported as this. */
export const smallestReportedLoss = 1e-12;

/**
 * The base-10 logarithm that a reputer reports for a loss which cannot be negative.
 *
 * Simplified: a loss below 1e-12, 0 included, counts as 1e-12; real reputers fail to report a loss of 0.
 *
 * @param loss raw loss, at least 0; infinity gives infinity
 */
export function logLoss(loss: number): number {
  return log10(Math.max(loss, smallestReportedLoss));
}
