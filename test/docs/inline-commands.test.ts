import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { commandNames } from '../../src/cli/parser-message.ts';
import { command } from '../cli/command.ts';
import { commandLines, simArguments } from './commands.ts';
import { pages, textOf } from './markdown.ts';

/** Commands within the text, between backticks: not run, but looked at. */
const inline = pages.flatMap((page) =>
  [...textOf(page).matchAll(/`((?:npm run -s sim -- |npx allora-sim |allora-sim )[^`\n]+)`/g)].map(([, text]) => ({
    where: `${page}: ${text}`,
    args: simArguments(commandLines(text)[0].words) ?? [],
  })),
);

/** Words that stand for something of the reader's: SCENARIO.yaml, KIND, ... */
const isPlaceholder = (word: string): boolean => /^[A-Z[.|]/.test(word);

describe('commands within the text', () => {
  const helpOf = new Map<string, string>();
  beforeAll(async () => {
    for (const name of commandNames) helpOf.set(name, (await command([name, '--help'])).stdout);
  });

  it('name commands and options that there are', () => {
    expect(inline.length).toBeGreaterThan(50);
    for (const { where, args } of inline) {
      const [name, ...words] = args;
      if (isPlaceholder(name) || name.startsWith('--')) continue;
      expect(commandNames, where).toContain(name);
      const options = words.filter((word) => word.startsWith('--')).map((word) => word.replace(/=.*/, ''));
      for (const option of options.filter((word) => word !== '--help')) {
        expect(helpOf.get(name), where).toMatch(new RegExp(`(?:${option}|${option.replace('--no-', '--')})\\b`));
      }
    }
  });

  it('name files of this repository that there are', () => {
    const files = inline.flatMap(({ where, args }) =>
      args
        .filter((word) => /^(scenarios|docs)\/[\w./-]+$/.test(word) && !/[A-Z]{3}/.test(word))
        .map((file) => ({ where, file })),
    );
    expect(files.length).toBeGreaterThan(30);
    expect(files.filter(({ file }) => !existsSync(file)).map(({ where }) => where)).toEqual([]);
  });
});
