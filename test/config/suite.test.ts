import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/config/problem.ts';
import { readSuite } from '../../src/config/suite/read-suite.ts';
import { ruleOf, type Suite } from '../../src/config/suite/suite.ts';

const metrics = ['skill_vs_naive', 'skill_vs_best_single', 'reward_paid', 'consumer_fees'].map((name) => {
  return { name, unit: '1', doc: '' };
});

const valid = `# Does the economy still do what it did?
name: economics
baseline: kept/economics.baseline.json
seeds: 1
metrics: [{ metric: '*', relative: 1.0e-9, absolute: 1.0e-12 }]
scenarios:
  - scenario: small-topic.yaml
  - name: sqe-v0.6
    scenario: ../baseline.yaml
    set: { epochs: 60, protocol: v0.6 }
    seeds: 5
    metrics:
      - { metric: skill_vs_naive, topic: eth-return, equivalence: 0.01 }
      - { metric: '*', relative: 1.0e-6 }
`;

function read(text: string) {
  return readSuite(text, 'suites/economics.yaml', { metrics });
}

function suiteOf(text: string): Suite {
  const suite = read(text);
  if (!suite.ok) throw new Error(suite.problems.map(formatProblem).join('\n'));
  return suite.suite;
}

describe('a suite file', () => {
  it('says which scenarios are run how, and how far their metrics may move', () => {
    expect(suiteOf(valid)).toEqual({
      name: 'economics',
      baseline: 'suites/kept/economics.baseline.json',
      entries: [
        {
          name: 'small-topic',
          scenario: 'suites/small-topic.yaml',
          set: [],
          seeds: 1,
          ownRules: false,
          rules: [{ metric: '*', topic: '', tolerance: { kind: 'each', absolute: 1e-12, relative: 1e-9 } }],
        },
        {
          name: 'sqe-v0.6',
          scenario: 'baseline.yaml',
          set: ['epochs=60', 'protocol="v0.6"'],
          seeds: 5,
          ownRules: true,
          rules: [
            {
              metric: 'skill_vs_naive',
              topic: 'eth-return',
              tolerance: { kind: 'equivalence', absolute: 0.01, relative: 0 },
            },
            { metric: '*', topic: '', tolerance: { kind: 'each', absolute: 0, relative: 1e-6 } },
          ],
        },
      ],
    });
  });

  it('needs no more than a name and a scenario', () => {
    const { baseline, entries } = suiteOf('name: short\nscenarios: [{ scenario: a.yaml }]\n');
    expect(baseline).toBe('suites/economics.baseline.json');
    expect(entries[0].rules).toEqual([
      { metric: '*', topic: '', tolerance: { kind: 'each', absolute: 1e-12, relative: 1e-9 } },
    ]);
    expect(entries[0].seeds).toBe(1);
  });

  it('keeps a seed as it was written, and sets groups and lists', () => {
    const set = "{ seed: 007, attacks: [], 'topics.0.truth': { process: gbm, drift: .inf } }";
    const [{ set: settings }] = suiteOf(`name: x\nscenarios: [{ scenario: a.yaml, set: ${set} }]`).entries;
    expect(settings.slice(0, 2)).toEqual(['seed="007"', 'attacks=[]']);
  });

  it('may say that a metric is ignored, or give a margin as a part of what was', () => {
    const rules = "[{ metric: '*', equivalenceRelative: 0.02 }, { metric: reward_paid, ignore: true }]";
    const [entry] = suiteOf(`name: x\nscenarios: [{ scenario: a.yaml, seeds: 3, metrics: ${rules} }]`).entries;
    expect(ruleOf(entry.rules, 'skill_vs_naive', '')?.tolerance).toEqual({
      kind: 'equivalence',
      absolute: 0,
      relative: 0.02,
    });
    expect(ruleOf(entry.rules, 'reward_paid', 'eth')?.tolerance).toEqual({ kind: 'ignored' });
  });
});

/** The mistake is to be told where the mark stands, which is taken out. */
const mark = '¦';
const but = (from: string, to: string): string => {
  if (!valid.includes(from)) throw new Error(`the valid suite has no ${from}`);
  return valid.replace(from, () => to);
};

