import {
  closeSync,
  constants,
  createReadStream,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';

/**
 * The real path of what lies below a folder, following symbolic links; undefined when it is not there, or lies elsewhere,
 * or is hidden (a name that begins with a dot stands between).
 *
 * @param steps names of folders and of the last one, none of them with a separator
 */
export function realPathBelow(folder: string, steps: readonly string[]): string | undefined {
  try {
    const root = realpathSync(folder);
    const real = realpathSync(join(root, ...steps));
    const below = relative(root, real);
    return below.split(sep).some((step) => step.startsWith('.')) || below.startsWith(sep) || join(root, below) !== real
      ? undefined
      : real;
  } catch {
    return undefined;
  }
}

/** A file that is open for reading. */
export interface OpenFile {
  readonly bytes: number;
  /** Its content; the file is closed after it. */
  stream(): Readable;
  close(): void;
}

/** Opens a regular file whose path is real: one that became a link meanwhile is not followed. */
export function openServedFile(real: string): OpenFile | undefined {
  let descriptor: number;
  try {
    // A pipe would wait for a writer.
    descriptor = openSync(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch {
    return undefined;
  }
  const status = fstatSync(descriptor);
  const close = (): void => closeSync(descriptor);
  if (!status.isFile()) {
    close();
    return undefined;
  }
  const stream = (): Readable => {
    if (status.size > 0) return createReadStream('', { fd: descriptor, end: status.size - 1 });
    close();
    return Readable.from([]);
  };
  return { bytes: status.size, stream, close };
}

/** The first bytes of a file as text. @throws when it cannot be read */
export function headOfFile(path: string, mostBytes: number): string {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(mostBytes);
    return new TextDecoder().decode(bytes.subarray(0, readSync(descriptor, bytes, 0, mostBytes, 0)));
  } finally {
    closeSync(descriptor);
  }
}

/** When a file or folder was last changed, in milliseconds since 1970, and its bytes; undefined when it is not there. */
export function changedAt(path: string): { readonly time: number; readonly bytes: number } | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? undefined : { time: status.mtimeMs, bytes: status.size };
}

/** Writes a text file that is not there yet, and the folders above it. @returns whether it did: false when there is one */
export function writeNewFile(path: string, text: string): boolean {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
