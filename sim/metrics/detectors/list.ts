import type { DetectorDeclaration } from './detector.ts';
import { excessCorrelation } from './excess-correlation.ts';
import { listeningDrift } from './listening-drift.ts';
import { oneOutOutliers } from './one-out-outliers.ts';
import { rewardEntropy } from './reward-entropy.ts';

/** All detectors, in the order of their columns. */
export const detectors: readonly DetectorDeclaration[] = [
  excessCorrelation,
  listeningDrift,
  oneOutOutliers,
  rewardEntropy,
];
