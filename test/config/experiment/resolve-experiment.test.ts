import { describe, expect, it } from 'vitest';
import { complaints, experimentFile, experimentOf, resolved, validExperiment } from './read-experiment.ts';

const least = 'name: few\nscenario: ../small.yaml\n';

describe('an experiment file', () => {
  it('resolves to all that it says', () => {
    expect(experimentOf(validExperiment)).toEqual({
      name: 'noise',
      question: 'Does noise matter, and how much? It seems so.',
      scenario: 'small.yaml',
      set: [
        { path: 'epochs', value: 20 },
        { path: 'topics.0.inferers.0.count', value: 6 },
      ],
      factors: [
        {
          name: 'seats',
          paths: ['protocol.seats'],
          levels: { kind: 'values', values: [4, 8], labels: ['4', '8'], numeric: true },
        },
        {
          name: 'noise',
          paths: ['topics.0.inferers.1.factor'],
          levels: { kind: 'range', from: 1, to: 10, scale: 'log', integer: false, steps: 3 },
        },
        {
          name: 'attack',
          paths: ['attacks'],
          levels: {
            kind: 'values',
            values: [[], [{ attack: 'sybil' }]],
            labels: ['none', 'sybil'],
            numeric: false,
          },
        },
      ],
      design: { kind: 'grid' },
      replicates: 5,
      commonRandomNumbers: false,
      seed: '007',
      stop: { metric: 'skill_vs_naive', topic: 'eth', halfWidth: 0.01, most: 50 },
      metrics: ['skill_vs_naive', 'epochs'],
      onFailure: 'stop',
    });
  });
  it('needs a name and a scenario only', () => {
    expect(experimentOf(least)).toEqual({
      name: 'few',
      question: '',
      scenario: 'small.yaml',
      set: [],
      factors: [],
      design: { kind: 'grid' },
      replicates: 10,
      commonRandomNumbers: true,
      seed: '0x1F',
      stop: null,
      metrics: [],
      onFailure: 'quarantine',
    });
  });
  it("has the scenario's seed as written there, or in what the scenario extends, or the one of scenarios that say none", () => {
    expect(experimentOf('name: a\nscenario: ../heir.yaml\n').seed).toBe('0x1F');
    expect(experimentOf('name: a\nscenario: ../unseeded.yaml\n').seed).toBe('allora');
    expect(experimentOf(`${least}seed: 1e3\n`).seed).toBe('1e3');
  });
  const drawn = `${least}factors: [{ path: hub, from: 10, to: 20, integer: true }]\n`;
  it.each([
    ['latin-hypercube', { kind: 'latin-hypercube', points: 100 }],
    ['{ kind: latin-hypercube, points: 64 }', { kind: 'latin-hypercube', points: 64 }],
    ['sobol', { kind: 'sobol', base: 256 }],
    ['{ kind: sobol, base: 1024 }', { kind: 'sobol', base: 1024 }],
    ['morris', { kind: 'morris', trajectories: 10, levels: 4 }],
    ['{ kind: morris, levels: 6 }', { kind: 'morris', trajectories: 10, levels: 6 }],
    ['{ kind: list }', { kind: 'list' }],
  ])('names its design by a word or a group of keys: %s', (written, design) => {
    expect(experimentOf(`${drawn}design: ${written}\n`).design).toEqual(design);
  });
  it('sets values by a list of path=value too, read as YAML', () => {
    const { set } = experimentOf(`${least}set: [epochs=20, protocol = v0.6, 'attacks=[{ attack: sybil }]']\n`);
    expect(set).toEqual([
      { path: 'epochs', value: 20 },
      { path: 'protocol', value: 'v0.6' },
      { path: 'attacks', value: [{ attack: 'sybil' }] },
    ]);
  });
  it('calls a factor by the last key of its path, not by the number of an entry', () => {
    const paths =
      '[{ path: [topics.0.inferers.0.count, topics.0.inferers.1.count], values: [1] }, { path: attacks.0, values: [{}] }]';
    expect(experimentOf(`${least}factors: ${paths}\n`).factors.map(({ name }) => name)).toEqual(['count', 'attacks']);
  });
  it('keeps labels as written, and lets equal values share one', () => {
    const factor = 'design: list\nfactors: [{ path: hub, values: [1, 1, 2], labels: [007, 007, no] }]\n';
    expect(experimentOf(`${least}${factor}`).factors[0].levels).toMatchObject({ labels: ['007', '007', 'no'] });
  });
  it('keeps numbers as numbers only when all values are finite ones', () => {
    const numeric = (values: string) => {
      const { levels } = experimentOf(`${least}factors: [{ path: hub, values: ${values} }]\n`).factors[0];
      return levels.kind === 'values' && levels.numeric;
    };
    expect(numeric('[1, 2.5]')).toBe(true);
    expect(numeric('[1, "2"]')).toBe(false);
    expect(numeric('[1, .inf]')).toBe(false);
    expect(numeric('[1, null]')).toBe(false);
  });
  it('may set something inside of what came before', () => {
    const set = `${least}set: { attacks: [{ attack: sybil }] }\nfactors: [{ path: attacks.0.start, values: [5, 10] }]\n`;
    expect(complaints(set)).toEqual([]);
  });
  it('takes entry 1 for no part of entry 10', () => {
    const entries = '[{ name: a, path: attacks.10, values: [1] }, { name: b, path: attacks.1, values: [1] }]';
    expect(complaints(`${least}factors: ${entries}\n`)).toEqual([]);
  });
  it('tells where its settings stand', () => {
    const read = resolved(validExperiment);
    if (!read.ok) throw new Error('not valid');
    const at = (line: number, column: number) => ({ file: experimentFile, line, column });
    expect(read.places).toEqual({
      set: [at(6, 8), at(6, 20)],
      factors: [
        { whole: at(9, 5), values: [at(9, 38), at(9, 41)] },
        { whole: at(10, 5), values: [] },
        { whole: at(11, 5), values: [at(11, 45), at(11, 49)] },
      ],
      topic: at(15, 40),
    });
  });
});
