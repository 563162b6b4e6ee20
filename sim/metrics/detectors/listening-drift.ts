import { type EpochView, isJudged } from '../epoch-view.ts';
import type { DetectorDeclaration } from './detector.ts';

/** Share of the newest epoch in the long means, which are plain means of the first epochs. */
const smoothing = 0.05;

/**
 * Do listening coefficients move away from where they usually are?
 *
 * Σ S_m |a_m - mean a_m| / Σ S_m over the reputers with a seat; the means are those of the epochs before.
 *
 * 0 while coefficients stand still, whatever they are; 1 when all stake is no longer listened to that always was.
 */
export const listeningDrift: DetectorDeclaration = {
  name: 'listening_drift',
  unit: 'coefficient',
  doc: 'mean distance of listening coefficients from their long means, by stake',
  create({ reputers }) {
    const usual = new Float64Array(reputers);
    const epochs = new Int32Array(reputers);
    return {
      observe(view: EpochView): number {
        if (!isJudged(view)) return Number.NaN;
        const { active, count } = view.nonce.reputers;
        let moved = 0;
        let stake = 0;
        for (let m = 0; m < count; ++m) {
          const x = active[m];
          const coefficient = view.coefficient[x];
          if (epochs[x] > 0) moved += view.stake[x] * Math.abs(coefficient - usual[x]);
          stake += view.stake[x];
          ++epochs[x];
          usual[x] += Math.max(smoothing, 1 / epochs[x]) * (coefficient - usual[x]);
        }
        return stake > 0 ? moved / stake : Number.NaN;
      },
    };
  },
};
