import { appendFileSync, closeSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { movePath, removePath, temporaryName } from './run-folder.ts';
import { FileError, reasonOf } from './text-file.ts';

/**
 * A file that grows at its end. Every `write` reaches the operating system before it returns, so what was written survives
 * the death of the process.
 */
export class AppendFile {
  readonly path: string;
  /** Bytes written so far. */
  bytes = 0;
  readonly #descriptor: number;
  #open = true;

  /** Creates the file. @throws when it exists already. */
  constructor(path: string) {
    this.path = path;
    this.#descriptor = openSync(path, 'wx');
  }

  write(chunk: Uint8Array): void {
    let done = 0;
    while (done < chunk.byteLength) done += writeSync(this.#descriptor, chunk, done, chunk.byteLength - done);
    this.bytes += chunk.byteLength;
  }

  /** Replaces the first bytes; the file must have as many. */
  replaceHead(head: Uint8Array): void {
    let done = 0;
    while (done < head.byteLength) done += writeSync(this.#descriptor, head, done, head.byteLength - done, done);
  }

  /** Whether the path still leads to this very file: false after somebody else removed or replaced it. */
  inPlace(): boolean {
    const here = statSync(this.path, { throwIfNoEntry: false });
    if (here === undefined) return false;
    const mine = fstatSync(this.#descriptor);
    return here.ino === mine.ino && here.dev === mine.dev;
  }

  /** Closing twice does nothing. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#descriptor);
  }
}

/**
 * Writes a text file piece by piece so that its name never leads to half of it: under a temporary name beside it, then
 * renamed. An existing file is replaced.
 *
 * @throws FileError when it cannot be written
 */
export function writePieces(path: string, pieces: Iterable<string>): void {
  const temporary = temporaryName(path);
  const encoder = new TextEncoder();
  let file: AppendFile | undefined;
  try {
    file = opened(temporary, path);
    for (const piece of pieces) file.write(encoder.encode(piece));
    file.close();
    movePath(temporary, path);
  } catch (error) {
    file?.close();
    removePath(temporary);
    throw error;
  }
}

function opened(temporary: string, path: string): AppendFile {
  try {
    return new AppendFile(temporary);
  } catch (error) {
    throw new FileError(path, reasonOf(error));
  }
}

/** The bytes of a file from `start` on, in pieces of at most `size` bytes, each of which the reader may keep. */
export function* chunksOf(path: string, start = 0, size = 1 << 20): Generator<Uint8Array, void, undefined> {
  const descriptor = openSync(path, 'r');
  try {
    let position = start;
    for (;;) {
      const chunk = new Uint8Array(size);
      const length = readSync(descriptor, chunk, 0, size, position);
      if (length === 0) return;
      position += length;
      yield length === size ? chunk : chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Puts a line at the end of a file, which is created when it is not there. Several processes may do so. */
export function appendLine(path: string, line: string): void {
  appendFileSync(path, `${line}\n`);
}
