import { basename, dirname, join } from 'node:path';
import {
  ensureFolder,
  filesIn,
  foldersIn,
  movePath,
  pathExists,
  removePath,
  temporaryName,
  writeWholeFile,
} from '../io/run-folder.ts';

/** Tells that a folder holds a site of this program, which a new one may replace. */
const MARK = 'site.json';

/** Why a folder may not be replaced by a site; undefined when it may. */
export function notReplaceable(folder: string): string | undefined {
  if (!pathExists(folder)) return undefined;
  if (filesIn(folder).includes(MARK)) return undefined;
  const empty =
    filesIn(folder).length + foldersIn(folder).length === 0 && foldersIn(dirname(folder)).includes(basename(folder));
  return empty
    ? undefined
    : `--out is "${folder}", which exists and holds no site; expected a new folder, or a site to replace.`;
}

/** A folder beside the site's in which the new one is built. */
export interface SiteDraft {
  readonly folder: string;
  /** Puts the draft in the place of the site. The old one is moved away first and comes back if that fails. */
  finish(facts: object): void;
  /** Removes the draft. Harmless after `finish`. */
  abandon(): void;
}

export function openDraft(out: string): SiteDraft {
  ensureFolder(dirname(out));
  removeLeftovers(out);
  const folder = join(dirname(out), `.${basename(out)}.${process.pid}`);
  removePath(folder);
  ensureFolder(folder);
  return {
    folder,
    finish(facts) {
      writeWholeFile(join(folder, MARK), `${JSON.stringify(facts, null, 2)}\n`);
      const old = temporaryName(out);
      const replaces = pathExists(out);
      if (replaces) movePath(out, old);
      try {
        movePath(folder, out);
      } catch (error) {
        if (replaces) movePath(old, out);
        throw error;
      }
      removePath(old);
    },
    abandon: () => removePath(folder),
  };
}

/** Drafts of builds that were killed: their names hold the number of a process that is gone. */
function removeLeftovers(out: string): void {
  for (const name of foldersIn(dirname(out))) {
    if (!name.startsWith(`.${basename(out)}.`)) continue;
    const process = /^\d+$/.exec(name.slice(basename(out).length + 2))?.[0];
    if (process !== undefined && !isAlive(Number(process))) removePath(join(dirname(out), name));
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
