import { Message, RecordBatchFileWriter, RecordBatchStreamWriter, type Schema } from 'apache-arrow';

type Sink = (chunk: Uint8Array) => void;

/* The library's writers queue their output in memory for an asynchronous reader. These hand every piece to `sink` at
 * once instead, by replacing the protected method through which all bytes pass; hence the exact pin of apache-arrow. */

/** Writes the stream format: what has been written can be read up to the last whole batch, whatever happens next. */
export class StreamWriter extends RecordBatchStreamWriter {
  readonly #sink: Sink;

  constructor(schema: Schema, sink: Sink) {
    super();
    this.#sink = sink;
    this.reset(undefined, schema);
  }

  protected override _write(chunk: ArrayBufferView): this {
    this._position += passOn(this._started, this.#sink, chunk);
    return this;
  }
}

/** Writes the file format, which ends in a footer and is unreadable without it. */
export class FileWriter extends RecordBatchFileWriter {
  readonly #sink: Sink;

  constructor(schema: Schema, sink: Sink) {
    super();
    this.#sink = sink;
    this.reset(undefined, schema);
  }

  /** The library leaves out the schema at the head, which lets the file be read from its start like a stream. */
  protected override _writeSchema(schema: Schema): this {
    return super._writeSchema(schema)._writeMessage(Message.from(schema));
  }

  protected override _write(chunk: ArrayBufferView): this {
    this._position += passOn(this._started, this.#sink, chunk);
    return this;
  }
}

function passOn(started: boolean, sink: Sink, chunk: ArrayBufferView): number {
  if (!started || chunk.byteLength === 0) return 0;
  sink(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  return chunk.byteLength;
}
