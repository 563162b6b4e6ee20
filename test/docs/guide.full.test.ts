import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from '../cli/command.ts';
import { commandLines, simArguments } from './commands.ts';
import { type Copy, filesOf, followedCopy, guideBlocks, tool } from './guide.ts';
import { blocksOf, marked } from './markdown.ts';

/* What docs/guide/write-a-policy.md and docs/guide/write-an-attack.md write, seen by all tools. */

let copy: Copy;
beforeAll(() => {
  copy = followedCopy();
});
afterAll(() => copy.remove());

describe('the guide to policies and attacks', () => {
  const written = filesOf('file').flatMap(([file]) => (file.endsWith('.ts') ? [file] : []));

  it('writes code that compiles', () => {
    const project = { extends: './tsconfig.json', compilerOptions: { noEmit: true }, files: written, include: [] };
    writeFileSync(path.join(copy.folder, 'tsconfig.guide.json'), JSON.stringify(project));
    expect(copy.execute([tool('typescript/bin/tsc'), '-p', 'tsconfig.guide.json'])).toEqual({ code: 0, said: '' });
  });

  it('writes code that is formatted and passes the linter', () => {
    const changed = filesOf('change').map(([file]) => file);
    const biome = [tool('@biomejs/biome/bin/biome'), 'check', '--config-path=.biome.json', ...written, ...changed];
    const { code, said } = copy.execute(biome);
    expect(code, said).toBe(0);
  });

  const commands = guideBlocks
    .filter((block) => marked(block, 'run in') !== undefined)
    .flatMap(({ page, text }) =>
      commandLines(text).map((line): [string, typeof line] => [`${page}: ${line.text}`, line]),
    );

  it.each(commands)('runs its commands: %s', (_, { words, exits }) => {
    const args = simArguments(words);
    expect(args !== undefined || words.slice(0, 2).join(' ') === 'npx vitest').toBe(true);
    const node =
      args === undefined
        ? [tool('vitest/vitest.mjs'), ...words.slice(2)]
        : ['--import', 'tsx', 'src/cli/main.ts', ...args];
    const { code, said } = copy.execute(node);
    expect(code, said).toBe(exits);
  });
});

describe('the guide to scenarios', () => {
  it('shows what its scenario comes to', async () => {
    const blocks = blocksOf('docs/guide/write-a-scenario.md');
    const file = path.join(copy.folder, 'half-noisy.yaml');
    writeFileSync(file, blocks.find(({ language }) => language === 'yaml')?.text ?? '');
    const shown = blocks.find(({ text }) => text.includes('expected of'))?.text;
    const { code, stdout } = await command(['run', file, '--check', '--no-report', '--out', copy.folder]);
    expect(code).toBe(0);
    expect(stdout).toContain(shown);
  });
});
