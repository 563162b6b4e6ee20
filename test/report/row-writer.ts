import type { ColumnBatch, ColumnDeclaration } from '../../sim/index.ts';
import type { RecordedFile } from '../../src/record/manifest.ts';
import { TableWriter } from '../../src/record/table-writer.ts';

const ROWS_PER_BATCH = 16_384;

/** Values by column; numbers left out have no value. Whole uallo as bigint. */
export type Row = Readonly<Record<string, number | string | bigint>>;

/** Takes rows as objects, hands them on in batches. Numbers left out have no value. */
export class RowWriter {
  readonly #writer: TableWriter;
  readonly #columns: readonly ColumnDeclaration[];
  readonly #data: (Float64Array | Int32Array | BigUint64Array)[];
  readonly #table: string;
  readonly #words = new Map<string, string[]>();
  #rows = 0;

  constructor(folder: string, table: string, columns: readonly ColumnDeclaration[], metadata: Record<string, string>) {
    this.#table = table;
    this.#columns = columns;
    this.#writer = new TableWriter(folder, table, columns, metadata);
    this.#data = columns.map(({ type }) => {
      if (type === 'uallo') return new BigUint64Array(2 * ROWS_PER_BATCH);
      return type === 'float64' ? new Float64Array(ROWS_PER_BATCH) : new Int32Array(ROWS_PER_BATCH);
    });
  }

  add(row: Row): void {
    this.#columns.forEach(({ name, type }, c) => {
      const value = row[name];
      const data = this.#data[c];
      if (data instanceof BigUint64Array) {
        const whole = BigInt(value ?? 0);
        data[2 * this.#rows] = BigInt.asUintN(64, whole);
        data[2 * this.#rows + 1] = BigInt.asUintN(64, whole >> 64n);
      } else if (type === 'dictionary') data[this.#rows] = this.#code(name, String(value));
      else data[this.#rows] = value === undefined ? Number.NaN : Number(value);
    });
    if (++this.#rows === ROWS_PER_BATCH) this.#flush();
  }

  finish(): RecordedFile {
    this.#flush();
    return this.#writer.finish();
  }

  #code(name: string, value: string): number {
    const words = this.#words.get(name) ?? [];
    this.#words.set(name, words);
    const code = words.indexOf(value);
    return code >= 0 ? code : words.push(value) - 1;
  }

  #flush(): void {
    const batch: ColumnBatch = {
      table: this.#table,
      columns: this.#columns,
      rows: this.#rows,
      data: this.#data,
      dictionaries: Object.fromEntries([...this.#words].map(([name, words]) => [name, [...words]])),
    };
    this.#writer.write(batch);
    this.#rows = 0;
  }
}