describe('a malformed suite is told where it is wrong and what is expected', () => {
  it.each([
    ['no suite', '¦', 'the file is empty; expected a suite: name, scenarios and more.'],
    ['a list', '¦- a', 'the file is a list; expected a suite: a group of keys.'],
    ['no YAML', 'name: x\nscenarios: [{ scenario: a.yaml }\n¦', /this is not YAML/],
    ['two documents', 'name: x\nscenarios: [{ scenario: a }]\n¦---\nname: y\n', /expected one suite per file/],
    ['a tab', 'name: x\nscenarios:\n¦\t- scenario: a\n', /a tab indents this line/],
    ['no name', but('name: economics\n', '¦'), /^name is missing; expected a name of letters/],
    [
      'a key misspelled',
      but('scenarios:', '¦scenarois:'),
      /scenarois is a key that nobody knows.*Did you mean "scenarios"/,
    ],
    ['a key of an entry misspelled', but('    set: {', '    ¦sets: {'), /scenarios.1.sets .*Did you mean "set"/],
    [
      'a key of a rule misspelled',
      but('equivalence: 0.01', '¦equivalent: 0.01'),
      /equivalent is a key.*Did you mean "equivalence"/,
    ],
    ['a key twice', but('seeds: 1\n', 'seeds: 1\n¦seeds: 2\n'), /"seeds" stands here a second time/],
    [
      'no scenarios',
      'name: x\nscenarios: ¦[]\n',
      'scenarios is an empty list; expected a list of at least one scenario.',
    ],
    [
      'a scenario that is a word',
      'name: x\nscenarios: [¦a.yaml]\n',
      /scenarios.0 is "a.yaml"; expected an entry of the suite/,
    ],
    [
      'an entry without a file',
      but('- scenario: small-topic.yaml', '- ¦{ name: small }'),
      /scenarios.0.scenario is missing; expected a scenario file/,
    ],
    [
      'a name of blanks',
      but('name: sqe-v0.6', 'name: ¦sqe v0.6'),
      /scenarios.1.name is "sqe v0.6"; expected a name of letters/,
    ],
    [
      'no seeds',
      but('seeds: 5', 'seeds: ¦0'),
      'scenarios.1.seeds is 0; expected a whole number, at least 1 and at most 1000 (seeds).',
    ],
    ['half a seed', but('seeds: 1\n', 'seeds: ¦1.5\n'), /seeds is 1.5; expected a whole number/],
    [
      'settings as a list',
      but('{ epochs: 60, protocol: v0.6 }', '¦[epochs=60]'),
      /set is a list; expected values in place of the scenario’s by their paths/,
    ],
    [
      'a metric that there is not',
      but('metric: skill_vs_naive', 'metric: ¦skill_vs_niave'),
      /expected one of .*Did you mean "skill_vs_naive"/,
    ],
    [
      'a negative tolerance',
      but('relative: 1.0e-6', 'relative: ¦-1.0e-6'),
      /relative is -0.000001; expected a number, at least 0/,
    ],
    [
      'a margin of nothing',
      but('equivalence: 0.01', 'equivalence: ¦0'),
      /equivalence is 0; expected a number, more than 0/,
    ],
    [
      'a tolerance in words',
      but('relative: 1.0e-6', 'relative: ¦1%'),
      /relative is "1%"; expected a number, at least 0/,
    ],
    ['a tolerance without end', but('relative: 1.0e-6', 'relative: ¦.inf'), /relative is Infinity; expected a number/],
    [
      'a rule without a tolerance',
      but("{ metric: '*', relative: 1.0e-6 }", "¦{ metric: '*' }"),
      /metrics.1 does not say how far "\*" may move; expected absolute, relative/,
    ],
    [
      'two kinds of tolerance',
      but('equivalence: 0.01', 'relative: 1, ¦equivalence: 0.01').replace(
        'relative: 1, ¦equivalence: 0.01',
        'relative: 1, equivalence: ¦0.01',
      ),
      /has both relative and equivalence/,
    ],
    [
      'a tolerance of what is ignored',
      but('relative: 1.0e-6', 'relative: 1.0e-6, ignore: ¦true'),
      /has both relative and ignore/,
    ],
    ['ignore: false', but('relative: 1.0e-6', 'ignore: ¦false'), /ignore is false; expected true/],
    [
      'two rules for a metric',
      but(
        "- { metric: '*', relative: 1.0e-6 }",
        "- { metric: '*', relative: 1.0e-6 }\n      - ¦{ metric: '*', absolute: 1 }",
      ),
      /metrics.2 is a second rule for "\*"/,
    ],
    [
      'no rules',
      but("[{ metric: '*', relative: 1.0e-9, absolute: 1.0e-12 }]", '¦[]'),
      /metrics is an empty list; expected a list of at least one rule/,
    ],
    [
      'equivalence over two seeds',
      but('seeds: 5', 'seeds: 2').replace('equivalence: 0', 'equivalence: ¦0'),
      /equivalence needs seeds: 3 or more; "sqe-v0.6" has 2/,
    ],
    [
      'equivalence for all, where one has one seed',
      but('relative: 1.0e-9, absolute: 1.0e-12', 'equivalence: ¦1'),
      /^metrics.0.equivalence needs seeds: 3 or more; "small-topic" has 1/,
    ],
    [
      'two entries of one name',
      but('name: sqe-v0.6', 'name: ¦small-topic'),
      /scenarios.1.name is "small-topic", as another entry is called/,
    ],
    [
      'a file twice without a name',
      but('  - name: sqe', '  - scenario: ¦../other/small-topic.yml\n  - name: sqe'),
      /scenarios.1.name is missing; without one the entry is called "small-topic"/,
    ],
    [
      'a baseline that is no JSON',
      but('kept/economics.baseline.json', '¦economics.yaml'),
      /baseline is "economics.yaml"; expected a file whose name ends in .json/,
    ],
  ])('%s', (_, marked, message) => {
    const before = marked.slice(0, marked.indexOf(mark)).split('\n');
    const result = read(marked.replace(mark, ''));
    const [problem] = result.ok ? [] : result.problems.map((one) => ({ ...one, text: formatProblem(one) }));
    expect(problem).toMatchObject({
      file: 'suites/economics.yaml',
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    });
    const said = problem.text.replace(/^[^ ]+ /, '');
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it('up to ten things at once', () => {
    const rules = Array.from({ length: 15 }, (_, n) => `{ metric: wrong_${n}, absolute: 1 }`).join(', ');
    const result = read(`name: x\nmetrics: [${rules}]\nscenarios: [{ scenario: a.yaml }]`);
    expect(result.ok ? 0 : result.problems.length).toBe(10);
  });
});
