import { type ChainRow, chainTable } from './chain-columns.ts';

/** What a column came to over the rows so far. Rows without a value count for the sum only, which has none then. */
export interface ColumnTotals {
  sum: number;
  /** Of the first row with a value, and of the last; NaN: none yet. */
  first: number;
  last: number;
  least: number;
  most: number;
}

/** What the run-level metrics need to know of the rows of the table `chain`. */
export interface ChainTotals {
  readonly blocksPerMonth: number;
  rows: number;
  /** By name of the column; not of balances. */
  readonly columns: Readonly<Record<string, ColumnTotals>>;
  /** Block of the row before. */
  block: number;
  /** Emission at the rate of the first, the last, and the richest interval, ALLO per month; NaN: none yet. */
  firstEmission: number;
  lastEmission: number;
  mostEmission: number;
  /** Months since the token generation event: of the richest interval, and of the first without emission after some. */
  peakMonth: number;
  exhaustedMonth: number;
  /** Fewest active topics since there were some. */
  fewestTopics: number;
  /** Blocks that messages waited, all together, and how many were served. */
  delay: number;
  served: number;
}

const columnNames = chainTable.columns.flatMap(({ name, type }) => (type === 'uallo' ? [] : [name]));

/** @param blocksPerMonth of the hub chain */
export function createChainTotals(blocksPerMonth: number): ChainTotals {
  const none = () => ({ sum: 0, first: Number.NaN, last: Number.NaN, least: Number.NaN, most: Number.NaN });
  return {
    blocksPerMonth,
    rows: 0,
    columns: Object.fromEntries(columnNames.map((name) => [name, none()])),
    block: 0,
    firstEmission: Number.NaN,
    lastEmission: Number.NaN,
    mostEmission: Number.NaN,
    peakMonth: Number.NaN,
    exhaustedMonth: Number.NaN,
    fewestTopics: Number.NaN,
    delay: 0,
    served: 0,
  };
}

/** Takes a row into account; rows come in order of their blocks. */
export function addChainRow(totals: ChainTotals, row: ChainRow): void {
  for (const name of columnNames) addValue(totals.columns[name], Number(row[name]));
  followEmission(totals, row);
  const active = Number(row.active_topics);
  if (active > 0 || totals.fewestTopics >= 0) totals.fewestTopics = lesser(totals.fewestTopics, active);
  const served = Number(row.messages) - Number(row.messages_dropped);
  if (served > 0 && row.message_delay >= 0) {
    totals.delay += served * Number(row.message_delay);
    totals.served += served;
  }
  ++totals.rows;
}

function addValue(column: ColumnTotals, value: number): void {
  column.sum += value;
  column.last = value;
  if (Number.isNaN(column.first)) column.first = value;
  column.least = lesser(column.least, value);
  column.most = -lesser(-column.most, -value);
}

/** How much is emitted per month: in the interval; in the first row, before which nothing is known, of a block. */
function followEmission(totals: ChainTotals, row: ChainRow): void {
  const block = Number(row.block);
  const blocks = block - totals.block;
  totals.block = block;
  const interval = Number(row.emission);
  const perBlock = totals.rows === 0 ? Number(row.emission_per_block) : interval / blocks;
  const emission = perBlock * totals.blocksPerMonth;
  if (totals.rows === 0) totals.firstEmission = emission;
  totals.lastEmission = emission;
  if (emission > totals.mostEmission || Number.isNaN(totals.mostEmission)) {
    totals.mostEmission = emission;
    totals.peakMonth = Number(row.month);
  }
  const dry = totals.rows > 0 && interval === 0 && totals.columns.emission.sum > 0;
  if (dry && Number.isNaN(totals.exhaustedMonth)) totals.exhaustedMonth = Number(row.month);
}

/** Of two values, one of which may be missing. */
function lesser(a: number, b: number): number {
  return a <= b || Number.isNaN(b) ? a : b;
}
