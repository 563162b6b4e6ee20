import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { command } from '../cli/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { applyChange } from './change.ts';
import { type Copy, filesOf, followedCopy, tool } from './guide.ts';
import { blocksOf } from './markdown.ts';

describe('the guide to policies and attacks', () => {
  let copy: Copy;
  beforeAll(() => {
    copy = followedCopy();
  });
  afterAll(() => copy.remove());

  it('writes a policy, an attack, a test and a scenario of each, and two lines in each registry', () => {
    expect(filesOf('file').map(([file]) => file.replace(/^.*\./, ''))).toEqual([
      'ts',
      'ts',
      'yaml',
      'ts',
      'ts',
      'yaml',
    ]);
    expect(filesOf('change')).toHaveLength(4);
  });

  it('writes tests that pass where its code stands in the sources', () => {
    const tests = filesOf('file').flatMap(([file]) => (file.endsWith('.test.ts') ? [file] : []));
    const { code, said } = copy.execute([
      tool('vitest/vitest.mjs'),
      'run',
      '--config',
      'test/vitest.config.ts',
      ...tests,
    ]);
    expect(code, said).toBe(0);
    expect(said).toMatch(/4 passed/);
  });
});

describe('a change that a page shows', () => {
  const change = { page: 'page.md', line: 3, language: 'diff', marks: [], text: ' one\n-two\n+2\n three\n' };
  it('is made where its lines are', () => {
    expect(applyChange('zero\none\ntwo\nthree\n', change)).toBe('zero\none\n2\nthree\n');
  });
  it('is an error where they are not, or more than once', () => {
    for (const text of ['one\nthree\n', 'one\ntwo\nthree\none\ntwo\nthree\n']) {
      expect(() => applyChange(text, change)).toThrow('page.md:3 these lines are there');
    }
  });
});

describe('the messages that the guide shows', () => {
  const messages = (page: string): string[] =>
    blocksOf(page)
      .filter(({ language, text }) => language === 'text' && text.includes('Did you mean'))
      .map(({ text }) => text);

  it('are what the program says of a setting', async () => {
    const set = 'topics.0.inferers.1.cuont=9';
    const { code, stderr } = await command(['run', 'scenarios/baseline.yaml', '--set', set]);
    expect([code, stderr]).toEqual([2, messages('docs/guide/first-run.md')[0]]);
  });

  it('are what it says of a file', async () => {
    const page = 'docs/guide/write-a-scenario.md';
    const scenario = blocksOf(page).find(({ language, text }) => language === 'yaml' && parse(text).topics)?.text ?? '';
    const folder = temporaryFolder();
    writeFileSync(`${folder}/half-noisy.yaml`, scenario.replace('policy: noisy', 'policy: noisi'));
    const { code, stderr } = await command(['validate', `${folder}/half-noisy.yaml`]);
    expect([code, stderr.replaceAll(`${folder}/`, '')]).toEqual([2, messages(page)[0]]);
  });

  it('name the version that there is', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const page = readFileSync('docs/guide/cite-a-run.md', 'utf8');
    expect(page).toContain(`allora-sim ${version} (`);
    expect(page).toContain(`version = {${version}}`);
  });
});
