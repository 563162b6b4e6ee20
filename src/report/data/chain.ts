import type { ColumnDeclaration } from '../../../sim/index.ts';
import { streamTable, type TableBatch } from '../../record/stream-table.ts';
import { type ChainRow, type IdentityCheck, IdentityChecks } from './chain-identities.ts';
import { EpochGroups, type GroupSums, thinned } from './epoch-groups.ts';
import { type TimeAxis, timeAxis } from './time-axis.ts';

/** Groups kept while the table is read, and points that a chart has at most. */
const MOST_GROUPS = 512;
const MOST_POINTS = 256;

/** What the chain table says. */
export interface ChainData {
  readonly columns: readonly ColumnDeclaration[];
  /** Rows of the table. */
  readonly rows: number;
  /** Consecutive rows that a point of a chart stands for. */
  readonly rowsPerPoint: number;
  readonly first: ChainRow;
  readonly last: ChainRow;
  /** Rows in which the cap bound, and rows with an emission. */
  readonly capped: number;
  readonly emitting: number;
  readonly time: TimeAxis;
  /** Position of each point on the axis of time. */
  readonly x: Float64Array;
  /** Per point the mean over its rows; NaN where there is no value. */
  mean(column: string): Float64Array;
  /** Per point the sum over its rows; NaN where there is no value. */
  sum(column: string): Float64Array;
  /** Per point the sum over its rows, for a day or a month, as the axis of time has it. */
  rate(column: string): Float64Array;
  /** Sum over all rows; NaN when no row has a value. */
  total(column: string): number;
  readonly identities: readonly IdentityCheck[];
}

/** Days between the row before and this one: from the start of the run to the first. */
const DAYS = 'days';
/** Emission of a block over what a month's emission rate gives for all that is staked. */
export const EMISSION_OVER_RATE = 'emission over rate';
/** Change of the total supply since the row before, and the emission of the rows that have one before them. */
export const SUPPLY_CHANGE = 'supply change';
export const EMISSION_BESIDE_CHANGE = 'emission beside supply change';
const DERIVED = [DAYS, EMISSION_OVER_RATE, SUPPLY_CHANGE, EMISSION_BESIDE_CHANGE];
const NOTHING: ChainRow = {};

/**
 * Reads the chain table once, from its start to its end. What is kept does not grow with the number of rows.
 *
 * @returns undefined for a table without rows
 */
export function readChain(path: string): ChainData | undefined {
  const stream = streamTable(path);
  // Balances to the last uallo have columns of their own; charts and sums use those in ALLO.
  const names = stream.declarations
    .filter(({ type, name }) => (type === 'float64' || type === 'int32') && !name.endsWith('_uallo'))
    .map(({ name }) => name);
  const groups = new EpochGroups(MOST_GROUPS);
  const sums = new Map([...names, ...DERIVED].map((name) => [name, groups.column()]));
  const totals = new Map<string, number>();
  const checks = new IdentityChecks();
  let rows = 0;
  let capped = 0;
  let emitting = 0;
  let everyMonth = true;
  let first = NOTHING;
  let last = NOTHING;
  for (const row of rowsOf(stream.batches(), names)) {
    const whole = withDerived(row, last);
    groups.reach(rows);
    groups.countEpoch(rows);
    const place = groups.place(rows);
    for (const [name, { sum, count }] of sums) {
      const value = whole[name] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      sum[place] += value;
      ++count[place];
      totals.set(name, (totals.get(name) ?? 0) + value);
    }
    checks.take(row, last);
    if (row.emission > 0) {
      ++emitting;
      if (row.cap_binds === 1) ++capped;
    }
    if (rows === 0) first = row;
    else if (!(row.month > last.month)) everyMonth = false;
    last = row;
    ++rows;
  }
  if (rows === 0) return undefined;
  const points = thinned(groups, MOST_POINTS);
  const none: GroupSums = { sum: new Float64Array(groups.most), count: new Uint32Array(groups.most) };
  const of = (column: string): GroupSums => sums.get(column) ?? none;
  const mean = (column: string): Float64Array => points.mean(of(column));
  const sum = (column: string): Float64Array => {
    const means = mean(column);
    return points.sum(of(column)).map((value, p) => (Number.isNaN(means[p]) ? Number.NaN : value));
  };
  const time = timeAxis(first, last, everyMonth);
  const spans = sum(DAYS);
  return {
    columns: stream.declarations,
    rows,
    rowsPerPoint: points.epochsPerPoint,
    first,
    last,
    capped,
    emitting,
    time,
    x: mean(time.column).map((value) => value / time.columnPerUnit),
    mean,
    sum,
    rate: (column) =>
      sum(column).map((value, p) => (spans[p] > 0 ? (value / spans[p]) * time.daysPerUnit : Number.NaN)),
    total: (column) => totals.get(column) ?? Number.NaN,
    identities: checks.results(),
  };
}

function* rowsOf(batches: Iterable<TableBatch>, names: readonly string[]): Generator<ChainRow> {
  for (const batch of batches) {
    const columns = names.map((name) => batch.numbers(name));
    for (let r = 0; r < batch.rows; ++r) {
      yield Object.fromEntries(names.map((name, c) => [name, columns[c]?.[r] ?? Number.NaN]));
    }
  }
}

function withDerived(row: ChainRow, before: ChainRow): ChainRow {
  return {
    ...row,
    [DAYS]: row.day - (before.day ?? 0),
    [EMISSION_OVER_RATE]: row.emission_per_block / (row.emission_rate * row.staked),
    [SUPPLY_CHANGE]: row.total_supply - before.total_supply,
    [EMISSION_BESIDE_CHANGE]: row.emission + 0 * before.total_supply,
  };
}
