import type { RecordedTable } from '../record/read-table.ts';

/** The rows of one topic in the epochs table, in the order of its epochs. */
export interface TopicRows {
  readonly topic: string;
  readonly rows: number;
  /** A number column as float64, NaN where there is no value; NaN everywhere when the table has no such column. */
  column(name: string): Float64Array;
  /** Whether the column has at least one value. */
  hasValues(name: string): boolean;
  /** Unit of a column as recorded; "1" when unknown. */
  unit(name: string): string;
}

/** The topics of an epochs table, each with its own rows. A table without a column `topic` is one topic without a name. */
export function rowsByTopic(table: RecordedTable): TopicRows[] {
  if (!table.has('topic'))
    return [
      topicRows(
        table,
        '',
        Int32Array.from({ length: table.rows }, (_, r) => r),
      ),
    ];
  const { codes, words } = table.words('topic');
  return words.map((topic, code) => {
    const rows: number[] = [];
    for (let r = 0; r < codes.length; ++r) if (codes[r] === code) rows.push(r);
    return topicRows(table, topic, Int32Array.from(rows));
  });
}

function topicRows(table: RecordedTable, topic: string, rows: Int32Array): TopicRows {
  const order = inOrderOfEpochs(table, rows);
  const column = (name: string): Float64Array => {
    if (!table.has(name)) return new Float64Array(order.length).fill(Number.NaN);
    const values = table.numbers(name);
    return Float64Array.from(order, (r) => values[r]);
  };
  return {
    topic,
    rows: order.length,
    column,
    hasValues: (name) => column(name).some((value) => !Number.isNaN(value)),
    unit: (name) => table.declarations.find((declaration) => declaration.name === name)?.unit ?? '1',
  };
}

/** Nonces may close out of order. */
function inOrderOfEpochs(table: RecordedTable, rows: Int32Array): Int32Array {
  if (!table.has('epoch')) return rows;
  const epochs = table.numbers('epoch');
  return rows.slice().sort((a, b) => epochs[a] - epochs[b]);
}
