import { writeWholeFile } from '../io/run-folder.ts';
import { FileError, reasonOf } from '../io/text-file.ts';

/**
 * Writes a file whole or not at all.
 *
 * @throws FileError
 */
export function writeWhole(path: string, text: string): void {
  orFileError(path, () => writeWholeFile(path, text));
}

/** Does something with a path; what the system says against it becomes a FileError. */
export function orFileError(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new FileError(path, reasonOf(error));
  }
}
