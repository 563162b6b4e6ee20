import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A file that cannot be read as asked. The message says which and why, in words for the user. */
export class FileError extends Error {
  override readonly name = 'FileError';
  readonly path: string;
  /** Why, as a sentence. */
  readonly reason: string;
  constructor(path: string, reason: string) {
    super(`${path}:1:1 ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/**
 * The text of a UTF-8 file of at most `mostBytes` bytes; a larger one is refused unread.
 *
 * @throws FileError when it is not there, is a folder, may not be read, is too large or is not text
 */
export function readTextFile(path: string, mostBytes: number): string {
  const bytes = readFileBytes(path, mostBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new FileError(path, 'the file is not text in UTF-8.');
  }
}

/**
 * The bytes of a file of at most `mostBytes` bytes; a larger one is refused unread.
 *
 * @throws FileError as readTextFile
 */
export function readFileBytes(path: string, mostBytes: number): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'r');
    const size = fstatSync(descriptor).size;
    if (size > mostBytes) throw tooLarge(path, mostBytes);
    // A pipe has no size: it is read until it ends or grows too large.
    let bytes = new Uint8Array(Math.max(size + 1, 65_536));
    let length = 0;
    for (;;) {
      if (length === bytes.byteLength) {
        const grown = new Uint8Array(2 * length);
        grown.set(bytes);
        bytes = grown;
      }
      const read = readSync(descriptor, bytes, length, bytes.byteLength - length, null);
      if (read === 0) return bytes.subarray(0, length);
      length += read;
      if (length > mostBytes) throw tooLarge(path, mostBytes);
    }
  } catch (error) {
    if (error instanceof FileError) throw error;
    throw new FileError(path, reasonOf(error));
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function tooLarge(path: string, mostBytes: number): FileError {
  return new FileError(path, `the file is too large; expected at most ${mostBytes / 1024} KiB.`);
}

/** What the system says, in words. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'there is no such file.';
    case 'EISDIR':
      return 'this is a folder; expected a file.';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of this path is a file; expected a folder.';
    case 'EACCES':
    case 'EPERM':
      return 'this may not be read or written by you.';
    case 'ENOSPC':
      return 'the disk is full.';
    case 'EROFS':
      return 'this disk is read-only.';
    default:
      return message;
  }
}
