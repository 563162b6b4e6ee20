import { median, medianAbsoluteDeviation } from '../../math/order-statistics.ts';
import { type EpochView, isJudged } from '../epoch-view.ts';
import type { DetectorDeclaration } from './detector.ts';

/** Share of the newest epoch in a key's mean. */
const smoothing = 0.1;
/** Makes the median absolute deviation of normal values their standard deviation. */
const toDeviation = 1.4826;
/** A score counts as no farther away than this: a single epoch cannot dominate a key's mean. */
const farthest = 10;

/**
 * Does an inferer's one-out score keep standing out from the others'?
 *
 * z_j = (T_j - median T) / (1.4826 median |T - median T|) among those with a seat, between -10 and 10, smoothed per key; the
 * statistic is the largest |z|. 0 where all scores are equal.
 */
export const oneOutOutliers: DetectorDeclaration = {
  name: 'one_out_outliers',
  unit: 'robust standard deviations',
  doc: 'largest smoothed distance of an inferer’s one-out score from the median score',
  create({ inferers }) {
    const distance = new Float64Array(inferers);
    const scores = new Float64Array(inferers);
    const scratch = new Float64Array(inferers);
    return {
      observe(view: EpochView): number {
        const { active, count } = view.nonce.inferers;
        if (!isJudged(view) || count < 3) return Number.NaN;
        const { infererScore } = view.desk;
        let scored = 0;
        for (let j = 0; j < count; ++j) if (!Number.isNaN(infererScore[j])) scores[scored++] = infererScore[j];
        if (scored < 3) return Number.NaN;
        const middle = median(scores, scored, scratch);
        const deviation = toDeviation * medianAbsoluteDeviation(scores, scored, scratch);
        let most = 0;
        for (let j = 0; j < count; ++j) {
          if (Number.isNaN(infererScore[j])) continue;
          const x = active[j];
          const z = deviation > 0 ? (infererScore[j] - middle) / deviation : 0;
          distance[x] += smoothing * (Math.min(farthest, Math.max(-farthest, z)) - distance[x]);
          most = Math.max(most, Math.abs(distance[x]));
        }
        return most;
      },
    };
  },
};
