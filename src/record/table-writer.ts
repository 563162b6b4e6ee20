import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { RecordBatchReader, type Schema } from 'apache-arrow';
import type { ColumnBatch, ColumnDeclaration } from '../../sim/index.ts';
import { AppendFile, chunksOf } from '../io/append-file.ts';
import { movePath, removePath, temporaryName } from '../io/run-folder.ts';
import { ArrowBatches } from './arrow-batches.ts';
import { arrowSchema } from './arrow-schema.ts';
import { FileWriter, StreamWriter } from './arrow-writers.ts';
import type { RecordedFile } from './manifest.ts';

/**
 * Records one table of a run in a folder, batch by batch, in constant memory.
 *
 * While the run goes on the rows stand in `<name>.arrows.partial` (Arrow stream format: after a crash all whole batches
 * can be read). `finish` turns that into `<name>.arrow` (file format); `abort` renames it to `<name>.partial.arrows`.
 */
export class TableWriter {
  readonly name: string;
  /** Rows written so far. */
  rows = 0;
  readonly #folder: string;
  readonly #file: AppendFile;
  readonly #writer: StreamWriter;
  readonly #batches: ArrowBatches;
  #done = false;

  /** Removes what an unfinished run left of this table and starts it anew. The folder must exist. */
  constructor(
    folder: string,
    name: string,
    columns: readonly ColumnDeclaration[],
    metadata: Readonly<Record<string, string>>,
  ) {
    this.name = name;
    this.#folder = folder;
    for (const leftover of [this.#partial, this.#aborted, this.#final]) removePath(leftover);
    this.#file = new AppendFile(this.#partial);
    const schema = arrowSchema(columns, metadata);
    this.#batches = new ArrowBatches(schema);
    this.#writer = new StreamWriter(schema, (chunk) => this.#file.write(chunk));
  }

  write(batch: ColumnBatch): void {
    if (this.#done) throw new Error(`table ${this.name} is closed`);
    if (batch.rows === 0) return;
    this.#writer.write(this.#batches.next(batch));
    this.rows += batch.rows;
  }

  /** @throws when another process has begun to record into the same folder */
  finish(): RecordedFile {
    if (this.#done) throw new Error(`table ${this.name} is closed`);
    this.#done = true;
    this.#writer.finish();
    if (!this.#file.inPlace()) {
      this.#file.close();
      throw new Error(`${this.#partial} was replaced: another process records the same run`);
    }
    this.#file.close();
    const written = writeFileFormat(this.#partial, this.#final);
    removePath(this.#partial);
    return { path: `${this.name}.arrow`, rows: this.rows, ...written };
  }

  /** Does nothing after `finish`. */
  abort(): void {
    if (this.#done) return;
    this.#done = true;
    this.#writer.finish();
    if (this.#file.inPlace()) movePath(this.#partial, this.#aborted);
    this.#file.close();
  }

  get #partial(): string {
    return join(this.#folder, `${this.name}.arrows.partial`);
  }

  get #aborted(): string {
    return join(this.#folder, `${this.name}.partial.arrows`);
  }

  get #final(): string {
    return join(this.#folder, `${this.name}.arrow`);
  }
}

/** Copies a stream file into a file of the file format, one batch at a time; `to` appears when it is whole. */
function writeFileFormat(from: string, to: string): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  const temporary = temporaryName(to);
  const file = new AppendFile(temporary);
  try {
    const reader = RecordBatchReader.from(chunksOf(from)).open();
    const writer = new FileWriter(reader.schema as Schema, (chunk) => {
      hash.update(chunk);
      file.write(chunk);
    });
    for (const batch of reader) writer.write(batch);
    writer.finish();
    file.close();
    movePath(temporary, to);
  } catch (error) {
    file.close();
    removePath(temporary);
    throw error;
  }
  return { bytes: file.bytes, sha256: hash.digest('hex') };
}
