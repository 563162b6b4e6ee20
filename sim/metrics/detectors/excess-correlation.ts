import { median } from '../../math/order-statistics.ts';
import { type EpochView, isJudged } from '../epoch-view.ts';
import type { DetectorDeclaration } from './detector.ts';

/** Share of the newest epoch in a key's mean square, and in the statistic. */
const smoothing = 0.05;

/**
 * Do inferers err together, beyond what everybody's error has in common?
 *
 * The common error is the median error of those with a seat. What is left of each error, in units of its own root mean square
 * u_j, is z_j = (e_j - median e) / u_j, and the mean product of all pairs, ((Σ z)² - Σ z²) / K (K - 1), smoothed, is the mean
 * correlation beyond the common error.
 *
 * A little below 0 when errors are independent, since the median moves with each; about k (k - 1) / K (K - 1) for k of K whose
 * errors are the same, less where the median is one of theirs: keys that are the crowd do not stand out from it.
 */
export const excessCorrelation: DetectorDeclaration = {
  name: 'excess_correlation',
  unit: 'correlation',
  doc: 'mean pairwise correlation of inferers’ errors beyond the error common to all',
  create({ inferers }) {
    const squares = new Float64Array(inferers).fill(Number.NaN);
    const errors = new Float64Array(inferers);
    const scratch = new Float64Array(inferers);
    let correlation = 0;
    return {
      observe(view: EpochView): number {
        const { nonce } = view;
        const { count, active } = nonce.inferers;
        if (!isJudged(view) || count < 3) return Number.NaN;
        for (let j = 0; j < count; ++j) errors[j] = nonce.inferences[j] - nonce.step.truth;
        const common = median(errors, count, scratch);
        let sum = 0;
        let sumOfSquares = 0;
        for (let j = 0; j < count; ++j) {
          const x = active[j];
          const own = errors[j] - common;
          squares[x] = Number.isNaN(squares[x]) ? own * own : squares[x] + smoothing * (own * own - squares[x]);
          const z = squares[x] > 0 ? own / Math.sqrt(squares[x]) : 0;
          sum += z;
          sumOfSquares += z * z;
        }
        const pairs = (sum * sum - sumOfSquares) / (count * (count - 1));
        correlation += smoothing * (pairs - correlation);
        return correlation;
      },
    };
  },
};
