import {
  amountAt,
  type ColumnBatch,
  type ColumnData,
  type ColumnDeclaration,
  type ColumnKind,
  columnData,
  columnKind,
  entriesPerRow,
} from '../../sim/index.ts';

/** A recorded table in memory. Entry r of every column is row r. */
export interface Columns {
  readonly rows: number;
  /** Name, type, unit and meaning of each column. */
  readonly columns: readonly ColumnDeclaration[];
  /** Values of a number column; NaN where there is none. @throws RangeError when no number column is called that */
  numbers(name: string): Float64Array;
  /** Whole uallo of a column of amounts. @throws RangeError when no column of amounts is called that */
  amounts(name: string): bigint[];
  /** Words of a word column. @throws RangeError when no word column is called that */
  words(name: string): string[];
}

/** Collects the rows of one table. */
export class ColumnStore {
  readonly #declarations: readonly ColumnDeclaration[];
  readonly #values: ColumnData[];
  #dictionaries: Readonly<Record<string, readonly string[]>> = {};
  #rows = 0;

  constructor(declarations: readonly ColumnDeclaration[]) {
    this.#declarations = declarations;
    this.#values = declarations.map((declaration) => columnData(declaration, 0));
  }

  add({ rows, data, dictionaries }: ColumnBatch): void {
    const needed = this.#rows + rows;
    this.#declarations.forEach((declaration, c) => {
      const perRow = entriesPerRow(declaration);
      const held = this.#values[c].length / perRow;
      if (held < needed) {
        const grown = columnData(declaration, Math.max(needed, 2 * held));
        copyInto(grown, this.#values[c], 0);
        this.#values[c] = grown;
      }
      copyInto(this.#values[c], data[c].subarray(0, perRow * rows), perRow * this.#rows);
    });
    this.#rows = needed;
    this.#dictionaries = Object.fromEntries(Object.entries(dictionaries).map(([name, words]) => [name, [...words]]));
  }

  /** What has been collected by now. */
  columns(): Columns {
    const declarations = this.#declarations;
    const rows = this.#rows;
    const values = this.#values.map((column, c) => column.subarray(0, entriesPerRow(declarations[c]) * rows));
    const dictionaries = this.#dictionaries;
    const find = (name: string, kind: ColumnKind): ColumnData => {
      const c = declarations.findIndex((one) => one.name === name && columnKind(one) === kind);
      if (c >= 0) return values[c];
      const known = declarations.filter((one) => columnKind(one) === kind).map((one) => one.name);
      throw new RangeError(`no column of ${kind} is called "${name}"; there are ${known.join(', ') || 'none'}`);
    };
    return {
      rows,
      columns: declarations,
      numbers: (name) => Float64Array.from(find(name, 'numbers') as Float64Array | Int32Array),
      amounts(name) {
        const column = find(name, 'amounts') as BigUint64Array;
        return Array.from({ length: rows }, (_, r) => amountAt(column, r));
      },
      words: (name) => Array.from(find(name, 'words') as Int32Array, (code) => dictionaries[name][code]),
    };
  }
}

/** Both are arrays of the same column, which the compiler cannot see. */
function copyInto(target: ColumnData, source: ColumnData, at: number): void {
  (target as Float64Array).set(source as Float64Array, at);
}
