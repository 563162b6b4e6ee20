import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandBlocks, commandLines, freshCheckout, isCommands, runBlock, runnerOf } from './commands.ts';
import { type Block, blocksOf, marked, pages } from './markdown.ts';

const everyBlock = pages.flatMap((page) => blocksOf(page));

describe('the blocks of the documentation', () => {
  it('say what language they are in', () => {
    const silent = everyBlock.filter(({ language }) => language === '');
    expect(silent.map(({ page, line }) => `${page}:${line} say sh, yaml, ts, js or text`)).toEqual([]);
  });

  it('hold commands under sh and bash only', () => {
    const hidden = everyBlock.filter(
      (block) =>
        !isCommands(block) && /^(\$ |npm |npx |allora-sim (?!<))/m.test(block.text) && block.language !== 'text',
    );
    expect(hidden.map(({ page, line }) => `${page}:${line}`)).toEqual([]);
  });

  it('of commands are run quickly, in the full test, in another test, or by nobody for a reason that is told', () => {
    const commands = everyBlock.filter(isCommands);
    const run = (['quick', 'full', 'another test', 'nobody'] as const).flatMap((runner) => commandBlocks(runner));
    expect(run.flatMap(([, blocks]) => blocks)).toHaveLength(commands.length);
    for (const block of commands) {
      const test = marked(block, 'run in');
      if (test !== undefined) expect(readFileSync(test, 'utf8'), `${block.page}:${block.line}`).toContain(block.page);
      if (runnerOf(block) !== 'nobody') continue;
      expect(marked(block, 'not run')?.length, `${block.page}:${block.line} why is it not run?`).toBeGreaterThan(15);
    }
  });

  it('have no marks but those that mean something', () => {
    const known = /^(not run: .+|in the full test|run in: .+|run with: .+|file: .+|change: .+)$/;
    const odd = everyBlock.flatMap(({ page, line, marks }) =>
      marks.filter((mark) => !known.test(mark)).map((mark) => `${page}:${line} ${mark}`),
    );
    expect(odd).toEqual([]);
  });
});

describe('a command of a page', () => {
  const block = (text: string, marks: readonly string[] = []): Block => ({
    page: 'page.md',
    line: 7,
    language: 'sh',
    text,
    marks,
  });
  const { folder, remove } = freshCheckout('README.md');
  afterAll(remove);

  it('is read as a shell reads it', () => {
    const lines = commandLines(
      'allora-sim run a.yaml \\\n  --set "b=c d"   # why\n\n# only words\nallora-sim export RUN --where \'epoch>=10\' > x.csv # exits with 3\n',
    );
    expect(lines.map(({ words, into, exits }) => ({ words, into, exits }))).toEqual([
      { words: ['allora-sim', 'run', 'a.yaml', '--set', 'b=c d'], into: undefined, exits: 0 },
      { words: ['allora-sim', 'export', 'RUN', '--where', 'epoch>=10'], into: 'x.csv', exits: 3 },
    ]);
  });

  it('that is wrong is told with page, line and what the program said', async () => {
    await expect(runBlock(block('allora-sim run scenarios/baselin.yaml\n'), folder)).rejects.toThrow(
      /page\.md:7: allora-sim run scenarios\/baselin\.yaml\nexits with 2, not 0:\n.*there is no such file/s,
    );
    await expect(runBlock(block('allora-sim list policies # exits with 3\n'), folder)).rejects.toThrow('exits with 0');
  });

  it('of another program has to be marked', async () => {
    await expect(runBlock(block('npm start\n'), folder)).rejects.toThrow('mark it');
  });

  it('takes options that make it shorter, each command its own', async () => {
    const text = 'allora-sim list losses\nallora-sim validate scenarios/baseline.yaml\n';
    await runBlock(block(text, ['run with: validate --json']), folder);
    await expect(runBlock(block(text, ['run with: list --no-such']), folder)).rejects.toThrow('no option --no-such');
  });
});

describe.each(commandBlocks('quick'))('every command of %s', (page, blocks) => {
  let checkout: ReturnType<typeof freshCheckout>;
  beforeAll(() => {
    checkout = freshCheckout(page);
  });
  afterAll(() => checkout.remove());
  it.each(blocks.map((block): [number, Block] => [block.line, block]))(
    'does what it should, line %d',
    async (_, block) => {
      await runBlock(block, checkout.folder);
    },
  );
});
