import { Message, RecordBatchFileWriter, type Schema } from 'apache-arrow';

/** What a file begins with: the mark and two bytes of padding. */
const MARK = Uint8Array.of(...new TextEncoder().encode('ARROW1'), 0, 0);
/** A message's size is preceded by the mark of a continuation, 0xffffffff. */
const PREFIX_BYTES = 8;

/**
 * Writes the stream format in such a way that it becomes the file format without being copied.
 *
 * A file is a mark of 8 bytes, the stream, and a footer that says where every batch begins. The stream written here gives
 * its first message, the schema, 8 bytes of padding more than it needs, which readers skip. So the head of the file (mark
 * and schema) is as long as the head of the stream (schema and padding): `fileHead` written over `streamHead`, and the
 * footer behind the last batch, turn one into the other, and no batch moves.
 *
 * The library queues its output in memory for an asynchronous reader. This hands every piece to `sink` at once instead, by
 * replacing the protected methods through which all bytes pass; hence the exact pin of apache-arrow.
 */
export class StreamWriter extends RecordBatchFileWriter {
  /** The first bytes of the stream, which do not pass through `sink`. */
  streamHead = new Uint8Array(0);
  /** What stands in their place in a file; of the same length. */
  fileHead = new Uint8Array(0);
  readonly #sink: (chunk: Uint8Array) => void;

  constructor(schema: Schema, sink: (chunk: Uint8Array) => void) {
    super();
    this.#sink = sink;
    this.reset(undefined, schema);
  }

  /** Ends a stream that stays one. Otherwise `finish` ends it with the footer of a file. */
  endStream(): void {
    this._write(Int32Array.of(-1, 0));
  }

  protected override _writeSchema(schema: Schema): this {
    const message = Message.encode(Message.from(schema));
    const size = (message.byteLength + 7) & ~7;
    this.streamHead = new Uint8Array(PREFIX_BYTES + size + MARK.byteLength);
    new DataView(this.streamHead.buffer).setInt32(0, -1);
    new DataView(this.streamHead.buffer).setInt32(4, size + MARK.byteLength, true);
    this.streamHead.set(message, PREFIX_BYTES);
    this.fileHead = new Uint8Array(this.streamHead.byteLength);
    this.fileHead.set(MARK);
    this.fileHead.set(this.streamHead.subarray(0, PREFIX_BYTES + size), MARK.byteLength);
    new DataView(this.fileHead.buffer).setInt32(MARK.byteLength + 4, size, true);
    this._position = this.streamHead.byteLength;
    return this;
  }

  protected override _write(chunk: ArrayBufferView): this {
    if (this._started && chunk.byteLength > 0) {
      this.#sink(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      this._position += chunk.byteLength;
    }
    return this;
  }
}
