import type { ColumnBatch, ColumnDeclaration } from '../../sim/index.ts';

/** A recorded table in memory. Entry r of every column is row r. */
export interface Columns {
  readonly rows: number;
  /** Name, type, unit and meaning of each column. */
  readonly columns: readonly ColumnDeclaration[];
  /** Values of a number column; NaN where there is none. @throws RangeError when no number column is called that */
  numbers(name: string): Float64Array;
  /** Words of a word column. @throws RangeError when no word column is called that */
  words(name: string): string[];
}

/** Collects the rows of one table. */
export class ColumnStore {
  readonly #declarations: readonly ColumnDeclaration[];
  readonly #values: (Float64Array | Int32Array)[];
  #dictionaries: Readonly<Record<string, readonly string[]>> = {};
  #rows = 0;

  constructor(declarations: readonly ColumnDeclaration[]) {
    this.#declarations = declarations;
    this.#values = declarations.map(({ type }) => (type === 'float64' ? new Float64Array(0) : new Int32Array(0)));
  }

  add({ rows, data, dictionaries }: ColumnBatch): void {
    const needed = this.#rows + rows;
    this.#values.forEach((values, c) => {
      if (values.length < needed) {
        const size = Math.max(needed, 2 * values.length);
        this.#values[c] = values instanceof Float64Array ? new Float64Array(size) : new Int32Array(size);
        this.#values[c].set(values);
      }
      this.#values[c].set(data[c].subarray(0, rows), this.#rows);
    });
    this.#rows = needed;
    this.#dictionaries = Object.fromEntries(Object.entries(dictionaries).map(([name, words]) => [name, [...words]]));
  }

  /** What has been collected by now. */
  columns(): Columns {
    const declarations = this.#declarations;
    const values = this.#values.map((column) => column.subarray(0, this.#rows));
    const dictionaries = this.#dictionaries;
    const find = (name: string, words: boolean): Float64Array | Int32Array => {
      const c = declarations.findIndex((one) => one.name === name && (one.type === 'dictionary') === words);
      if (c >= 0) return values[c];
      const known = declarations.filter(({ type }) => (type === 'dictionary') === words).map((one) => one.name);
      const what = words ? 'words' : 'numbers';
      throw new RangeError(`no column of ${what} is called "${name}"; there are ${known.join(', ') || 'none'}`);
    };
    return {
      rows: this.#rows,
      columns: declarations,
      numbers: (name) => Float64Array.from(find(name, false)),
      words: (name) => Array.from(find(name, true), (code) => dictionaries[name][code]),
    };
  }
}
