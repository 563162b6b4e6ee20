import { type Data, makeData, makeVector, RecordBatch, type Schema, Struct, Utf8, type Vector } from 'apache-arrow';
import { type ColumnBatch, entriesPerRow } from '../../sim/index.ts';

/**
 * Turns column batches into Arrow record batches of one schema.
 *
 * The result leans on buffers that the next call overwrites: write it out first. The words of a dictionary may grow from
 * batch to batch (the new ones are written once, as a delta), but a word keeps its code.
 */
export class ArrowBatches {
  readonly schema: Schema;
  readonly #values: Float64Array[] = [];
  readonly #validity: Uint8Array[] = [];
  readonly #words = new Map<string, { known: string[]; vector: Vector<Utf8> | undefined }>();

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** @throws when the columns are not those of the schema or a dictionary's old words changed */
  next(batch: ColumnBatch): RecordBatch {
    const { rows, columns } = batch;
    const { fields } = this.schema;
    if (columns.length !== fields.length || columns.some(({ name }, c) => name !== fields[c].name)) {
      throw new Error(`table ${batch.table}: the columns of a batch differ from those the table was opened with`);
    }
    const children = columns.map(({ name, type }, c): Data => {
      const data = batch.data[c];
      const entries = entriesPerRow(columns[c]) * rows;
      if (data.length < entries) throw new Error(`${batch.table}.${name} has ${data.length} entries for ${rows} rows`);
      if (type === 'float64') return this.#numbers(c, data as Float64Array, rows);
      if (type === 'uallo') {
        // The same 16 bytes as the library wants to see them: least significant first, as everywhere in Arrow.
        const words = new Uint32Array(data.buffer, data.byteOffset, 4 * rows);
        return makeData({ type: fields[c].type, length: rows, nullCount: 0, data: words });
      }
      const codes = (data as Int32Array).subarray(0, rows);
      if (type === 'int32') return makeData({ type: fields[c].type, length: rows, nullCount: 0, data: codes });
      const dictionary = this.#dictionary(batch.table, name, batch.dictionaries[name] ?? []);
      return makeData({ type: fields[c].type, length: rows, nullCount: 0, data: codes, dictionary });
    });
    const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children });
    return new RecordBatch(this.schema, data);
  }

  /**
   * NaN becomes null with a zero beneath it, so that no bit pattern of a NaN reaches the file. A column without one is
   * handed on as it is, without a copy.
   */
  #numbers(c: number, source: Float64Array, rows: number): Data {
    const type = this.schema.fields[c].type;
    const first = firstNaN(source, rows);
    if (first === rows) return makeData({ type, length: rows, nullCount: 0, data: source.subarray(0, rows) });
    if (this.#values[c] === undefined || this.#values[c].length < rows) {
      this.#values[c] = new Float64Array(rows);
      this.#validity[c] = new Uint8Array((rows + 7) >> 3);
    }
    const values = this.#values[c].subarray(0, rows);
    const nullBitmap = this.#validity[c].subarray(0, (rows + 7) >> 3);
    const nullCount = splitNullsInto(source, rows, values, nullBitmap);
    return makeData({ type, length: rows, nullCount, nullBitmap, data: values });
  }

  #dictionary(table: string, name: string, words: readonly string[]): Vector<Utf8> {
    let entry = this.#words.get(name);
    if (entry === undefined) {
      entry = { known: [], vector: undefined };
      this.#words.set(name, entry);
    }
    const { known } = entry;
    if (words.length < known.length || known.some((word, code) => words[code] !== word)) {
      throw new Error(`${table}.${name}: the words of a dictionary may be added to, not changed`);
    }
    if (entry.vector === undefined || words.length > known.length) {
      const added = makeUtf8(words.slice(known.length));
      entry.vector = entry.vector === undefined ? added : entry.vector.concat(added);
      known.push(...words.slice(known.length));
    }
    return entry.vector;
  }
}

/** The first row with a NaN; `rows` when there is none. */
function firstNaN(source: Float64Array, rows: number): number {
  for (let r = 0; r < rows; ++r) {
    const value = source[r];
    // biome-ignore lint/suspicious/noSelfCompare: the fastest way to see a NaN.
    if (value !== value) return r;
  }
  return rows;
}

/** Values with 0 for NaN, and a bitmap with 1 for every row that has a value. Returns the number of rows that have none. */
function splitNullsInto(source: Float64Array, rows: number, values: Float64Array, bitmap: Uint8Array): number {
  let present = 0;
  for (let start = 0; start < rows; start += 8) {
    const end = start + 8 < rows ? start + 8 : rows;
    let byte = 0;
    for (let r = start; r < end; ++r) {
      const value = source[r];
      // biome-ignore lint/suspicious/noSelfCompare: the fastest way to see a NaN.
      if (value === value) {
        values[r] = value;
        byte |= 1 << (r - start);
        ++present;
      } else {
        values[r] = 0;
      }
    }
    bitmap[start >> 3] = byte;
  }
  return rows - present;
}

function makeUtf8(words: readonly string[]): Vector<Utf8> {
  const encoder = new TextEncoder();
  const encoded = words.map((word) => encoder.encode(word));
  const valueOffsets = new Int32Array(words.length + 1);
  encoded.forEach((bytes, w) => {
    valueOffsets[w + 1] = valueOffsets[w] + bytes.length;
  });
  const data = new Uint8Array(valueOffsets[words.length]);
  encoded.forEach((bytes, w) => {
    data.set(bytes, valueOffsets[w]);
  });
  return makeVector(makeData({ type: new Utf8(), length: words.length, nullCount: 0, valueOffsets, data }));
}
