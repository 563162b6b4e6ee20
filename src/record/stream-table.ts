import { type Data, DataType, RecordBatchReader } from 'apache-arrow';
import { amountAt, type ColumnDeclaration, type ColumnKind, columnKind } from '../../sim/index.ts';
import { chunksOf } from '../io/append-file.ts';
import { declarationsOf } from './arrow-schema.ts';

/** Length of the mark at the head of the file format, after which it reads like a stream. */
const FILE_HEAD_BYTES = 8;
const FILE_MARK = 'ARROW1';

/** Some consecutive rows of a recorded table. Entry r of every column is row r. What it holds is valid until the next. */
export interface TableBatch {
  readonly rows: number;
  /** Values of a number column, NaN where there is none; undefined when the table has no such column of numbers. */
  numbers(name: string): Float64Array | Int32Array | undefined;
  /** Values of a column of whole uallo; undefined when the table has no such column of amounts. */
  amounts(name: string): bigint[] | undefined;
  /** Codes of a dictionary column; undefined when the table has no such column of words. */
  codes(name: string): Int32Array | undefined;
  /** The words behind those codes, as far as they are known by now. A word keeps its code. */
  words(name: string): readonly string[];
}

/** A recorded table, read from its start to its end. */
export interface TableStream {
  /** Of all columns. */
  readonly declarations: readonly ColumnDeclaration[];
  /** Metadata of the table: `scenarioHash`, `engineVersion`. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The rows, in batches that are not empty. To be gone through once. */
  batches(): Generator<TableBatch, void, undefined>;
}

/**
 * Opens a table: a finished `.arrow`, or the whole batches of a stream file that an unfinished run left. One batch is in
 * memory at a time, however long the table is. A file that ends before its schema does has no columns and no rows.
 */
export function streamTable(path: string): TableStream {
  const opened = openReader(path);
  if (opened?.schema === undefined) return { declarations: [], metadata: {}, batches: function* () {} };
  const reader = opened;
  const { schema } = reader;
  const declarations = declarationsOf(schema);
  const places = new Map(declarations.map(({ name }, c) => [name, c]));
  const dictionaries = new Map<string, readonly string[]>();
  function* batches(): Generator<TableBatch, void, undefined> {
    try {
      for (const batch of reader) {
        if (batch.numRows === 0) continue;
        const column = (name: string, kind: ColumnKind): Data | undefined => {
          const c = places.get(name);
          return c === undefined || columnKind(declarations[c]) !== kind ? undefined : batch.data.children[c];
        };
        yield {
          rows: batch.numRows,
          numbers: (name) => entriesOf(column(name, 'numbers')),
          amounts: (name) => amountsOf(column(name, 'amounts')),
          codes: (name) => entriesOf(column(name, 'words')) as Int32Array | undefined,
          words(name) {
            const data = batch.data.children[places.get(name) ?? -1];
            if (data === undefined || !DataType.isDictionary(data.type)) return [];
            const known = dictionaries.get(name);
            const length = data.dictionary?.length ?? 0;
            if (known?.length === length) return known;
            const words = [...(data.dictionary ?? [])] as string[];
            dictionaries.set(name, words);
            return words;
          },
        };
      }
    } catch (error) {
      if (!isTruncation(error)) throw error;
    }
  }
  return { declarations, metadata: Object.fromEntries(schema.metadata), batches };
}

function openReader(path: string): RecordBatchReader | undefined {
  try {
    return RecordBatchReader.from(chunksOf(path, startOfStream(path))).open();
  } catch (error) {
    if (isTruncation(error)) return undefined;
    throw error;
  }
}

function startOfStream(path: string): number {
  for (const chunk of chunksOf(path, 0, FILE_HEAD_BYTES)) {
    return new TextDecoder().decode(chunk.subarray(0, FILE_MARK.length)) === FILE_MARK ? FILE_HEAD_BYTES : 0;
  }
  return 0;
}

/** The library's complaint about a file that ends within a message. */
function isTruncation(error: unknown): boolean {
  return error instanceof Error && /^Expected to read \d+ .*but only read \d+/.test(error.message);
}

function entriesOf(data: Data | undefined): Float64Array | Int32Array | undefined {
  if (data === undefined) return undefined;
  const values = data.values as Float64Array | Int32Array;
  if (data.nullCount > 0) return withoutNulls(values as Float64Array, data.nullBitmap, data.length);
  return values.length === data.length ? values : values.subarray(0, data.length);
}

function amountsOf(data: Data | undefined): bigint[] | undefined {
  if (data === undefined) return undefined;
  const words = (data.values as Uint32Array).slice(0, 4 * data.length); // a copy begins at a multiple of 8 bytes
  const halves = new BigUint64Array(words.buffer);
  return Array.from({ length: data.length }, (_, r) => amountAt(halves, r));
}

function withoutNulls(values: Float64Array, validity: Uint8Array, rows: number): Float64Array {
  const filled = values.slice(0, rows);
  for (let r = 0; r < filled.length; ++r) {
    if ((validity[r >> 3] & (1 << (r & 7))) === 0) filled[r] = Number.NaN;
  }
  return filled;
}
