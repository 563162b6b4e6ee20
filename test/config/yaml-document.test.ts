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
  it('is refused when it is nested without end', async () => {
    for (const text of ['['.repeat(100_000), '{a: '.repeat(20_000)]) {
      expect((await complaints(text))[0]).toContain('the file is nested too deeply; expected a scenario.');
    }
  });
  it('is refused unparsed when it is too large', async () => {
    expect(await complaints(`# ${'x'.repeat(mostScenarioBytes)}`)).toEqual([
      'small.yaml:1:1 the file has 524290 bytes; expected at most 524288.',
    ]);
  });
});
