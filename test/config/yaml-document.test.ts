import { describe, expect, it } from 'vitest';
import { mostScenarioBytes } from '../../src/config/scenario-schema.ts';
import { complaints, small } from './resolve.ts';

describe('a file that is no scenario', () => {
  const cases: [what: string, text: string, complaint: string][] = [
    ['empty', '', 'small.yaml:1:1 the file is empty; expected a scenario: name, topics and more.'],
    ['comments only', '# nothing\n', 'small.yaml:1:1 the file is empty; expected a scenario: name, topics and more.'],
    ['a list', '- 1\n', 'small.yaml:1:1 the file is a list; expected a scenario: a group of keys.'],
    ['a word', 'x\n', 'small.yaml:1:1 the file is "x"; expected a scenario: a group of keys.'],
    ['indented by a tab', 'name: x\n\ttopics: 1\n', 'small.yaml:2:1 a tab indents this line; expected spaces.'],
    [
      'with a key twice',
      'name: x\nname: y\n',
      'small.yaml:2:1 the key "name" stands here a second time; keep one of the two.',
    ],
    [
      'with a tag',
      'name: !secret x\n',
      'small.yaml:1:7 a YAML tag (a word with "!") stands here; expected plain values.',
    ],
    [
      'with two documents',
      `${small}---\na: 1\n`,
      'small.yaml:10:1 a second document begins here; expected one scenario per file.',
    ],
    [
      'with an alias into itself',
      'name: &a [*a]\n',
      'small.yaml:1:1 the aliases (*name) unfold into too many values, or into themselves; write the values out.',
    ],
    [
      'with an alias of nothing',
      'name: *nobody\n',
      'small.yaml:1:7 *nobody stands for nothing; expected an anchor &nobody before it.',
    ],
  ];
  it.each(cases)('is refused at the right place: %s', async (_what, text, complaint) => {
    expect(await complaints(text)).toEqual([complaint]);
  });
  it('is refused when aliases unfold into a billion values, without unfolding them', async () => {
    const level = (name: string, inner: string) =>
      `${name}: &${name} [${Array.from({ length: 10 }, () => inner).join(', ')}]\n`;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
    const bomb = names.map((name, n) => level(name, n === 0 ? 'x' : `*${names[n - 1]}`)).join('');
    expect(await complaints(bomb)).toEqual([
      'small.yaml:1:1 the aliases (*name) unfold into too many values, or into themselves; write the values out.',
    ]);
  });
  const tooDeep = 'the file is nested too deeply; expected a scenario.';
  const stairs = (levels: number) => Array.from({ length: levels }, (_, n) => `${' '.repeat(n)}k:\n`).join('');
  const deep: [what: string, text: string, place: string][] = [
    ['lists', '['.repeat(100_000), '1:51'],
    ['groups', '{a: '.repeat(20_000), '1:201'],
    ['lists by dashes', '- '.repeat(20_000), '1:101'],
    ['groups by indentation', stairs(1000), '51:51'],
    ['both', `${stairs(30)}${' '.repeat(30)}- ${'['.repeat(30)}`, '31:52'],
  ];
  it.each(deep)('is refused when it is nested without end: %s', async (_what, text, place) => {
    expect(await complaints(text)).toEqual([`small.yaml:${place} ${tooDeep}`]);
  });
  it('may be nested as deep as no scenario is, and as wide', async () => {
    for (const text of [stairs(50), `a: ${'['.repeat(49)}${']'.repeat(49)}\n`, '- [[x]]\n'.repeat(1000)]) {
      expect((await complaints(text)).join()).not.toContain(tooDeep);
    }
    const comment = `${small}${Array.from({ length: 100 }, (_, n) => `${' '.repeat(n)}# [[[\n`).join('')}`;
    expect(await complaints(comment)).toEqual([]);
    const words = small.replace('name: one', `name: one\nseed: "${'[{'.repeat(100)}"`);
    expect(await complaints(words)).toEqual([]);
  });
  it('is refused when it holds more than a scenario needs, before anything is made of it', async () => {
    expect(await complaints(`name: x\nlist: [${'1,'.repeat(200_000)}]\n`)).toEqual([
      'small.yaml:2:249999 the file holds more keys and values than any scenario needs; expected a scenario.',
    ]);
  });
  it('is refused in no time when it has very many keys, the ones nobody knows or the same', async () => {
    const keys = (name: (n: number) => string) => Array.from({ length: 40_000 }, (_, n) => `${name(n)}: 1\n`).join('');
    const before = process.cpuUsage();
    expect(await complaints(keys((n) => `k${n}`))).toHaveLength(10);
    expect(await complaints(keys(() => 'k'))).toHaveLength(10);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
  it('is refused with a key twice, however it is written', async () => {
    for (const [text, key] of [
      ['a: 1\n"a": 2\n', 'a'],
      ['1: x\n"1": y\n', '1'],
      ['{ a: 1, b: 2, a: 3 }\n', 'a'],
    ] as const) {
      expect((await complaints(text))[0]).toContain(`the key "${key}" stands here a second time; keep one of the two.`);
    }
  });
  it('is refused unparsed when it is too large', async () => {
    expect(await complaints(`# ${'x'.repeat(mostScenarioBytes)}`)).toEqual([
      'small.yaml:1:1 the file has 524290 bytes; expected at most 524288.',
    ]);
  });
});
