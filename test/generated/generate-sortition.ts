/** Sortition rows of our own making, in the columns of the reference rows, every derived cell by the oracle. */
import { activeSet, activeUpdate, big, passiveUpdate, quantileScore, ranks } from '../oracle/index.ts';
import { dice } from './dice.ts';

export interface SortitionRowsOptions {
  participants: number;
  seats: number;
  rows: number;
  seed: string;
  /** the quantile that passive participants are drawn to, in percent, 0 to 100; 20 */
  percentile?: number;
  /** smoothing of scores, 0 to 1; 0.1 */
  alpha?: number;
}

type SortitionRow = Map<string, string | number | null>;

function ids(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** Column names for a number of participants. */
export function sortitionColumns(participants: number): string[] {
  const own = [
    'prev_participated',
    'prev_quality_ema',
    'sort_position_previous_quality_ema',
    'sort_position_quality_metrics',
    'active',
    'quality_metric',
    'quality_ema',
  ];
  return [
    'epoch',
    'n_participants',
    'n_participants_max',
    'n_participants_drawn',
    'quality_cutoff',
    'percentile',
    'alpha_quality',
    'quality_percentile',
    ...ids(participants).flatMap((i) => own.map((name) => `${i}_${name}`)),
  ];
}

/** One row from the smoothed scores before it and the instant scores of the active participants. */
export function sortitionRow(
  before: readonly number[],
  metricOf: (participant: number) => number,
  options: { epoch: number; seats: number; percentile: number; alpha: number },
): { row: SortitionRow; after: number[] } {
  const active = activeSet(before, options.seats);
  const isActive = before.map((_, i) => active.includes(i));
  const metrics = before.map((_, i) => (isActive[i] ? metricOf(i) : null));
  const target = quantileScore(metrics, big(options.percentile).div(100));
  const after = before.map((previous, i) => {
    const metric = metrics[i];
    const next =
      metric === null ? passiveUpdate(target, previous, options.alpha) : activeUpdate(metric, previous, options.alpha);
    return next.toNumber();
  });
  const rankBefore = ranks(before);
  const rankNow = ranks(metrics);
  const row: SortitionRow = new Map<string, string | number | null>([
    ['epoch', options.epoch],
    ['n_participants', before.length],
    ['n_participants_max', options.seats],
    ['n_participants_drawn', active.length],
    ['quality_cutoff', Math.min(...active.map((i) => before[i]))],
    ['percentile', options.percentile],
    ['alpha_quality', options.alpha],
    ['quality_percentile', target.toNumber()],
  ]);
  before.forEach((previous, i) => {
    row.set(`${i}_prev_participated`, 'true');
    row.set(`${i}_prev_quality_ema`, previous);
    row.set(`${i}_sort_position_previous_quality_ema`, rankBefore[i]);
    row.set(`${i}_sort_position_quality_metrics`, rankNow[i]);
    row.set(`${i}_active`, isActive[i] ? 'true' : null);
    row.set(`${i}_quality_metric`, metrics[i]);
    row.set(`${i}_quality_ema`, after[i]);
  });
  return { row, after };
}

/** CSV text of generated sortition rows; each row's previous scores are the scores of the row before. */
export function generateSortitionRows(options: SortitionRowsOptions): string {
  const random = dice(options.seed);
  const columns = sortitionColumns(options.participants);
  const skill = ids(options.participants).map(() => random.normal(0.1, 0.1));
  let scores = skill.map((level) => random.normal(level, 0.1));
  const lines = [columns.join(',')];
  for (let epoch = 0; epoch < options.rows; epoch += 1) {
    const { row, after } = sortitionRow(scores, (i) => random.normal(skill[i], 0.2), {
      epoch,
      seats: options.seats,
      percentile: options.percentile ?? 20,
      alpha: options.alpha ?? 0.1,
    });
    lines.push(columns.map((column) => row.get(column) ?? '').join(','));
    scores = after;
  }
  return `${lines.join('\n')}\n`;
}
