import type { ColumnBatch } from './column.ts';
import { epochColumns, statusColumn, topicColumn } from './epoch-columns.ts';
import type { EpochView } from './epoch-view.ts';

/** Rows per batch. */
export const batchRows = 16_384;

/** Collects rows of `epochs` into columns and hands them on whenever a batch is full. */
export interface EpochRows {
  add(view: EpochView, topic: number, sink: (batch: ColumnBatch) => void): void;
  flush(sink: (batch: ColumnBatch) => void): void;
}

/**
 * @param topics names of the topics; a topic's code is its place here
 * @param statuses words of the status column
 */
export function createEpochRows(topics: readonly string[], statuses: readonly string[], rows = batchRows): EpochRows {
  const data = epochColumns.map(({ type }) => (type === 'float64' ? new Float64Array(rows) : new Int32Array(rows)));
  const topicAt = epochColumns.findIndex(({ name }) => name === topicColumn);
  const statusAt = epochColumns.findIndex(({ name }) => name === statusColumn);
  const dictionaries = { [topicColumn]: topics, [statusColumn]: statuses };
  let filled = 0;
  const flush = (sink: (batch: ColumnBatch) => void) => {
    if (filled === 0) return;
    sink({ table: 'epochs', columns: epochColumns, rows: filled, data, dictionaries });
    filled = 0;
  };
  return {
    add(view, topic, sink) {
      for (let c = 0; c < epochColumns.length; ++c) data[c][filled] = epochColumns[c].of(view);
      data[topicAt][filled] = topic;
      data[statusAt][filled] = statuses.indexOf(view.status);
      if (++filled === rows) flush(sink);
    },
    flush,
  };
}
