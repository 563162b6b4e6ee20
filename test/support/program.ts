import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isBuilt } from '../../src/setup/build.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What Node is told to run the program in a process of its own: the built one when it is what the present sources come to,
 * as in `npm test`, else the sources, which take a second longer to start.
 */
export const program: readonly string[] = isBuilt(root)
  ? [join(root, 'dist/src/cli/main.js')]
  : ['--import', import.meta.resolve('tsx'), join(root, 'src/cli/main.ts')];

/** Writes a command of a shell that starts the program, as an installation puts it into a folder of PATH. */
export function writeLauncher(file: string): void {
  const started = [process.execPath, ...program].map((word) => `"${word}"`).join(' ');
  writeFileSync(file, `#!/bin/sh\nexec ${started} "$@"\n`);
  chmodSync(file, 0o755);
}
