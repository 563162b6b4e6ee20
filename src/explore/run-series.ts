import { streamTable } from '../record/stream-table.ts';
import type { RunSeries } from '../web/explorer/records.ts';

/** More points than this are not drawn. */
const mostPoints = 600;

/**
 * Columns of the epochs of one topic. Where there are more recorded rows than points, each point is the mean of equally many
 * consecutive rows, of those that have a value.
 *
 * @param file the table of epochs
 * @param topic its first topic when undefined
 */
export function runSeries(file: string, names: readonly string[], topic: string | undefined): RunSeries {
  const stream = streamTable(file);
  const units = new Map(
    stream.declarations
      .filter(({ type }) => type === 'float64' || type === 'int32')
      .map(({ name, unit }) => [name, unit]),
  );
  const wanted = [...new Set(names)].filter((name) => units.has(name));
  const epochs: number[] = [];
  const values = wanted.map((): number[] => []);
  let topics: readonly string[] = [];
  for (const batch of stream.batches()) {
    topics = batch.words('topic').slice();
    const chosen = topic === undefined ? 0 : topics.indexOf(topic);
    const codes = batch.codes('topic');
    const epoch = batch.numbers('epoch');
    const columns = wanted.map((name) => batch.numbers(name));
    for (let r = 0; r < batch.rows; ++r) {
      if (codes !== undefined && codes[r] !== chosen) continue;
      epochs.push(epoch?.[r] ?? epochs.length);
      for (const [c, column] of columns.entries()) values[c].push(column?.[r] ?? Number.NaN);
    }
  }
  const every = Math.max(1, Math.ceil(epochs.length / mostPoints));
  const series = wanted.map((name, c) => [name, { unit: units.get(name) ?? '', values: means(values[c], every) }]);
  return {
    topics,
    topic: topic ?? topics[0] ?? '',
    rows: epochs.length,
    every,
    epochs: epochs.filter((_, r) => r % every === 0),
    columns: Object.fromEntries(series),
  };
}

/** Means of every so many numbers, without those that are missing; null where all are. */
export function means(numbers: readonly number[], every: number): (number | null)[] {
  const thinned: (number | null)[] = [];
  for (let start = 0; start < numbers.length; start += every) {
    let sum = 0;
    let count = 0;
    for (let r = start; r < Math.min(start + every, numbers.length); ++r) {
      if (!Number.isFinite(numbers[r])) continue;
      sum += numbers[r];
      ++count;
    }
    thinned.push(count === 0 ? null : sum / count);
  }
  return thinned;
}
