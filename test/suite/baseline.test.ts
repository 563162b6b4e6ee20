import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/config/problem.ts';
import { type Baseline, baselineOf } from '../../src/suite/baseline.ts';
import { formatBaseline, parseBaseline } from '../../src/suite/baseline-file.ts';
import { updateOf } from '../../src/suite/update.ts';
import { baseline, each, entry, equivalent, failure, ignored, runsOf, seedsOf, stamp, suiteOf } from './suites.ts';

const suite = suiteOf(
  entry('stormy', [each('*', 0.1)], { seeds: seedsOf(2) }),
  entry('calm', [each('*', 0), ignored('noise')]),
);
const results = [runsOf({ fees: [1, 2] }), runsOf({ 'skill@eth': 0.1, 'skill@btc': null, noise: 5 })];
const first = baseline(suite, results);

function parsed(text: string): Baseline {
  const read = parseBaseline(text, 'economics.baseline.json');
  if ('problems' in read) throw new Error(read.problems.map(formatProblem).join('\n'));
  return read.baseline;
}

describe('a baseline file', () => {
  it('has a line for each metric of each scenario, sorted, and who wrote it when and why', () => {
    expect(formatBaseline(first)).toBe(`{
  "format": 1,
  "date": "2026-07-14",
  "engineVersion": "0.4.0",
  "codeHash": "c0de",
  "reason": "As the white paper has it",
  "history": [],
  "scenarios": [
    {
      "name": "calm",
      "written": "as written",
      "resolved": "as resolved",
      "seeds": ["allora"],
      "metrics": [
        {"metric":"skill","topic":"btc","values":[null]},
        {"metric":"skill","topic":"eth","values":[0.1]}
      ]
    },
    {
      "name": "stormy",
      "written": "as written",
      "resolved": "as resolved",
      "seeds": ["allora-1","allora-2"],
      "metrics": [
        {"metric":"fees","topic":"","values":[1,2]}
      ]
    }
  ]
}
`);
  });

  it('keeps every value to the last bit', () => {
    const one = suiteOf(entry('calm', [each('*', 0)]));
    fc.assert(
      fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), fc.string(), (value, reason) => {
        const written = baselineOf(one, [runsOf({ fees: value })], { ...stamp, reason });
        const read = parsed(formatBaseline(written));
        expect(read.entries[0].metrics[0].values[0]).toBe(value + 0);
        expect(read.stamp.reason).toBe(reason);
      }),
    );
  });

  it('is read as it was written, whatever the order of its parts', () => {
    const twice = baselineOf(suite, results, { ...stamp, reason: 'again' }, first);
    expect(parsed(formatBaseline(twice))).toEqual(twice);
    const file = JSON.parse(formatBaseline(twice));
    file.scenarios.reverse();
    for (const { metrics } of file.scenarios) metrics.reverse();
    expect(parsed(JSON.stringify(file))).toEqual(twice);
  });

  it.each([
    ['not JSON', (text: string) => text.slice(0, -9), /:1:1 this is not JSON: /],
    [
      'a merge left half done',
      (text: string) => text.replace('  "date"', '<<<<<<< HEAD\n  "date"'),
      /:3:1 a merge left its marks here/,
    ],
    ['of another format', (text: string) => text.replace('"format": 1', '"format": 2'), /format is 2; expected 1/],
    [
      'with a key that nobody knows',
      (text: string) => text.replace('"reason"', '"raeson"'),
      /raeson is a key that nobody knows.*Did you mean "reason"/,
    ],
    [
      'with text for a value',
      (text: string) => text.replace('[0.1]', '["0.1"]'),
      /values.0 is "0.1"; expected a number, or null/,
    ],
    ['with a value too few', (text: string) => text.replace('[1,2]', '[1]'), /more or fewer values than seeds/],
    [
      'with a scenario twice',
      (text: string) => text.replace('"stormy"', '"calm"'),
      /the scenario "calm" stands in it twice/,
    ],
    ['with a metric twice', (text: string) => text.replace('"btc"', '"eth"'), /a metric of "calm" stands in it twice/],
    ['a list', () => '[]', /the file is an empty list; expected a baseline/],
  ])('is refused when it is %s', (_, change, message) => {
    const read = parseBaseline(change(formatBaseline(first)), 'economics.baseline.json');
    expect('problems' in read ? read.problems.map(formatProblem) : []).toEqual([expect.stringMatching(message)]);
  });
});

describe('an update', () => {
  const later = { ...stamp, date: '2026-08-01', engineVersion: '0.5.0', reason: 'Fees are burnt' };
  const moved = [runsOf({ fees: [1, 3] }), results[1]];

  it('makes a first baseline', () => {
    const update = updateOf(suite, results, stamp, undefined);
    expect(update).toMatchObject({ outcome: 'made', against: [], baseline: first });
    expect(update.verdict.differences).toBe(0);
  });

  it('takes what moved into a new baseline and keeps the earlier reasons, the latest first', () => {
    const update = updateOf(suite, moved, later, first);
    expect(update.outcome).toBe('rewritten');
    expect(update.verdict.differences).toBe(1);
    expect(update.baseline?.stamp).toEqual(later);
    expect(update.baseline?.history).toEqual([stamp]);
    const third = updateOf(suite, results, { ...later, reason: 'They are not' }, update.baseline);
    expect(third.baseline?.history).toEqual([later, stamp]);
  });

  it('leaves the baseline alone when nothing moved further than it may', () => {
    const near = [runsOf({ fees: [1.05, 2] }), results[1]];
    expect(updateOf(suite, near, later, first)).toMatchObject({ outcome: 'unchanged', baseline: undefined });
    expect(updateOf(suite, results, later, first)).toMatchObject({ outcome: 'unchanged', baseline: undefined });
  });

  it('takes up scenarios that were changed, although nothing moved by it', () => {
    const other = suiteOf(suite.entries[0], { ...suite.entries[1], written: 'otherwise', resolved: 'otherwise' });
    const update = updateOf(other, results, later, first);
    expect(update).toMatchObject({ outcome: 'rewritten', verdict: { differences: 0 } });
    expect(update.baseline?.entries[0].written).toBe('otherwise');
  });

  it('is refused when a run failed, and says which', () => {
    const update = updateOf(suite, [[results[0][0], failure], results[1]], later, first);
    expect(update).toMatchObject({ outcome: 'refused', baseline: undefined, verdict: { failed: 1 } });
    expect(update.against).toEqual(['stormy has a run that failed: Epoch 3: the ledger holds too much.']);
  });

  it('is refused when a rule cannot be applied or nothing is compared: a check could never pass', () => {
    const seeds = { seeds: seedsOf(4) };
    const idle = suiteOf(entry('calm', [each('*', 0), each('burnt', 0)]));
    const refused = updateOf(idle, [runsOf({ fees: 1 })], later, undefined);
    expect(refused).toMatchObject({ outcome: 'refused', baseline: undefined });
    expect(refused.against).toEqual(['calm: burnt cannot be judged: a rule names it, but the run has no such metric']);
    const few = suiteOf(entry('calm', [equivalent('*', 1)], seeds));
    expect(updateOf(few, [runsOf({ fees: [1, 2, null, null] })], later, undefined).against).toEqual([
      'calm: fees cannot be judged: only 2 of 4 seeds have a value; equivalence needs 3',
    ]);
    const nothing = suiteOf(entry('calm', [ignored('*')]));
    expect(updateOf(nothing, [runsOf({ fees: 1 })], later, undefined).against).toEqual([
      expect.stringMatching(/^calm has no metric that is compared/),
    ]);
  });
});
