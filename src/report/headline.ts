import type { TopicRows } from './topic-rows.ts';

/** How the combined inference does against one other inference, over the epochs in which both have a loss. */
export interface Comparison {
  /** What it is compared with, in words. */
  readonly against: string;
  /** Epochs with both losses. */
  readonly n: number;
  /** Mean log10 loss of the combined inference. */
  readonly combined: number;
  /** Mean log10 loss of the other. */
  readonly other: number;
  /** Mean of (other - combined) in log10 loss: positive when the combined inference is better. */
  readonly difference: number;
  /**
   * Standard error of `difference`: sample standard deviation / sqrt(n); NaN below two epochs.
   *
   * Simplified: epochs are taken as independent, so it is too small where losses follow one another.
   */
  readonly standardError: number;
  /** Part of the epochs in which the combined inference has the smaller loss. */
  readonly better: number;
}

const RIVALS = [
  { column: 'naive_loss', against: 'the naive inference (without forecasters)' },
  { column: 'best_single_loss', against: 'the single inferer that was best so far' },
  { column: 'equal_weight_loss', against: 'the equal-weight mean of the inferers' },
];

/**
 * The combined inference against each of its rivals that has losses. The first epoch is left out, as in `summary.json`: no
 * loss is known in it yet, and older versions of the network have no naive inference then.
 */
export function comparisons(rows: TopicRows): Comparison[] {
  const epoch = rows.column('epoch');
  const combined = rows.column('combined_loss').map((loss, r) => (epoch[r] === 0 ? Number.NaN : loss));
  return RIVALS.map(({ column, against }) => comparison(combined, rows.column(column), against)).filter(
    ({ n }) => n > 0,
  );
}

/** One comparison of two columns of log10 losses; epochs that lack one of them do not count. */
export function comparison(combined: Float64Array, other: Float64Array, against: string): Comparison {
  let n = 0;
  let combinedSum = 0;
  let otherSum = 0;
  let better = 0;
  for (let r = 0; r < combined.length; ++r) {
    if (!Number.isFinite(combined[r]) || !Number.isFinite(other[r])) continue;
    ++n;
    combinedSum += combined[r];
    otherSum += other[r];
    if (combined[r] < other[r]) ++better;
  }
  const difference = (otherSum - combinedSum) / n;
  let squares = 0;
  for (let r = 0; r < combined.length; ++r) {
    if (!Number.isFinite(combined[r]) || !Number.isFinite(other[r])) continue;
    const deviation = other[r] - combined[r] - difference;
    squares += deviation * deviation;
  }
  const standardError = n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.NaN;
  const means = { combined: combinedSum / n, other: otherSum / n };
  return { against, n, ...means, difference, standardError, better: better / n };
}

/**
 * A comparison in a sentence. It is called better or worse when the difference exceeds two standard errors.
 */
export function inWords({ against, n, difference, standardError, better }: Comparison): string {
  const size = `${Math.abs(difference).toFixed(3)} ± ${Number.isNaN(standardError) ? '?' : standardError.toFixed(3)}`;
  const share = `${(100 * better).toFixed(0)} % of ${n} epochs`;
  if (!(Math.abs(difference) > 2 * standardError)) {
    return `Against ${against} there is no clear difference: ${difference < 0 ? '−' : '+'}${size} in log10 loss; smaller loss in ${share}.`;
  }
  const factor = (10 ** Math.abs(difference)).toPrecision(3);
  const verdict = difference > 0 ? 'beats' : 'loses to';
  const direction = difference > 0 ? 'lower' : 'higher';
  return `The combined inference ${verdict} ${against}: log10 loss ${direction} by ${size}, a factor ${factor}; smaller loss in ${share}.`;
}
