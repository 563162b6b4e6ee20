import { sampleStandardDeviation } from '../math/statistics.ts';

/**
 * The newest scores of a role, by which its reward fractions are scaled.
 *
 * Per epoch at most the last `size` scores are kept, in order of the actors. The window walks back from the newest epoch,
 * takes its scores in that order, then the epoch before, until `size` scores are together: a count of scores, not of
 * epochs. Only the window itself is stored: what falls out of it can never come back.
 *
 * Source: allora-chain x/emissions/module/rewards/scores.go at v0.6.
 */
export interface ScoreWindow {
  readonly size: number;
  /** Newest epoch first. */
  readonly scores: Float64Array;
  count: number;
}

export function createScoreWindow(size: number): ScoreWindow {
  return { size, scores: new Float64Array(size), count: 0 };
}

/**
 * Puts an epoch's scores in front. NaN entries (actors without a score) are passed over.
 *
 * @param scores in order of the actors
 */
export function pushScores(window: ScoreWindow, scores: Float64Array, count: number): void {
  let present = 0;
  for (let l = 0; l < count; ++l) if (!Number.isNaN(scores[l])) ++present;
  const taken = present < window.size ? present : window.size;
  const kept = Math.min(window.count, window.size - taken);
  window.scores.copyWithin(taken, 0, kept);
  let skip = present - taken;
  let at = 0;
  for (let l = 0; l < count; ++l) {
    const score = scores[l];
    if (Number.isNaN(score)) continue;
    if (skip > 0) --skip;
    else window.scores[at++] = score;
  }
  window.count = taken + kept;
}

/** Sample standard deviation of the window; 0 with fewer than two scores. */
export function windowDeviation(window: ScoreWindow): number {
  return sampleStandardDeviation(window.scores, window.count);
}
