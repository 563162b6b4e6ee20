import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../src/suite/differences.ts';
import { judge } from '../../src/suite/judge.ts';
import { baseline, each, entry, equivalent, failure, ignored, runsOf, seedsOf, suiteOf } from './suites.ts';

const all = [each('*', 0)];
const plain = suiteOf(entry('calm', all), entry('stormy', all));
const results = [runsOf({ 'skill@eth': 1, fees: 2 }), runsOf({ fees: 3 })];
const before = baseline(plain, results);

/** `calm skill@eth moved`, one per difference. */
function told(verdict: ReturnType<typeof judge>): string[] {
  return differencesOf(verdict).map(({ entry: { name, kind }, metric }) => {
    if (metric === null) return `${name} ${kind}`;
    return `${name} ${metric.metric}${metric.topic === '' ? '' : `@${metric.topic}`} ${metric.kind}`;
  });
}

describe('a suite whose runs come to what they came to', () => {
  it('has no differences, and counts what was compared', () => {
    const verdict = judge(plain, before, results);
    expect(verdict).toMatchObject({ suite: 'economics', compared: 3, differences: 0, failed: 0 });
    expect(verdict.since.reason).toBe('As the white paper has it');
  });
});

describe('each kind of difference is told', () => {
  it('a value that moved', () => {
    const verdict = judge(plain, before, [runsOf({ 'skill@eth': 1.1, fees: 2 }), results[1]]);
    expect(told(verdict)).toEqual(['calm skill@eth moved']);
    expect(verdict.differences).toBe(1);
  });

  it('a metric that appears', () => {
    expect(told(judge(plain, before, [results[0], runsOf({ fees: 3, burnt: 0 })]))).toEqual(['stormy burnt appeared']);
  });

  it('a metric that disappears, of one topic', () => {
    expect(told(judge(plain, before, [runsOf({ fees: 2 }), results[1]]))).toEqual(['calm skill@eth disappeared']);
  });

  it('a value where there was none, and none where there was one; NaN and infinities are none', () => {
    const none = [runsOf({ 'skill@eth': null, fees: 2 }), results[1]];
    expect(told(judge(plain, before, none))).toEqual(['calm skill@eth value-lost']);
    expect(told(judge(plain, baseline(plain, none), results))).toEqual(['calm skill@eth value-found']);
    const nan = [runsOf({ 'skill@eth': Number.NaN, fees: Number.POSITIVE_INFINITY }), results[1]];
    expect(told(judge(plain, before, nan))).toEqual(['calm fees value-lost', 'calm skill@eth value-lost']);
  });

  it('a scenario that fails, beside what differs elsewhere', () => {
    const verdict = judge(plain, before, [[failure], runsOf({ fees: 4 })]);
    expect(told(verdict)).toEqual(['calm failed', 'stormy fees moved']);
    expect(verdict).toMatchObject({ failed: 1, differences: 1 });
    expect(verdict.entries[0].error).toBe('Epoch 3: the ledger holds too much.');
  });

  it('a scenario of which one run of several fails', () => {
    const suite = suiteOf(entry('calm', all, { seeds: seedsOf(2) }));
    const two = [runsOf({ fees: [1, 2] })];
    const verdict = judge(suite, baseline(suite, two), [[two[0][0], failure]]);
    expect(told(verdict)).toEqual(['calm failed']);
  });

  it('a scenario new in the suite, and one gone from it', () => {
    const other = suiteOf(plain.entries[0], entry('windy', all));
    const verdict = judge(other, before, results);
    expect(told(verdict)).toEqual(['stormy gone', 'windy new']);
    expect(verdict.differences).toBe(2);
  });

  it('a scenario with other seeds', () => {
    const other = suiteOf(plain.entries[0], entry('stormy', all, { seeds: seedsOf(3) }));
    expect(told(judge(other, before, [results[0], runsOf({ fees: [3, 3, 3] })]))).toEqual(['stormy other-seeds']);
    const renamed = suiteOf(plain.entries[0], entry('stormy', all, { seeds: ['else'] }));
    expect(told(judge(renamed, before, results))).toEqual(['stormy other-seeds']);
  });

  it('a metric that the suite no longer looks at', () => {
    const other = suiteOf(entry('calm', [...all, ignored('fees')]), plain.entries[1]);
    expect(told(judge(other, before, results))).toEqual(['calm fees dropped']);
  });

  it('a scenario of which nothing is compared', () => {
    const nothing = suiteOf(entry('calm', [each('burnt', 0)], { ownRules: false }), plain.entries[1]);
    const verdict = judge(nothing, baseline(nothing, results), results);
    expect(told(verdict)).toEqual(['calm nothing-compared']);
  });

  it('a rule of a scenario’s own about a metric that its runs do not have', () => {
    const idle = suiteOf(entry('calm', [...all, each('burnt', 0)]), plain.entries[1]);
    expect(told(judge(idle, before, results))).toEqual(['calm burnt unjudged']);
    const topic = suiteOf(entry('calm', [...all, each('skill', 0, 0, 'btc')]), plain.entries[1]);
    expect(told(judge(topic, before, results))).toEqual(['calm skill@btc unjudged']);
    const shared = suiteOf(entry('calm', [...all, each('burnt', 0)], { ownRules: false }), plain.entries[1]);
    expect(told(judge(shared, before, results))).toEqual([]);
  });
});

