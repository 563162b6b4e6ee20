import { type ColumnDeclaration, type ColumnKind, columnKind } from '../../sim/index.ts';
import { streamTable, type TableBatch } from './stream-table.ts';

/** Columns of a recorded table, in memory. Entry r of every column is row r. */
export interface RecordedTable {
  readonly rows: number;
  /** Of all columns of the file, read or not. */
  readonly declarations: readonly ColumnDeclaration[];
  /** Metadata of the table: `scenarioHash`, `engineVersion`. */
  readonly metadata: Readonly<Record<string, string>>;
  has(name: string): boolean;
  /** Values of a number column; NaN where there is none. @throws when it was not read or holds words or amounts */
  numbers(name: string): Float64Array | Int32Array;
  /** Values of a column of whole uallo. @throws when it was not read or holds something else */
  amounts(name: string): readonly bigint[];
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
  const columns = wanted.map((declaration) => ({ declaration, pieces: [] as Piece[] }));
  const dictionaries = new Map<string, readonly string[]>();
  let rows = 0;
  for (const batch of stream.batches()) {
    rows += batch.rows;
    for (const { declaration, pieces } of columns) {
      pieces.push(pieceOf(batch, declaration));
      if (declaration.type === 'dictionary') dictionaries.set(declaration.name, batch.words(declaration.name));
    }
  }
  const values = new Map(
    columns.map(({ declaration, pieces }) => [declaration.name, joined(declaration, pieces, rows)]),
  );
  const column = (name: string, kind: ColumnKind): Piece => {
    const found = wanted.find((declaration) => declaration.name === name);
    if (found === undefined || columnKind(found) !== kind) {
      throw new Error(`${path} has no column of ${kind} called ${name}, or it was not asked for`);
    }
    return values.get(name) as Piece;
  };
  return {
    rows,
    declarations,
    metadata,
    has: (name) => values.has(name),
    numbers: (name) => column(name, 'numbers') as Float64Array | Int32Array,
    amounts: (name) => column(name, 'amounts') as bigint[],
    words: (name) => ({ codes: column(name, 'words') as Int32Array, words: dictionaries.get(name) ?? [] }),
  };
}

type Piece = Float64Array | Int32Array | bigint[];

/** A column of one batch, in memory of its own. */
function pieceOf(batch: TableBatch, declaration: ColumnDeclaration): Piece {
  const { name } = declaration;
  switch (columnKind(declaration)) {
    case 'numbers':
      return (batch.numbers(name) as Float64Array | Int32Array).slice();
    case 'words':
      return (batch.codes(name) as Int32Array).slice();
    case 'amounts':
      return batch.amounts(name) as bigint[];
  }
}

function joined({ type }: ColumnDeclaration, pieces: readonly Piece[], rows: number): Piece {
  if (type === 'uallo') return (pieces as readonly bigint[][]).flat();
  const whole = type === 'float64' ? new Float64Array(rows) : new Int32Array(rows);
  let start = 0;
  for (const piece of pieces as readonly (Float64Array | Int32Array)[]) {
    whole.set(piece, start);
    start += piece.length;
  }
  return whole;
}
