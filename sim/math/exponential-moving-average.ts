/**
 * Exponential moving average, α current + (1 - α) previous.
 *
 * The current value itself when it is the first, or when it equals the previous average (so that a constant stays
 * constant to the last bit).
 *
 * @param alpha share of the current value, 0 to 1
 * @param first whether there is no previous average
 */
export function exponentialMovingAverage(alpha: number, current: number, previous: number, first: boolean): number {
  if (first || current === previous) return current;
  return alpha * current + (1 - alpha) * previous;
}
