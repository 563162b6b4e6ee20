import { closeSync, fstatSync, openSync, readSync, statSync, writeSync } from 'node:fs';

/**
 * A file that only grows. Every `write` reaches the operating system before it returns, so what was written survives
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
