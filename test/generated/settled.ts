/** Which generated rows doubles can be expected to reproduce: not those where a formula jumps right at the inputs. */
import type { Listening, Maybe, Synthesis } from '../oracle/index.ts';
import { big, confidencePercents, lossVector, weightedPercentile } from '../oracle/index.ts';
import type { Row, Sizes } from './columns.ts';
import type { NextRow } from './next-row.ts';
import { bundleOf } from './next-row.ts';

function ids(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/**
 * Whether doubles can be expected to agree with big numbers on a row.
 *
 * Not if a percentile jumps there. Nor if coefficients left [0, 1] by extrapolation, or a loss is reported only by
 * reputers whom nobody listens to.
 */
export function isSettled({ row, synthesis, listening }: NextRow, before: Row, sizes: Sizes): boolean {
  const inferences = ids(sizes.inferers).map((j) => row.get(`inference_${j}`) ?? null);
  if (!percentilesAreSettled(inferences, synthesis)) return false;
  if (listening === null) return true;
  return staysInside(listening) && everyLossIsHeard(row, row, sizes) && everyLossIsHeard(row, before, sizes);
}

/**
 * Percentiles jump in two cases: two values so close that rounding decides which comes first, and a percentile right
 * at members of next to no weight, whose positions doubles cannot tell apart.
 */
function percentilesAreSettled(inferences: readonly Maybe<number>[], synthesis: Synthesis): boolean {
  const weightOf = [...synthesis.infererWeights, ...synthesis.forecasterWeights];
  const members = [...inferences, ...synthesis.implied.map((value) => value?.toNumber() ?? null)].flatMap(
    (value, l) => {
      const weight = weightOf[l];
      return value === null || weight === null ? [] : [{ value, weight }];
    },
  );
  if (members.length === 0) return true;
  const largest = Math.max(...members.map((member) => Math.abs(member.value)));
  const sorted = members.map((member) => member.value).sort((a, b) => a - b);
  const tooClose = sorted.slice(1).some((value, n) => value > sorted[n] && value - sorted[n] < 1e-12 * largest);
  if (tooClose) return false;
  const values = members.map((member) => big(member.value));
  const weights = members.map((member) => member.weight);
  return confidencePercents.every((percent) => {
    const [low, high] = [-1e-11, 1e-11].map((shift) => weightedPercentile(values, weights, big(shift).plus(percent)));
    return high
      .minus(low)
      .abs()
      .lt(1e-9 * largest);
  });
}

function staysInside({ coefficients }: Listening): boolean {
  return coefficients.every((coefficient) => coefficient.gte(0) && coefficient.lte(1));
}

/** Whether each loss reported in a row comes from at least one reputer with a positive coefficient. */
function everyLossIsHeard(row: Row, coefficients: Row, sizes: Sizes): boolean {
  const reports = ids(sizes.reputers).map((m) => lossVector(bundleOf(row, sizes, m)));
  const heard = ids(sizes.reputers).map((m) => (coefficients.get(`reputer_listening_coefficient_${m}`) ?? 0) > 0);
  return reports[0].every(
    (_, d) =>
      reports.every((report) => report[d] === null) || reports.some((report, m) => heard[m] && report[d] !== null),
  );
}
