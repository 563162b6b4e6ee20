import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeMetric } from '../../src/suite/judge-metric.ts';
import { each, equivalent, ignored, seedsOf } from './suites.ts';

type Values = readonly (number | null)[];

function judged(rule: Parameters<typeof judgeMetric>[1], old: Values, now: Values) {
  return judgeMetric({ metric: 'skill', topic: '' }, rule, old, now, seedsOf(now.length));
}

describe('an absolute tolerance', () => {
  it('lets a value move up to itself, in both directions', () => {
    expect(judged(each('skill', 0.5), [2], [2.5]).kind).toBe('same');
    expect(judged(each('skill', 0.5), [2], [1.5]).kind).toBe('same');
    expect(judged(each('skill', 0.5), [2], [2.51]).kind).toBe('moved');
    expect(judged(each('skill', 0.5), [2], [1.49]).kind).toBe('moved');
  });

  it('of 0 lets nothing move, not by the last bit', () => {
    expect(judged(each('skill', 0), [0.1], [0.1]).kind).toBe('same');
    const moved = judged(each('skill', 0), [0.1], [0.1 + 2 ** -56]);
    expect(moved).toMatchObject({ kind: 'moved', ratio: Number.POSITIVE_INFINITY });
  });

  it('is told with what was, what is, the difference and how many times it is exceeded', () => {
    const verdict = judged(each('skill', 0.5), [2], [4]);
    expect(verdict).toMatchObject({ old: 2, new: 4, difference: 2, tolerance: 0.5, ratio: 4, seed: 'allora-1' });
  });
});

describe('a relative tolerance', () => {
  it('is a part of what the value was, whatever its sign', () => {
    expect(judged(each('skill', 0, 0.01), [-200], [-202]).kind).toBe('same');
    expect(judged(each('skill', 0, 0.01), [-200], [-202.1]).kind).toBe('moved');
    expect(judged(each('skill', 0, 0.01), [0], [1e-300]).kind).toBe('moved');
  });

  it('is added to an absolute one', () => {
    expect(judged(each('skill', 1, 0.01), [200], [203]).kind).toBe('same');
    expect(judged(each('skill', 1, 0.01), [200], [203.1]).kind).toBe('moved');
  });
});

describe('several seeds', () => {
  it('are compared one by one, and the one that moved most is shown', () => {
    const verdict = judged(each('skill', 0.1), [1, 2, 3], [1.05, 1.5, 3.2]);
    expect(verdict).toMatchObject({ kind: 'moved', seed: 'allora-2', old: 2, new: 1.5, difference: -0.5 });
  });

  it('count by how far they move beyond what each may', () => {
    const verdict = judged(each('skill', 0, 0.1), [100, 1], [109, 1.2]);
    expect(verdict).toMatchObject({ kind: 'moved', seed: 'allora-2' });
  });
});

describe('values that are not there', () => {
  it('are the same when there were none before', () => {
    expect(judged(each('skill', 0), [null, 1], [null, 1]).kind).toBe('same');
    expect(judged(equivalent('skill', 1), [null, null, null], [null, null, null]).kind).toBe('same');
  });

  it('differ from values, in one seed of many', () => {
    expect(judged(each('skill', 10), [1, 2], [1, null])).toMatchObject({
      kind: 'value-lost',
      seed: 'allora-2',
      old: 2,
    });
    expect(judged(each('skill', 10), [1, null], [1, 2])).toMatchObject({ kind: 'value-found', new: 2, old: null });
    expect(judged(equivalent('skill', 10), [1, 2, 3, null], [1, 2, 3, 4]).kind).toBe('value-found');
  });
});

