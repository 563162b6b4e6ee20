import type { ChainRow } from './chain-identities.ts';

/** Runs shorter than this are shown in days, others in months. */
const LONGEST_IN_DAYS = 120;
/** Where no row says otherwise. */
const DAYS_IN_MONTH = 30;

/** How time is shown. */
export interface TimeAxis {
  readonly unit: 'day' | 'month';
  /** Title of the axis. */
  readonly title: string;
  /** The column that positions come from, and how much of it a unit of the axis is. */
  readonly column: 'day' | 'month';
  readonly columnPerUnit: number;
  readonly daysPerUnit: number;
  /** Position of a block on the axis. */
  readonly ofBlock: (block: number) => number;
}

/**
 * Days since the start for short runs, months for others: those of the schedule where every row is a month of its own,
 * otherwise 30 days each since the start.
 *
 * @param everyMonth every row has a month of its own
 */
export function timeAxis(first: ChainRow, last: ChainRow, everyMonth: boolean): TimeAxis {
  const daysOfBlocks =
    last.block > first.block ? (last.day - first.day) / (last.block - first.block) : last.day / last.block;
  const dayOf = (block: number): number => last.day - (last.block - block) * daysOfBlocks;
  if (last.day < LONGEST_IN_DAYS) {
    const title = 'days since the start of the run';
    return { unit: 'day', title, column: 'day', columnPerUnit: 1, daysPerUnit: 1, ofBlock: dayOf };
  }
  const months = last.month - first.month;
  if (everyMonth && months > 0) {
    const daysPerUnit = (last.day - first.day) / months;
    return {
      unit: 'month',
      title: 'months since the token generation event',
      column: 'month',
      columnPerUnit: 1,
      daysPerUnit,
      ofBlock: (block) => last.month - (last.day - dayOf(block)) / daysPerUnit,
    };
  }
  return {
    unit: 'month',
    title: `months of ${DAYS_IN_MONTH} days since the start of the run`,
    column: 'day',
    columnPerUnit: DAYS_IN_MONTH,
    daysPerUnit: DAYS_IN_MONTH,
    ofBlock: (block) => dayOf(block) / DAYS_IN_MONTH,
  };
}
