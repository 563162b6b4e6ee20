import { DataType, RecordBatchReader } from 'apache-arrow';
import type { ColumnDeclaration } from '../../sim/index.ts';
import { chunksOf } from '../io/append-file.ts';
import { declarationsOf } from './arrow-schema.ts';

/** Length of the mark at the head of the file format, after which it reads like a stream. */
const FILE_HEAD_BYTES = 8;
const FILE_MARK = 'ARROW1';

/** Columns of a recorded table, in memory. Entry r of every column is row r. */
export interface RecordedTable {
  readonly rows: number;
  /** Of all columns of the file, read or not. */
  readonly declarations: readonly ColumnDeclaration[];
  /** Metadata of the table: `scenarioHash`, `engineVersion`. */
  readonly metadata: Readonly<Record<string, string>>;
  has(name: string): boolean;
  /** Values of a number column; NaN where there is none. @throws when it was not read or holds words */
  numbers(name: string): Float64Array | Int32Array;
  /** Codes and words of a dictionary column: row r says `words[codes[r]]`. @throws when it was not read or holds numbers */
  words(name: string): { readonly codes: Int32Array; readonly words: readonly string[] };
}

/**
 * Reads columns of a table: a finished `.arrow`, or the whole batches of a stream file that an unfinished run left. Only
 * one batch and the columns asked for are in memory at a time.
 *
 * @param names columns to read, those of them that the table has; all when left out
 */
export function readTable(path: string, names?: readonly string[]): RecordedTable {
  const reader = RecordBatchReader.from(chunksOf(path, startOfStream(path))).open();
  const { schema } = reader;
  const declarations = declarationsOf(schema);
  const wanted = declarations.flatMap(({ name }, c) => (names === undefined || names.includes(name) ? [c] : []));
  const pieces = wanted.map((): (Float64Array | Int32Array)[] => []);
  const dictionaries = new Map<string, readonly string[]>();
  let rows = 0;
  try {
    for (const batch of reader) {
      if (batch.numRows === 0) continue;
      rows += batch.numRows;
      wanted.forEach((c, w) => {
        const data = batch.data.children[c];
        const values = data.values as Float64Array | Int32Array;
        pieces[w].push(
          data.nullCount > 0 ? withoutNulls(values as Float64Array, data.nullBitmap) : values.slice(0, data.length),
        );
        if (DataType.isDictionary(data.type)) dictionaries.set(declarations[c].name, [...(data.dictionary ?? [])]);
      });
    }
  } catch (error) {
    if (!isTruncation(error)) throw error;
  }
  const columns = new Map(wanted.map((c, w) => [declarations[c].name, joined(declarations[c], pieces[w], rows)]));
  const column = (name: string, words: boolean): Float64Array | Int32Array => {
    const values = columns.get(name);
    const found = declarations.find((declaration) => declaration.name === name);
    if (values === undefined || (found?.type === 'dictionary') !== words) {
      throw new Error(
        `${path} has no column of ${words ? 'words' : 'numbers'} called ${name}, or it was not asked for`,
      );
    }
    return values;
  };
  return {
    rows,
    declarations,
    metadata: Object.fromEntries(schema.metadata),
    has: (name) => columns.has(name),
    numbers: (name) => column(name, false),
    words: (name) => ({ codes: column(name, true) as Int32Array, words: dictionaries.get(name) ?? [] }),
  };
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

function withoutNulls(values: Float64Array, validity: Uint8Array): Float64Array {
  const filled = values.slice();
  for (let r = 0; r < filled.length; ++r) {
    if ((validity[r >> 3] & (1 << (r & 7))) === 0) filled[r] = Number.NaN;
  }
  return filled;
}

function joined(
  { type }: ColumnDeclaration,
  pieces: readonly (Float64Array | Int32Array)[],
  rows: number,
): Float64Array | Int32Array {
  const whole = type === 'float64' ? new Float64Array(rows) : new Int32Array(rows);
  let start = 0;
  for (const piece of pieces) {
    whole.set(piece, start);
    start += piece.length;
  }
  return whole;
}
