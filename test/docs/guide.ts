import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyChange } from './change.ts';
import { type Block, blocksOf, marked } from './markdown.ts';

/*
 * The pages that write new code are followed in a copy of the sources: their files are written, their changes made, their
 * commands run.
 */
const guides = ['docs/guide/write-a-policy.md', 'docs/guide/write-an-attack.md'];
export const guideBlocks = guides.flatMap((page) => blocksOf(page));

/** Blocks that are a file, or a change of one. */
export function filesOf(mark: 'file' | 'change'): [file: string, block: Block][] {
  return guideBlocks.flatMap((block) => {
    const file = marked(block, mark);
    return file === undefined ? [] : [[file, block] as [string, Block]];
  });
}

/** What the new code stands on. */
const copied = ['sim', 'src', 'tsconfig.json', 'package.json', '.biome.json', '.biome'];
const copiedTests = ['attacks', 'engine', 'policies', 'support', 'house', 'tsconfig.json', 'vitest.config.ts'];

export const tool = (name: string): string => path.resolve('node_modules', name);

export interface Copy {
  readonly folder: string;
  /** Runs Node there. */
  execute(args: readonly string[]): { readonly code: number | null; readonly said: string };
  remove(): void;
}

/** The sources with all that the pages write. */
export function followedCopy(): Copy {
  const folder = mkdtempSync(path.join(tmpdir(), 'allora-sim-guide-'));
  for (const name of copied) cpSync(name, path.join(folder, name), { recursive: true });
  for (const name of copiedTests) cpSync(`test/${name}`, path.join(folder, 'test', name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  for (const [file, { text }] of filesOf('file')) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  }
  for (const [file, block] of filesOf('change')) {
    const changed = path.join(folder, file);
    writeFileSync(changed, applyChange(readFileSync(changed, 'utf8'), block));
  }
  return {
    folder,
    execute(args) {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
      return { code: status, said: `${stdout}${stderr}` };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
