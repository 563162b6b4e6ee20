import { describe, expect, it } from 'vitest';
import { fakeFiles } from './fake-files.ts';
import { complaints, resolvedOf, scenarioOf, small } from './resolve.ts';

const base = `${small}seed: 007
protocol: { profile: v0.6, seats: 5 }
record: { epochs: { every: 10 }, actors: { every: 20 } }
`;
const files = fakeFiles({ 'base.yaml': base });

describe('a scenario that extends another', () => {
  it('has all that the other says, and what it says itself', async () => {
    const scenario = await scenarioOf('extends: base.yaml\nname: other\nepochs: 7\n', {}, files);
    expect(scenario).toMatchObject({ name: 'other', epochs: 7, seed: '007', topics: [{ name: 'eth' }] });
  });
  it('merges groups key by key', async () => {
    const scenario = await scenarioOf(
      'extends: base.yaml\nprotocol: { seats: 6 }\nrecord: { actors: { every: 3 } }\n',
      {},
      files,
    );
    expect(scenario.protocol).toMatchObject({ profile: 'v0.6', weights: 'clamped', seats: 6 });
    expect(scenario.record).toEqual({ epochs: { every: 10 }, actors: { every: 3 }, chain: { every: null } });
  });
  it('takes a word for the group that it stands for', async () => {
    const word = fakeFiles({ 'base.yaml': `${small}protocol: v0.6\n` });
    const { protocol } = await scenarioOf('extends: base.yaml\nprotocol: { seats: 6 }\n', {}, word);
    expect(protocol).toMatchObject({ profile: 'v0.6', seats: 6, weights: 'clamped' });
  });
  it('replaces lists and words whole', async () => {
    const topics = small.slice(small.indexOf('topics:')).replace('count: 4', 'count: 9');
    const scenario = await scenarioOf(`extends: base.yaml\nprotocol: v0.17\n${topics}`, {}, files);
    expect(scenario.topics).toHaveLength(1);
    expect(scenario.topics[0].inferers[0].count).toBe(9);
    expect(scenario.protocol).toMatchObject({ profile: 'v0.17', seats: 32 });
  });
  it('resolves to a scenario that extends nothing', async () => {
    const { yaml, scenario } = await resolvedOf('extends: base.yaml\n', {}, files);
    expect(yaml).not.toContain('extends');
    expect(await scenarioOf(yaml)).toEqual(scenario);
  });
  it('can be changed from the command line, in what it says and in what the other says', async () => {
    const set = ['protocol.seats=9', 'topics.0.inferers.0.count=1', 'record.epochs.every=2'];
    const scenario = await scenarioOf('extends: base.yaml\nepochs: 3\n', { set }, files);
    expect(scenario.protocol.seats).toBe(9);
    expect(scenario.topics[0].inferers[0].count).toBe(1);
    expect(scenario.record).toEqual({ epochs: { every: 2 }, actors: { every: 20 }, chain: { every: null } });
  });
  it('may go on over several files in several folders', async () => {
    const several = fakeFiles({
      'a/middle.yaml': 'extends: ../b/deep/base.yaml\nepochs: 8\nseed: middle\n',
      'b/deep/base.yaml': base,
    });
    const scenario = await scenarioOf('extends: ./a/x/../middle.yaml\nseed: top\n', {}, several);
    expect(scenario).toMatchObject({ seed: 'top', epochs: 8, name: 'one' });
  });
});

