import { describe, expect, it } from 'vitest';
import type { ExpectedMetric, SummaryMetric } from '../../sim/index.ts';
import { evaluateReplicates, evaluateRun, expectedInWords } from '../../src/expect/evaluate.ts';

const expectation = (changes: Partial<ExpectedMetric>): ExpectedMetric => ({
  metric: 'skill',
  topic: '',
  sign: null,
  above: null,
  below: null,
  seeds: 1,
  than: '',
  ...changes,
});
const metric = (value: number | null, topic = 'eth', name = 'skill'): SummaryMetric => ({
  name,
  value,
  unit: '1',
  topic,
});
const runs = (...values: (number | null)[]) => values.map((value) => [metric(value)]);

describe('an expectation about one run', () => {
  it.each([
    [{ sign: 'positive' }, 0.1, true],
    [{ sign: 'positive' }, 0, false],
    [{ sign: 'negative' }, -0.1, true],
    [{ sign: 'negative' }, 0.1, false],
    [{ above: 2 }, 2.5, true],
    [{ above: 2 }, 2, false],
    [{ below: 2 }, 1.5, true],
    [{ above: 1, below: 2 }, 1.5, true],
    [{ above: 1, below: 2 }, 2.5, false],
  ] as [Partial<ExpectedMetric>, number, boolean][])('%j: a value of %f is met: %s', (changes, value, met) => {
    expect(evaluateRun([expectation(changes)], [metric(value)])).toMatchObject([
      { met, mean: value, low: value, high: value, n: 1 },
    ]);
  });
  it('holds for every topic that has the metric, or for the one that it names', () => {
    const metrics = [metric(1, 'eth'), metric(-1, 'btc'), metric(5, 'btc', 'other')];
    const all = evaluateRun([expectation({ sign: 'positive' })], metrics);
    expect(all.map(({ topic, met }) => [topic, met])).toEqual([
      ['eth', true],
      ['btc', false],
    ]);
    const one = evaluateRun([expectation({ sign: 'positive', topic: 'eth' })], metrics);
    expect(one.map(({ topic, met }) => [topic, met])).toEqual([['eth', true]]);
  });
  it('is not met by a metric without a value or that the run does not have', () => {
    expect(evaluateRun([expectation({ sign: 'positive' })], [metric(null)])).toMatchObject([
      { met: false, mean: null, n: 0, reason: 'no value' },
    ]);
    expect(evaluateRun([expectation({ sign: 'positive', topic: 'sol' })], [metric(1)])).toMatchObject([
      { met: false, reason: 'this run has no metric skill of topic sol' },
    ]);
  });
  it('is left open when it takes more than one run', () => {
    const open = [
      expectation({ seeds: 20 }),
      expectation({ than: 'a.yaml' }),
      expectation({ than: 'a.yaml', seeds: 9 }),
    ];
    expect(evaluateRun(open, [metric(1)]).map(({ met, reason }) => [met, reason])).toEqual([
      [null, 'needs 20 seeds: --check'],
      [null, 'needs a run of a.yaml: --check'],
      [null, 'needs 9 seeds of a.yaml: --check'],
    ]);
  });
});

describe('an expectation about several seeds', () => {
  it('asks for the whole interval, not for the mean alone', () => {
    // Mean 2, interval -0.48 to 4.48.
    const [wide] = evaluateReplicates(expectation({ sign: 'positive', seeds: 3 }), runs(1, 2, 3));
    expect(wide).toMatchObject({ met: false, mean: 2, n: 3 });
    expect(wide.low).toBeCloseTo(-0.484, 3);
    const [narrow] = evaluateReplicates(expectation({ sign: 'positive', seeds: 3 }), runs(1.9, 2, 2.1));
    expect(narrow.met).toBe(true);
    const [bounded] = evaluateReplicates(expectation({ above: 1, below: 2.1, seeds: 3 }), runs(1.9, 2, 2.1));
    expect(bounded.met).toBe(false);
  });
  it('is not met where a run has no value', () => {
    const [verdict] = evaluateReplicates(expectation({ sign: 'positive', seeds: 4 }), runs(1, 1, null, 1));
    expect(verdict).toMatchObject({ met: false, mean: 1, n: 3, reason: 'no value in 1 of 4 runs' });
  });
  it('pairs the differences to another scenario by seed', () => {
    // Levels vary by ten, the differences are 1, 1.1 and 0.9: pairing makes them clear.
    const own = runs(11, 21.1, 30.9);
    const other = runs(10, 20, 30);
    const [verdict] = evaluateReplicates(expectation({ sign: 'positive', seeds: 3, than: 'a.yaml' }), own, other);
    expect(verdict.met).toBe(true);
    expect(verdict.mean).toBeCloseTo(1, 12);
    const [mixed] = evaluateReplicates(expectation({ sign: 'positive', seeds: 3, than: 'a.yaml' }), own, [
      ...other.slice(1),
      other[0],
    ]);
    expect(mixed.met).toBe(false);
  });
  it('compares with the other scenario’s only topic when that is called otherwise, and says when it has none', () => {
    const than = expectation({ sign: 'positive', than: 'a.yaml' });
    expect(evaluateReplicates(than, runs(2), [[metric(1, 'btc')]])).toMatchObject([{ met: true, mean: 1 }]);
    expect(evaluateReplicates(than, runs(2), [[metric(1, 'btc'), metric(1, 'sol')]])).toMatchObject([
      { met: false, reason: 'a.yaml has no metric skill of topic eth' },
    ]);
  });
});

describe('expectedInWords', () => {
  it('says what is expected', () => {
    const words = [{ sign: 'negative' as const }, { above: 0.1 }, { below: 3 }, { above: 1, below: 2 }];
    expect(words.map((changes) => expectedInWords(expectation(changes)))).toEqual([
      'negative',
      'above 0.1',
      'below 3',
      'between 1 and 2',
    ]);
  });
});
