import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The rules of this project in a folder of their own, over the given files. `remove()` takes it away again. */
export function plantedProject(files: Readonly<Record<string, string>>): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-planted-'));
  symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  const rules = ['.biome.json', '.biome', '.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'];
  for (const rule of [...rules, 'test/vitest.config.ts', 'test/house/skipped-tests-reporter.ts']) {
    cpSync(path.join(projectRoot, rule), path.join(folder, rule), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
