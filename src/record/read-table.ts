import type { ColumnDeclaration } from '../../sim/index.ts';
import { streamTable } from './stream-table.ts';

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
 * one batch and the columns asked for are in memory at a time. For long tables there is `streamTable`.
 *
 * @param names columns to read, those of them that the table has; all when left out
 */
export function readTable(path: string, names?: readonly string[]): RecordedTable {
  const stream = streamTable(path);
  const { declarations, metadata } = stream;
  const wanted = declarations.filter(({ name }) => names === undefined || names.includes(name));
  const pieces = wanted.map((): (Float64Array | Int32Array)[] => []);
  const dictionaries = new Map<string, readonly string[]>();
  let rows = 0;
  for (const batch of stream.batches()) {
    rows += batch.rows;
    wanted.forEach(({ name, type }, w) => {
      const values = type === 'dictionary' ? batch.codes(name) : batch.numbers(name);
      pieces[w].push((values as Float64Array | Int32Array).slice());
      if (type === 'dictionary') dictionaries.set(name, batch.words(name));
    });
  }
  const columns = new Map(wanted.map((declaration, w) => [declaration.name, joined(declaration, pieces[w], rows)]));
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
    metadata,
    has: (name) => columns.has(name),
    numbers: (name) => column(name, false),
    words: (name) => ({ codes: column(name, true) as Int32Array, words: dictionaries.get(name) ?? [] }),
  };
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