describe('the most specific rule counts', () => {
  const rules = [each('*', 0), each('skill', 1), each('skill', 2, 0, 'eth'), each('*', 3, 0, 'btc')];
  const suite = suiteOf(entry('calm', rules));
  const old = baseline(suite, [runsOf({ 'skill@eth': 0, 'skill@btc': 0, 'fees@btc': 0, fees: 0 })]);

  it.each([
    ['name and topic', 'skill@eth', 2],
    ['name', 'skill@btc', 1],
    ['topic', 'fees@btc', 3],
    ['neither', 'fees', 0],
  ])('by %s', (_, name, allowed) => {
    const at = (value: number) => {
      const values = { 'skill@eth': 0, 'skill@btc': 0, 'fees@btc': 0, fees: 0, [name]: value };
      return told(judge(suite, old, [runsOf(values)]));
    };
    expect(at(allowed)).toEqual([]);
    expect(at(allowed + 0.5)).toEqual([`calm ${name} moved`]);
  });

  it('in whichever order the rules stand', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: 4 }), fc.constantFrom(0.5, 1.5, 2.5, 3.5), (order, value) => {
        const values = [runsOf({ 'skill@eth': value, 'skill@btc': value, 'fees@btc': value, fees: value })];
        const shuffled = suiteOf(entry('calm', order));
        expect(told(judge(shuffled, old, values)).sort()).toEqual(told(judge(suite, old, values)).sort());
      }),
    );
  });
});

describe('what became of the scenario itself', () => {
  const changed = (more: { written?: string; resolved?: string }) =>
    judge(suiteOf(entry('calm', all, more), plain.entries[1]), before, results).entries[0].scenarioChange;

  it('is told apart: its text, only what that resolves to, or nothing', () => {
    expect(changed({})).toBe('none');
    expect(changed({ written: 'otherwise', resolved: 'otherwise' })).toBe('written');
    expect(changed({ resolved: 'otherwise' })).toBe('resolved');
  });

  it('is no difference while nothing moved', () => {
    const suite = suiteOf(entry('calm', all, { written: 'otherwise' }), plain.entries[1]);
    expect(judge(suite, before, results).differences).toBe(0);
  });
});

describe('the order', () => {
  it('of entries, metrics and rows of the baseline is irrelevant', () => {
    const entries = ['a', 'b', 'c', 'd'].map((name) => entry(name, all));
    const values = entries.map((_, e) => ({ 'skill@eth': e, 'skill@btc': -e, fees: e % 2 === 0 ? null : 7 }));
    const old = baseline(suiteOf(...entries), values.map(runsOf));
    const now = values.map((one, e) => runsOf({ ...one, 'skill@btc': e === 2 ? 9 : one['skill@btc'] }));
    const verdict = judge(suiteOf(...entries), old, now);
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), fc.boolean(), (order, reversed) => {
        const shuffled = suiteOf(...order.map((e) => entries[e]));
        const runs = order.map((e) =>
          now[e].map((run) =>
            run.status === 'done' && reversed ? { ...run, metrics: [...run.metrics].reverse() } : run,
          ),
        );
        expect(judge(shuffled, { ...old, entries: [...old.entries].reverse() }, runs)).toEqual(verdict);
        expect(baseline(shuffled, runs)).toEqual(baseline(suiteOf(...entries), now));
      }),
    );
  });

  it('of what is told is: entries as a whole, values that came or went, the furthest moves, then metrics', () => {
    const suite = suiteOf(entry('calm', [each('*', 0.1), equivalent('x', 1)], { ownRules: false }), entry('new', all));
    const old = baseline(suiteOf(suite.entries[0]), [runsOf({ a: 1, b: 1, c: 1, d: null })]);
    const verdict = judge(suite, old, [runsOf({ a: 1.2, b: 3, e: 1, d: 1 }), runsOf({ a: 1 })]);
    expect(told(verdict)).toEqual([
      'new new',
      'calm d value-found',
      'calm b moved',
      'calm a moved',
      'calm c disappeared',
      'calm e appeared',
    ]);
  });
});