describe('a mistake in a scenario that extends another', () => {
  const wrong = fakeFiles({
    'sub/base.yaml': base.replace('seats: 5', 'seats: 0').replace('policy: noisy', 'policy: nosiy'),
    'folder.yaml': 'name: [\n',
    'list.yaml': '- 1\n',
    'large.yaml': `#${'x'.repeat(600_000)}`,
    'a.yaml': 'extends: b.yaml\n',
    'b.yaml': 'name: b\nextends: small.yaml\n',
    'itself.yaml': 'extends: itself.yaml\n',
  });
  it('is told at the place in the file where the value stands', async () => {
    expect(await complaints('extends: sub/base.yaml\nepochs: 0\n', {}, wrong)).toEqual([
      'small.yaml:2:9 epochs is 0; expected a whole number, at least 1 and at most 10000000 (epochs per topic).',
      'sub/base.yaml:7:19 topics.0.inferers.1.policy is "nosiy"; expected one of honest, noisy, specialist. Did you mean "noisy"?',
      'sub/base.yaml:11:35 protocol.seats is 0; expected a whole number, at least 1 and at most 1000 (seats).',
    ]);
  });
  it('is told of values that are wrong together, in the file that holds them', async () => {
    const far = fakeFiles({ 'base.yaml': small.replace('count: 4', 'count: 4, joins: 5, leaves: 3') });
    expect(await complaints('extends: base.yaml\n', {}, far)).toEqual([
      'base.yaml:6:55 topics.0.inferers.0.leaves is 3; expected more than joins, 5.',
    ]);
  });
  const cases: [what: string, text: string, complaint: string][] = [
    [
      'a file that is not there',
      'extends: nope.yaml\n',
      'small.yaml:1:10 extends is "nope.yaml", which cannot be read: there is no such file.',
    ],
    [
      'a file that is too large',
      'extends: large.yaml\n',
      'small.yaml:1:10 extends is "large.yaml", which cannot be read: the file is too large.',
    ],
    [
      'no path',
      'name: x\nextends: [a]\n',
      'small.yaml:2:10 extends is a list; expected a scenario file, relative to this one.',
    ],
    ['a file that is no YAML', 'extends: folder.yaml\n', 'folder.yaml:2:1 this is not YAML: '],
    ['a file that is no scenario', 'extends: list.yaml\n', 'list.yaml:1:1 the file is a list; expected a scenario'],
    [
      'a circle',
      'extends: a.yaml\n',
      'b.yaml:2:10 extends leads back to where it began: small.yaml -> a.yaml -> b.yaml -> small.yaml.',
    ],
    [
      'itself',
      'extends: ./small.yaml\n',
      'small.yaml:1:10 extends leads back to where it began: small.yaml -> small.yaml.',
    ],
    [
      'one that extends itself',
      'extends: itself.yaml\n',
      'itself.yaml:1:10 extends leads back to where it began: small.yaml -> itself.yaml -> itself.yaml.',
    ],
  ];
  it.each(cases)('is told where it stands: %s', async (_what, text, complaint) => {
    const found = await complaints(text, {}, wrong);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(complaint);
  });
  it('is a chain of more than eight files', async () => {
    const chain = (last: number) =>
      fakeFiles(
        Object.fromEntries(
          Array.from({ length: last }, (_, n) => [
            `${n + 2}.yaml`,
            n + 2 === last + 1 ? small : `extends: ${n + 3}.yaml\n`,
          ]),
        ),
      );
    expect(await complaints('extends: 2.yaml\n', {}, chain(7))).toEqual([]);
    expect(await complaints('extends: 2.yaml\n', {}, chain(8))).toEqual([
      '8.yaml:1:10 extends makes the chain of files too long; expected at most 8 files that extend each other.',
    ]);
  });
  it('is to set it from outside', async () => {
    expect(await complaints(small, { set: ['extends=base.yaml'] }, files)).toEqual([
      '--set extends=base.yaml:1:1 extends cannot be set from outside; name the file that extends it instead.',
    ]);
  });
  it('is that no files can be read', async () => {
    expect(await complaints('extends: base.yaml\n')).toEqual([
      'small.yaml:1:10 extends is "base.yaml", which cannot be read: no files can be read here.',
    ]);
  });
  it('does not reach the language’s own objects', async () => {
    const trap = fakeFiles({ 'base.yaml': `${small}__proto__: { hacked: 1 }\n` });
    expect(await complaints('extends: base.yaml\n__proto__: { hacked: 2 }\n', {}, trap)).toHaveLength(1);
    expect(({} as Record<string, unknown>).hacked).toBeUndefined();
  });
});
