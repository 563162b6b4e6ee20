import type { ColumnBatch } from './column.ts';
import { type EpochColumn, epochColumns, epochTable, statusColumn, topicColumn } from './epoch-columns.ts';
import { type EpochView, isInferred, isJudged } from './epoch-view.ts';
import { createRowBuffer, numbersOf, type RowBuffer } from './rows.ts';

/** Writes the row of a nonce that is done. */
export interface EpochRows extends Pick<RowBuffer, 'flush'> {
  add(view: EpochView, sink: (batch: ColumnBatch) => void): void;
}

/**
 * @param topics names of the topics by their code
 * @param statuses words of the status column
 * @param rows how many rows will come in all
 */
export function createEpochRows(topics: readonly string[], statuses: readonly string[], rows: number): EpochRows {
  const dictionaries = { [topicColumn]: topics, [statusColumn]: statuses };
  const buffer = createRowBuffer(epochTable, dictionaries, rows);
  const topic = numbersOf(buffer, topicColumn);
  const status = numbersOf(buffer, statusColumn);
  // data[c][r] = epochColumns[c].of(view): by kind of array and of condition, so that each loop meets one kind only.
  const always = readers(buffer, ({ type, when }) => type === 'float64' && when === undefined);
  const inferred = readers(buffer, ({ when }) => when === 'inferred');
  const judged = readers(buffer, ({ when }) => when === 'judged');
  const whole = readers(buffer, ({ type }) => type === 'int32');
  return {
    add(view, sink) {
      const r = buffer.filled;
      read(always, view, r);
      read(whole, view, r);
      if (isInferred(view)) read(inferred, view, r);
      else leaveOut(inferred, r);
      if (isJudged(view)) read(judged, view, r);
      else leaveOut(judged, r);
      topic[r] = view.code;
      status[r] = statuses.indexOf(view.nonce.status);
      buffer.next(sink);
    },
    flush: buffer.flush,
  };
}

/** Columns that are read alike, and where their values go. */
interface Readers {
  readonly of: readonly EpochColumn['of'][];
  readonly into: readonly (Float64Array | Int32Array)[];
}

function readers(buffer: RowBuffer, alike: (column: EpochColumn) => boolean): Readers {
  const columns = epochColumns.filter(alike);
  return { of: columns.map((column) => column.of), into: columns.map(({ name }) => numbersOf(buffer, name)) };
}

function read({ of, into }: Readers, view: EpochView, r: number): void {
  for (let c = 0; c < of.length; ++c) into[c][r] = of[c](view);
}

function leaveOut({ into }: Readers, r: number): void {
  for (let c = 0; c < into.length; ++c) into[c][r] = Number.NaN;
}
