import { createHash } from 'node:crypto';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesBelow, pathExists, readWholeText } from '../io/run-folder.ts';

const HERE = fileURLToPath(import.meta.url);

let codeHash: string | undefined;
let version: string | undefined;

/**
 * SHA-256, hexadecimal, of the engine that is running: the files of `sim/` with their paths, built (`.js`) in an
 * installed program, TypeScript when run from sources. Computed once.
 */
export function engineCodeHash(): string {
  codeHash ??= codeHashOf(join(dirname(HERE), '..', '..', 'sim'), extname(HERE));
  return codeHash;
}

/** SHA-256, hexadecimal, over the paths and texts of all files below `folder` that end in `ending`; not declarations. */
export function codeHashOf(folder: string, ending: string): string {
  const hash = createHash('sha256');
  for (const path of filesBelow(folder, ending)) {
    if (path.endsWith('.d.ts')) continue;
    hash.update(`${path}\0${readWholeText(join(folder, path))}\0`);
  }
  return hash.digest('hex');
}

/** Version of this package. */
export function engineVersion(): string {
  version ??= packageVersion(dirname(HERE));
  return version;
}

function packageVersion(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (pathExists(path)) {
      const { name, version } = JSON.parse(readWholeText(path)) as { name?: string; version?: string };
      if (name === 'allora-sim' && version !== undefined) return version;
    }
    if (dirname(folder) === folder) throw new Error(`no package.json of allora-sim above ${from}`);
  }
}
