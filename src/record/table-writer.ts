import { createHash, type Hash } from 'node:crypto';
import { join } from 'node:path';
import type { ColumnBatch, ColumnDeclaration } from '../../sim/index.ts';
import { AppendFile } from '../io/append-file.ts';
import { movePath, removePath } from '../io/run-folder.ts';
import { ArrowBatches } from './arrow-batches.ts';
import { arrowSchema } from './arrow-schema.ts';
import type { RecordedFile } from './manifest.ts';
import { StreamWriter } from './stream-writer.ts';

/**
 * Records one table of a run in a folder, batch by batch, in constant memory.
 *
 * While the run goes on the rows stand in `<name>.arrows.partial` (Arrow stream format: after a crash all whole batches
 * can be read). `finish` turns that into `<name>.arrow` (file format) in place, without copying or reading it again; `abort`
 * renames it to `<name>.partial.arrows`.
 */
export class TableWriter {
  readonly name: string;
  /** Rows written so far. */
  rows = 0;
  readonly #folder: string;
  readonly #file: AppendFile;
  readonly #writer: StreamWriter;
  /** Over the bytes of the file to be. */
  readonly #hash: Hash = createHash('sha256');
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
    const schema = arrowSchema(columns, metadata);
    this.#batches = new ArrowBatches(schema);
    this.#writer = new StreamWriter(schema, (chunk) => {
      this.#file.write(chunk);
      this.#hash.update(chunk);
    });
    this.#file = new AppendFile(this.#partial);
    this.#file.write(this.#writer.streamHead);
    this.#hash.update(this.#writer.fileHead);
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
    try {
      if (!this.#file.inPlace()) throw new Error(`${this.#partial} was replaced: another process records the same run`);
      // Until the rename the name says partial, whichever format the bytes are in: `readTable` reads both.
      this.#writer.finish();
      this.#file.replaceHead(this.#writer.fileHead);
    } finally {
      this.#file.close();
    }
    movePath(this.#partial, this.#final);
    const sha256 = this.#hash.digest('hex');
    return { path: `${this.name}.arrow`, rows: this.rows, bytes: this.#file.bytes, sha256 };
  }

  /** Does nothing after `finish`. */
  abort(): void {
    if (this.#done) return;
    this.#done = true;
    this.#writer.endStream();
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
