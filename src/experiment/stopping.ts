import type { StoppingRule } from '../config/experiment/experiment.ts';
import { meanInterval } from '../statistics/mean-interval.ts';

/** A round makes at most so many times as many replicates as there are: a first guess of the spread may be far off. */
const growth = 2;

/**
 * How many replicates a point should have next: as many as it has when the 95 % t-interval of every sample's mean is
 * narrow enough, or there are as many as the rule allows. Otherwise what the spread so far asks for, n (h / target)^2,
 * at most twice as many.
 *
 * Simplified: the interval is looked at after every round, and a sample that happens to spread little ends the rounds
 * early, so intervals of stopped points cover a little less than they say.
 *
 * @param have runs of the point, failed ones included
 * @param samples values of the metric, one sample per topic that has it; failed runs have none
 */
export function nextReplicates(
  { halfWidth, most }: StoppingRule,
  have: number,
  samples: readonly (readonly number[])[],
): number {
  let wanted = have;
  for (const values of samples) {
    if (values.length < 2) {
      wanted = Math.max(wanted, growth * have);
      continue;
    }
    const { mean, high } = meanInterval(values);
    const half = high - mean;
    if (half > halfWidth) wanted = Math.max(wanted, have + 1, Math.ceil(have * (half / halfWidth) ** 2));
  }
  return Math.max(have, Math.min(wanted, growth * have, most));
}
