import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTempo, type TempoPlan } from '../../sim/attacks/tempo.ts';

const plan: TempoPlan = { start: 10, end: 30, delay: 0, adaptivity: 0, play: 'attack' };
const strengths = (changes: Partial<TempoPlan>, from = 0, to = 40) => {
  const tempo = createTempo({ ...plan, ...changes });
  return Array.from({ length: to - from }, (_, n) => tempo.strength(from + n));
};

describe('the tempo of an attack', () => {
  it('is full from its start to its end, and nothing outside', () => {
    expect(strengths({})).toEqual([...Array(10).fill(0), ...Array(20).fill(1), ...Array(10).fill(0)]);
  });

  it('begins later by the delay of coordination, and ends when it ends', () => {
    expect(strengths({ delay: 4 }, 8, 16)).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
    expect(createTempo({ ...plan, delay: 4 }).start).toBe(14);
    expect(strengths({ delay: 25 })).toEqual(Array(40).fill(0));
  });

  it('is nothing ever when it is played honestly', () => {
    expect(strengths({ play: 'honest' })).toEqual(Array(40).fill(0));
    expect(strengths({ play: 'random' })).toEqual(strengths({}));
  });

  it('goes on without end where it has none', () => {
    expect(createTempo({ ...plan, end: Number.POSITIVE_INFINITY }).strength(1_000_000)).toBe(1);
  });

  it('falls by its adaptivity after an epoch that paid less than honest work, and rises after one that did not', () => {
    const tempo = createTempo({ ...plan, adaptivity: 0.25 });
    tempo.learn(1, 2, 12);
    expect([tempo.strength(11), tempo.strength(12), tempo.strength(13)]).toEqual([1, 0.75, 1]);
    tempo.learn(1, 2, 13);
    tempo.learn(2, 2, 14);
    expect([tempo.strength(12), tempo.strength(13), tempo.strength(14)]).toEqual([0.75, 0.5, 0.75]);
  });

  it('adapts with the delay of coordination: what is decided reaches its keys so many epochs later', () => {
    const tempo = createTempo({ ...plan, delay: 3, adaptivity: 0.5 });
    tempo.learn(0, 1, 15);
    expect([15, 16, 17, 18].map(tempo.strength)).toEqual([0.5, 0.5, 0.5, 0.5]); // nothing was decided before
    tempo.learn(0, 1, 16);
    expect([15, 16, 17, 18, 19].map(tempo.strength)).toEqual([0.5, 0.5, 0.5, 0.5, 0]);
  });

  it('without adaptivity, and of rewards that are no numbers, learns nothing', () => {
    const deaf = createTempo(plan);
    deaf.learn(0, 1, 12);
    expect(deaf.strength(12)).toBe(1);
    const puzzled = createTempo({ ...plan, adaptivity: 1 });
    puzzled.learn(Number.NaN, 1, 12);
    puzzled.learn(0, Number.NaN, 12);
    expect(puzzled.strength(12)).toBe(1);
  });

  it('stays between 0 and 1 and the same for an epoch that is over, whatever it learns', () => {
    const lessons = fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.boolean()), { maxLength: 60 });
    fc.assert(
      fc.property(lessons, fc.double({ min: 0, max: 1, noNaN: true }), (steps, adaptivity) => {
        const tempo = createTempo({ ...plan, end: 1000, adaptivity });
        const seen: number[] = [];
        steps.forEach(([own], n) => {
          const next = plan.start + n + 1;
          seen.push(tempo.strength(next - 1));
          tempo.learn(own, 0, next);
        });
        seen.forEach((strength, n) => {
          expect(strength).toBeGreaterThanOrEqual(0);
          expect(strength).toBeLessThanOrEqual(1);
          expect(tempo.strength(plan.start + n)).toBe(strength);
        });
      }),
    );
  });
});
