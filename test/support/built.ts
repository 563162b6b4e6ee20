import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuild } from '../../src/setup/build.mjs';

/** Folder of this project. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

let built: string | undefined;

/** Folder of the built program; it is built when a source has changed. */
export function builtFolder(): string {
  if (built !== undefined) return built;
  const problem = ensureBuild(projectRoot);
  if (problem !== undefined) throw new Error(problem);
  built = path.join(projectRoot, 'dist');
  return built;
}

/** A module of the built program, which has hashes of its own: it makes the same run under another address. */
export async function builtModule<Module>(file: string): Promise<Module> {
  return import(/* @vite-ignore */ pathToFileURL(path.join(builtFolder(), file)).href);
}
