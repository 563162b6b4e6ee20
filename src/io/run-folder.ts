import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Creates a folder and those above it; nothing happens when it is there. */
export function ensureFolder(path: string): void {
  mkdirSync(path, { recursive: true });
}

/** Whether a file or folder is there. */
export function pathExists(path: string): boolean {
  return existsSync(path);
}

/** Bytes of a file; undefined when it is not there or is a folder. */
export function fileBytes(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}

/** Gives a file or folder another name; an existing file of that name is replaced. */
export function movePath(from: string, to: string): void {
  renameSync(from, to);
}

/** Removes a file or folder with all it holds; nothing happens when it is not there. */
export function removePath(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** A whole text file, UTF-8. */
export function readWholeText(path: string): string {
  return readFileSync(path, 'utf8');
}

/** The bytes of a whole file. */
export function readWholeBytes(path: string): Uint8Array {
  return readFileSync(path);
}

/** Names of the folders in a folder, sorted by code unit; none when it is not there or is a file. */
export function foldersIn(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** Names of the files in a folder, sorted by code unit; none when it is not there or is a file. */
export function filesIn(path: string): string[] {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/**
 * Writes a whole file so that its name never leads to half of it: under a temporary name beside it, then renamed.
 *
 * @returns bytes and SHA-256 (hexadecimal) of what was written
 */
export function writeWholeFile(path: string, content: string | Uint8Array): { bytes: number; sha256: string } {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const temporary = temporaryName(path);
  try {
    const descriptor = openSync(temporary, 'wx');
    try {
      writeFileSync(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return { bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Writes a whole file unless there is one: of several who write it at the same time, the first one's stays. Where the file
 * system knows no hard links, that holds only of those who come later.
 */
export function writeFirstFile(path: string, content: string): void {
  const temporary = temporaryName(path);
  writeWholeFile(temporary, content);
  try {
    linkSync(temporary, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (!withoutLinks.has(code)) throw error;
    if (!existsSync(path)) renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** What file systems without hard links say when one is asked for. */
const withoutLinks: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** A name beside `path` that nobody else uses. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomUUID()}`);
}

/** Files at any depth whose name ends in `ending`, as paths relative to `folder` with forward slashes, sorted by code unit. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith(ending))
    .sort();
}