describe('equivalence', () => {
  // Differences 0.1, 0.2, 0.3: mean 0.2, deviation 0.1, t(0.95, 2) = 2.919986: interval 0.2 ± 0.168585.
  const old = [1, 2, 3];
  const now = [1.1, 2.2, 3.3];

  it('asks that the 90 % interval of the mean difference lie within the margin', () => {
    const verdict = judged(equivalent('skill', 0.37), old, now);
    expect(verdict.kind).toBe('same');
    expect(verdict.difference).toBeCloseTo(0.2, 12);
    expect(verdict.low).toBeCloseTo(0.2 - 0.168585, 5);
    expect(verdict.high).toBeCloseTo(0.2 + 0.168585, 5);
    expect(judged(equivalent('skill', 0.36), old, now).kind).toBe('not-equivalent');
  });

  it('fails where the mean lies within the margin and the interval does not', () => {
    const verdict = judged(equivalent('skill', 0.25), old, now);
    expect(verdict.kind).toBe('not-equivalent');
    expect(Math.abs(verdict.difference as number)).toBeLessThan(0.25);
    expect(verdict.ratio).toBeCloseTo(0.368585 / 0.25, 4);
  });

  it('takes a relative margin of the mean that was', () => {
    expect(judged(equivalent('skill', 0, 0.19), old, now).kind).toBe('same'); // 0.38
    expect(judged(equivalent('skill', 0, 0.18), old, now).kind).toBe('not-equivalent'); // 0.36
  });

  it('of the very same values holds, and a shift of all by the same is told by its size', () => {
    expect(judged(equivalent('skill', 1e-9), old, old).kind).toBe('same');
    expect(judged(equivalent('skill', 0.5), [1, 2, 4], [1.5, 2.5, 4.5]).kind).toBe('same');
    expect(judged(equivalent('skill', 0.49), [1, 2, 4], [1.5, 2.5, 4.5]).kind).toBe('not-equivalent');
  });

  it('cannot be judged over fewer than three values', () => {
    const verdict = judged(equivalent('skill', 1), [1, 2, null, null], [1, 2, null, null]);
    expect(verdict.kind).toBe('unjudged');
    expect(verdict.reason).toBe('only 2 of 4 seeds have a value; equivalence needs 3');
  });

  it('does not depend on which side is the old one, with a margin in units of the metric', () => {
    const values = fc.array(
      fc.tuple(fc.double({ min: -10, max: 10, noNaN: true }), fc.double({ min: -10, max: 10, noNaN: true })),
      {
        minLength: 3,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(values, fc.double({ min: 1e-6, max: 20, noNaN: true }), (pairs, margin) => {
        const a = pairs.map(([value]) => value);
        const b = pairs.map(([, value]) => value);
        const there = judged(equivalent('skill', margin), a, b);
        const back = judged(equivalent('skill', margin), b, a);
        expect(back.kind).toBe(there.kind);
        expect((back.low as number) + (there.high as number)).toBe(0);
        expect((back.high as number) + (there.low as number)).toBe(0);
      }),
    );
  });
});

describe('a change', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  const tolerance = fc.double({ min: 0, max: 10, noNaN: true });

  it('larger than the tolerance is always told, in whichever seed it is, and a smaller one never', () => {
    const cases = fc.record({
      old: fc.array(value, { minLength: 1, maxLength: 6 }),
      at: fc.nat(),
      absolute: tolerance,
      relative: fc.double({ min: 0, max: 0.1, noNaN: true }),
      factor: fc.double({ min: 1e-3, max: 3, noNaN: true }).filter((factor) => Math.abs(factor - 1) > 1e-3),
      up: fc.boolean(),
    });
    fc.assert(
      fc.property(cases, ({ old, at, absolute, relative, factor, up }) => {
        const moved = at % old.length;
        const allowed = absolute + relative * Math.abs(old[moved]);
        // Below this the sum of two doubles says nothing of the difference.
        fc.pre(allowed > 1e-6);
        const now = old.map((one, s) => (s === moved ? one + (up ? 1 : -1) * factor * allowed : one));
        const verdict = judged(each('skill', absolute, relative), old, now);
        expect(verdict.kind).toBe(factor > 1 ? 'moved' : 'same');
        expect(verdict.seed).toBe(`allora-${moved + 1}`);
      }),
    );
  });

  it('is not told where the metric is ignored', () => {
    expect(judged(ignored('skill'), [1], [2]).kind).toBe('same');
  });
});
