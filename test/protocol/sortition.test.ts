import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeSetInto,
  missedEpochs,
  newcomerScore,
  penalisedScore,
  updatedScore,
} from '../../sim/protocol/sortition.ts';
import { close } from '../support/close.ts';

const choose = (standing: number[], seats: number) => {
  const active = new Int32Array(standing.length);
  const submitters = Int32Array.from(standing, (_, x) => x);
  const count = activeSetInto(
    submitters,
    standing.length,
    Float64Array.from(standing),
    seats,
    new Int32Array(standing.length),
    active,
  );
  return [...active.subarray(0, count)];
};

describe('active set', () => {
  it('is everybody while there are seats', () => {
    expect(choose([3, 1, 2], 3)).toEqual([0, 1, 2]);
  });
  it('is the best by EMA score, listed by place, the earlier among equals', () => {
    expect(choose([3, 1, 2, 5], 2)).toEqual([0, 3]);
    expect(choose([1, 1, 1, 1], 2)).toEqual([0, 1]);
    expect(choose([1, 2, 1, 1], 2)).toEqual([0, 1]);
  });
  it('is chosen among those who submitted, whatever their places', () => {
    const standing = Float64Array.of(9, 1, 8, 2, 7, 3);
    const active = new Int32Array(4).fill(-1);
    const order = new Int32Array(4);
    const submitters = Int32Array.of(1, 3, 4, 5, 0, 2);
    expect(activeSetInto(submitters, 4, standing, 2, order, active)).toBe(2);
    expect([...active]).toEqual([4, 5, -1, -1]);
    expect(activeSetInto(submitters, 3, standing, 3, order, active)).toBe(3);
    expect([...active]).toEqual([1, 3, 4, -1]);
    expect(activeSetInto(submitters, 2, standing, 3, order, active)).toBe(2);
    expect([...active]).toEqual([1, 3, 4, -1]);
    expect(activeSetInto(Int32Array.of(2, 4, 5, 0), 3, standing, 2, order, active)).toBe(2);
    expect([...active.subarray(0, 2)]).toEqual([2, 4]);
  });

  it('is what sorting gives', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 40 }),
        fc.nat(40),
        (scores, seats) => {
          const expected = [...scores.keys()]
            .sort((a, b) => scores[b] - scores[a] || a - b)
            .slice(0, Math.max(1, seats));
          expect(choose(scores, Math.max(1, seats))).toEqual(expected.sort((a, b) => a - b));
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });
});

describe('EMA scores', () => {
  it('move by alpha, and start from the first value', () => {
    close(updatedScore(0.1, 5, 3), 3.2, 1e-15);
    expect(updatedScore(0.1, 5, Number.NaN)).toBe(5);
    // A constant stays constant to the last bit.
    expect(updatedScore(0.2, 0.1, 0.1)).toBe(0.1);
    expect(0.2 * 0.1 + 0.8 * 0.1).not.toBe(0.1);
  });
  it('of newcomers lie two deviations below the lowest active one', () => {
    close(newcomerScore(Float64Array.of(4, 6), 2, 2), 4 - 2 * Math.SQRT2, 1e-15);
    expect(newcomerScore(Float64Array.of(4), 1, 2)).toBe(4);
    expect(newcomerScore(Float64Array.of(6, 4, 5, -99), 3, 3)).toBe(4 - 3);
  });
  it('are pulled towards the newcomers’ score once per missed epoch', () => {
    close(penalisedScore(300, 200, 0.1, 4), 265.61, 1e-14);
    expect(penalisedScore(300, 200, 0.1, 0)).toBe(300);
  });
  it('count as missed the epochs since they were last touched', () => {
    expect(missedEpochs(100, 100, 10)).toBe(0);
    expect(missedEpochs(99, 100, 10)).toBe(1);
    expect(missedEpochs(90, 100, 10)).toBe(1);
    expect(missedEpochs(89, 100, 10)).toBe(2);
  });
});
