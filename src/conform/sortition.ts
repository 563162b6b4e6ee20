import { activeSetInto, quantile, updatedScore } from '../../sim/index.ts';
import type { CsvTable } from './csv-table.ts';
import { requiredColumn } from './csv-table.ts';
import type { ConformOptions } from './options.ts';
import { CellComparer, type ConformReport } from './report.ts';
import { needsEarlierRows, SynthesisCells } from './synthesis-cells.ts';

/**
 * Recomputes sortition rows: who is drawn, the cut-off and the quantile of their scores, everybody's new EMA score, ranks.
 *
 * Drawn are the `n_participants_drawn` with the highest EMA scores of the row before. Inputs are the scores of those drawn,
 * `percentile` and `alpha_quality`. A participant without an EMA score who is not drawn either is absent.
 *
 * @throws CsvError when a column is missing
 */
export function conformSortition(table: CsvTable, options: ConformOptions): ConformReport {
  const epoch = requiredColumn(table, 'epoch');
  for (const name of ['n_participants_drawn', 'percentile', 'alpha_quality']) requiredColumn(table, name);
  requiredColumn(table, '0_active');
  const comparer = new CellComparer('sortition', table);
  const cells = new SynthesisCells(table, comparer);
  const count = Math.max(...table.header.map((name) => Number(/^(\d+)_active$/.exec(name)?.[1] ?? -1) + 1));
  for (let row = 0; row < table.rows; ++row) {
    cells.row = row;
    compareRow(cells, count, row > 0 && epoch[row] === epoch[row - 1] + 1, options);
  }
  return comparer.report();
}

function compareRow(cells: SynthesisCells, count: number, hasBefore: boolean, options: ConformOptions): void {
  const { table, row, comparer } = cells;
  const read = (at: number, name: string) => cells.read(`${at}_${name}`);
  const standing = new Float64Array(count);
  const before = new Float64Array(count);
  const submitters: number[] = [];
  for (let x = 0; x < count; ++x) {
    before[x] = read(x, 'prev_quality_ema');
    standing[x] = Number.isNaN(before[x]) ? 0 : before[x];
    if (hasBefore && !Number.isNaN(before[x])) {
      const stored = table.columns.get(`${x}_quality_ema`)?.[row - 1] ?? Number.NaN;
      cells.check(`${x}_prev_quality_ema`, stored, needsEarlierRows);
    }
    if (!Number.isNaN(before[x]) || read(x, 'active') === 1) submitters.push(x);
  }
  const seats = cells.read('n_participants_drawn');
  const active = new Int32Array(count);
  const places = Int32Array.from(submitters);
  const drawn = activeSetInto(places, places.length, standing, seats, new Int32Array(count), active);
  const isDrawn = new Uint8Array(count);
  for (let n = 0; n < drawn; ++n) isDrawn[active[n]] = 1;
  for (const x of submitters) {
    const expected = read(x, 'active') === 1 ? 1 : 0;
    comparer.record(row, `${x}_active`, expected, isDrawn[x], expected === isDrawn[x] ? 0 : 1);
  }

  const members = Array.from(active.subarray(0, drawn));
  const cutoff = Math.min(...members.map((x) => standing[x]));
  cells.check('quality_cutoff', drawn > 0 ? cutoff : Number.NaN, needsEarlierRows);
  compareRanks(cells, 'sort_position_previous_quality_ema', submitters, (x) => standing[x]);
  compareRanks(cells, 'sort_position_quality_metrics', members, (x) => read(x, 'quality_metric'));

  const alpha = cells.read('alpha_quality');
  const scoreOf = (x: number) => read(x, 'quality_metric');
  const after = before.map((ema, x) => (isDrawn[x] === 1 ? updatedScore(alpha, scoreOf(x), ema) : ema));
  const kind = options.values.sortitionQuantileOf;
  const known = members.filter((x) => !Number.isNaN(scoreOf(x)));
  const judged = Float64Array.from(known, (x) => (kind === 'ema' ? after[x] : scoreOf(x)));
  const q = cells.read('percentile') / 100;
  const level = quantile(judged, judged.length, q, new Float64Array(judged.length));
  cells.check('quality_percentile', level, needsEarlierRows);

  // The reference rows pull the passive towards the quantile of the same row, the chain towards the one stored before.
  const stored = hasBefore ? (table.columns.get('quality_percentile')?.[row - 1] ?? Number.NaN) : Number.NaN;
  const towards = kind === 'instant-same-row' ? level : stored;
  for (const x of submitters) {
    const next = isDrawn[x] === 1 ? after[x] : updatedScore(alpha, towards, before[x]);
    cells.check(`${x}_quality_ema`, next, needsEarlierRows);
  }
}

/** Positions in descending order, from 0; among equals the earlier participant comes first. */
function compareRanks(
  cells: SynthesisCells,
  name: string,
  members: readonly number[],
  of: (x: number) => number,
): void {
  const order = members.toSorted((a, b) => of(b) - of(a) || a - b);
  order.forEach((x, rank) => {
    cells.check(`${x}_${name}`, Number.isNaN(of(x)) ? Number.NaN : rank, needsEarlierRows);
  });
}
