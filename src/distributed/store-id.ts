import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ensureFolder, pathExists, readWholeText, writeFirstFile } from '../io/run-folder.ts';

/**
 * Name of the store of runs in a folder of results, by which two machines that share the folder know that they mean the
 * same, wherever it is mounted. It is made when it is not there; sweeps that begin at the same time agree on one.
 */
export function storeId(root: string): string {
  const known = knownStoreId(root);
  if (known !== undefined) return known;
  const folder = join(root, '.runs');
  ensureFolder(folder);
  writeFirstFile(join(folder, 'store-id'), `${randomUUID()}\n`);
  return knownStoreId(root) ?? '';
}

/** The same; undefined where no sweep has made one. */
export function knownStoreId(root: string): string | undefined {
  const file = join(root, '.runs', 'store-id');
  return pathExists(file) ? readWholeText(file).trim() : undefined;
}
