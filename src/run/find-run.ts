import { basename, dirname, join, normalize } from 'node:path';
import { nearestWord } from '../config/nearest-word.ts';
import { filesIn, foldersIn } from '../io/run-folder.ts';
import { MANIFEST } from '../record/manifest.ts';
import { SelectionError } from './selection-error.ts';

/** Fewer characters of a run id name no run. */
const leastCharacters = 6;

/** What the file of a table may be called in a run's folder: finished, left by Ctrl-C, left by a crash. */
const tableEndings = ['.arrow', '.partial.arrows', '.arrows.partial'] as const;

/**
 * The folder of a run.
 *
 * @param run a folder, or a run id or the first characters of one, at least 6, of a run below `root`
 * @throws SelectionError when there is none, or more than one
 */
export function findRun(run: string, root: string): string {
  if (isRunFolder(run)) return normalize(run);
  // Names with a dot before them are stores, and folders that are being written.
  const shownIn = (folder: string): string[] => foldersIn(folder).filter((name) => !name.startsWith('.'));
  const folders = shownIn(root).flatMap((name) => shownIn(join(root, name)).map((id) => join(root, name, id)));
  const runs = folders.filter(isRunFolder);
  const exact = runs.filter((folder) => basename(folder) === run);
  if (exact.length === 1) return exact[0];
  const long = run.length >= leastCharacters;
  // Old folders that --force has kept are called <id>.<n>: they are meant by their whole name only.
  const begun = long
    ? runs.filter((folder) => /^[^.]+$/.test(basename(folder)) && basename(folder).startsWith(run))
    : [];
  const found = exact.length > 0 ? exact : begun;
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    const names = found.slice(0, 5).map((folder) => `${basename(folder)} (${basename(dirname(folder))})`);
    throw new SelectionError(`run is "${run}", which begins ${found.length} run ids: ${names.join(', ')}.`);
  }
  const expected = `a run's folder, or a run id below ${root} (its first ${leastCharacters} characters will do)`;
  const nearest = nearestWord(
    run,
    runs.map((folder) => basename(folder)),
  );
  throw new SelectionError(`run is "${run}"; expected ${expected}.`, nearest);
}

/** The tables of a run by name: file, and whether the run was not finished. */
export function tablesOf(folder: string): Map<string, { readonly path: string; readonly partial: boolean }> {
  const tables = new Map<string, { path: string; partial: boolean }>();
  for (const ending of tableEndings) {
    for (const file of filesIn(folder).filter((name) => name.endsWith(ending) && !name.startsWith('.'))) {
      const name = file.slice(0, -ending.length);
      if (!tables.has(name)) tables.set(name, { path: join(folder, file), partial: ending !== '.arrow' });
    }
  }
  return tables;
}

/** A table of a run. @throws SelectionError when there is none of that name */
export function tableNamed(name: string, folder: string): { readonly path: string; readonly partial: boolean } {
  const tables = tablesOf(folder);
  const table = tables.get(name);
  if (table !== undefined) return table;
  const names = [...tables.keys()].sort();
  throw new SelectionError(
    `--table is "${name}"; expected one of the run's tables: ${names.join(', ')}.`,
    nearestWord(name, names),
  );
}

function isRunFolder(folder: string): boolean {
  return filesIn(folder).includes(MANIFEST) || tablesOf(folder).size > 0;
}
