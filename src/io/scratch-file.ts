import { closeSync, ftruncateSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { ensureFolder, temporaryName } from './run-folder.ts';

/** A part of a file, in bytes. */
export interface FilePart {
  readonly start: number;
  readonly bytes: number;
}

/**
 * A file without a name, for what there is not memory for: it goes with the process, however that ends. Its name is taken
 * away as soon as it is open, which the systems that have Slurm allow.
 */
export class ScratchFile {
  readonly #descriptor: number;
  #bytes = 0;

  /** @param folder where it takes its room; created when it is not there */
  constructor(folder: string) {
    ensureFolder(folder);
    const path = temporaryName(`${folder}/scratch`);
    this.#descriptor = openSync(path, 'wx+');
    rmSync(path);
  }

  append(text: string): FilePart {
    const part = Buffer.from(text);
    const start = this.#bytes;
    let done = 0;
    while (done < part.length) done += writeSync(this.#descriptor, part, done, part.length - done, start + done);
    this.#bytes += part.length;
    return { start, bytes: part.length };
  }

  text(part: FilePart): string {
    return textOf(this.#descriptor, part);
  }

  /** Gives its room back. */
  close(): void {
    ftruncateSync(this.#descriptor);
    closeSync(this.#descriptor);
  }
}

/** A part of a text file, UTF-8. */
export function readTextPart(path: string, part: FilePart): string {
  const descriptor = openSync(path, 'r');
  try {
    return textOf(descriptor, part);
  } finally {
    closeSync(descriptor);
  }
}

/** Less than was asked for where the file ends earlier. */
function textOf(descriptor: number, { start, bytes }: FilePart): string {
  const text = Buffer.alloc(bytes);
  let done = 0;
  while (done < bytes) {
    const read = readSync(descriptor, text, done, bytes - done, start + done);
    if (read === 0) break;
    done += read;
  }
  return text.toString('utf8', 0, done);
}
