import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReportedLosses, reputerScoresInto, takeReports } from '../../sim/protocol/consensus.ts';
import { createListeningWorkspace, type ListeningRule, listenInto } from '../../sim/protocol/listening.ts';
import { allClose, close } from '../support/close.ts';
import { spreadNumber } from './spread-numbers.ts';

const none = Number.NaN;
const epsilon = 0.01;
const safeNorm = 1e-7;

/** Reputer scores word by word, component by component. */
function plainScores(reports: readonly number[][], coefficients: readonly number[], stakes: readonly number[]) {
  const listened = stakes.map((stake, m) => coefficients[m] * stake).reduce((a, b) => a + b);
  const weights = stakes.map((stake, m) => Math.min((stakes.length * coefficients[m] * stake) / listened, 1));
  const columns = reports[0]
    .map((_, d) => reports.map((row) => row[d]))
    .filter((column) => column.some((x) => !Number.isNaN(x)));
  const consensus = columns.map((column) => {
    const there = column.flatMap((loss, m) => (Number.isNaN(loss) ? [] : [[loss, weights[m]]]));
    const sum = there.reduce((a, [, weight]) => a + weight, 0);
    return sum > 0 ? there.reduce((a, [loss, weight]) => a + loss * weight, 0) / sum : none;
  });
  const norm = Math.sqrt(consensus.reduce((a, x) => a + (Number.isNaN(x) ? 0 : x * x), 0)) || safeNorm;
  return reports.map((_, m) => {
    const distance = columns.reduce((a, column, d) => {
      const lowest = Math.min(...column.filter((x) => !Number.isNaN(x)));
      const own = Number.isNaN(column[m]) ? lowest : column[m];
      return a + (Number.isNaN(consensus[d]) ? 0 : (own - consensus[d]) ** 2);
    }, 0);
    return 1 / (Math.sqrt(distance) / norm + epsilon);
  });
}

const loss = fc.oneof({ weight: 3, arbitrary: spreadNumber(-3, 1) }, fc.constant(none));
const epoch = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }))
  .chain(([R, D]) =>
    fc.record({
      reports: fc.array(fc.array(loss, { minLength: D, maxLength: D }), { minLength: R, maxLength: R }),
      stakes: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: R, maxLength: R }),
      coefficients: fc.array(fc.constantFrom(0, 0.3, 0.7, 1), { minLength: R, maxLength: R }),
    }),
  )
  .filter(({ coefficients }) => coefficients.some((a) => a > 0));

describe('reputer scores', () => {
  it('are their definition whatever is left out, in one memory for all epochs', () => {
    const losses = createReportedLosses(6, 8);
    const stride = 9;
    fc.assert(
      fc.property(epoch, ({ reports, stakes, coefficients }) => {
        const [R, D] = [reports.length, reports[0].length];
        // What stands beyond an epoch's reputers and components does not count.
        const rows = new Float64Array(7 * stride).fill(77);
        reports.forEach((row, m) => {
          rows.set(row, m * stride);
        });
        const scores = new Float64Array(8).fill(-1);
        const padded = (column: readonly number[]) => Float64Array.of(...column, 500, 500);
        takeReports(losses, rows, stride, R, D);
        reputerScoresInto(losses, padded(coefficients), padded(stakes), epsilon, safeNorm, scores);
        allClose(scores, [...plainScores(reports, coefficients, stakes), -1, -1], 1e-11);
        const full = reports.every((row) => row.every((x) => !Number.isNaN(x)));
        const known = reports[0].map((_, d) => reports.filter((row) => !Number.isNaN(row[d])).length);
        expect(losses.complete).toBe(full || known.every((count) => count === 0 || count === R));
        expect(losses.components).toBe(known.filter((count) => count > 0).length);
        expect(losses.reputers).toBe(R);
      }),
      { seed: 9, numRuns: 600, endOnFailure: true },
    );
  });

  it('do not depend on what only reputers report whom nobody listens to', () => {
    const losses = createReportedLosses(3, 3);
    const reports = [1, 2, none, 3, 2, none, 5, 5, 9];
    takeReports(losses, Float64Array.from(reports), 3, 3, 3);
    const scores = new Float64Array(3);
    reputerScoresInto(losses, Float64Array.of(1, 1, 0), Float64Array.of(1, 1, 1), epsilon, safeNorm, scores);
    // Adjusted stakes 1, 1, 0: consensus (2, 2).
    const norm = Math.sqrt(8);
    allClose(scores, [1 / (1 / norm + 0.01), 1 / (1 / norm + 0.01), 1 / (Math.sqrt(18) / norm + 0.01)], 1e-14);
  });
});

const rule: ListeningRule = {
  epsilonReputer: epsilon,
  epsilonSafeDiv: safeNorm,
  learningRate: 0.05,
  maxGradientThreshold: 0.001,
  gradientDescentMaxIters: 10,
  minStakeFraction: 0.5,
  clampListening: false,
};

/** Reports of `reputers` about `components` values: the first close to the middle, the last far from it. */
const spread = (reputers: number, components: number) =>
  Array.from({ length: reputers }, (_, m) =>
    Array.from({ length: components }, (_, d) => Math.cos(d) - 0.5 + 0.1 * m * m * Math.sin(3 * d + m)),
  );

function listen(
  reports: number[][],
  stakes: number[],
  start: number[],
  change: Partial<ListeningRule> = {},
  plain = true,
) {
  const [R, D] = [reports.length, reports[0].length];
  const workspace = createListeningWorkspace(R + 1, D + 1);
  takeReports(workspace.losses, Float64Array.from(reports.flat()), D, R, D);
  const coefficients = Float64Array.of(...start, 0.123);
  const scores = new Float64Array(R + 1).fill(-1);
  const adjusted = new Float64Array(R + 1).fill(-1);
  const given = { ...rule, ...change };
  const outcome = listenInto(workspace, Float64Array.of(...stakes, 1e6), given, coefficients, scores, adjusted, plain);
  expect([coefficients[R], scores[R], adjusted[R]]).toEqual([0.123, -1, -1]);
  return { coefficients: [...coefficients.subarray(0, R)], scores: [...scores.subarray(0, R)], ...outcome };
}

describe('listening coefficients', () => {
  it('follow the numerical derivative of the stake-weighted total score', () => {
    const reports = spread(4, 6);
    const stakes = [100, 200, 50, 300];
    const start = [0.9, 1, 0.8, 0.95];
    const total = (a: readonly number[]) =>
      plainScores(reports, a, stakes).reduce((sum, score, m) => sum + stakes[m] * score, 0);
    const expected = start.map((a, l) => {
      const step = a === 1 ? -0.001 : 0.001;
      const moved = total(start.map((x, m) => (m === l ? x + step : x)));
      return Math.min(1, a + 0.05 * ((1 - total(start) / moved) / step));
    });
    for (const plain of [true, false]) {
      const found = listen(reports, stakes, start, { gradientDescentMaxIters: 1 }, plain);
      allClose(found.coefficients, expected, 1e-10);
      allClose(found.scores, plainScores(reports, start, stakes), 1e-12);
      const listened = expected.reduce((sum, a, m) => sum + a * stakes[m], 0);
      close(found.listenedShare, listened / 650, 1e-10);
    }
  });

  it('have the scores of the coefficients before the last round', () => {
    const reports = spread(3, 5);
    const stakes = [100, 200, 300];
    const two = listen(reports, stakes, [0.9, 0.9, 0.9], { gradientDescentMaxIters: 2 });
    const one = listen(reports, stakes, [0.9, 0.9, 0.9], { gradientDescentMaxIters: 1 });
    allClose(two.scores, plainScores(reports, one.coefficients, stakes), 1e-13);
  });

  it('stay within 0 and 1', () => {
    const { coefficients } = listen(spread(4, 6), [100, 100, 100, 100], [0.999, 0.9, 0.9, 1e-6], {
      learningRate: 1e5,
      minStakeFraction: 0,
      gradientDescentMaxIters: 1,
    });
    expect(Math.max(...coefficients)).toBe(1);
    expect(coefficients[3]).toBe(0);
  });

  it('of a step cut back are clamped one by one where asked to', () => {
    const start = [0.02, 0.3, 0.95, 0.1];
    const stakes = [100, 300, 30, 200];
    const once = { gradientDescentMaxIters: 1, learningRate: 0.3 };
    const free = listen(spread(4, 6), stakes, start, once);
    expect(free.coefficients.some((a) => a < 0)).toBe(true);
    expect(free.coefficients.some((a) => a > 0 && a < 1)).toBe(true);
    expect(free.coefficients.some((a) => a > 1)).toBe(true);
    close(free.listenedShare, 0.5, 1e-14);
    expect(free.extrapolated).toBe(true);
    const clamped = listen(spread(4, 6), stakes, start, { ...once, clampListening: true });
    expect(clamped.coefficients).toEqual(free.coefficients.map((a) => Math.min(1, Math.max(0, a))));
  });

  it('stay where they are when a step moves nothing, even if too little is listened to', () => {
    // Sums of powers of two: everything is exact.
    const row = [1, 2, 4];
    const same = listen([row, row], [50, 70], [0.2, 0.3]);
    expect(same.coefficients).toEqual([0.2, 0.3]);
    expect([same.rounds, same.extrapolated, same.broken]).toEqual([1, true, false]);
  });

  it('go on while any of them moves, and for all rounds where no change is too small', () => {
    const lone = listen([[1, 2]], [50], [0.7], { maxGradientThreshold: 0 });
    expect(lone.rounds).toBe(10);
    // In the first round only the third one moves: the others are held at 1.
    const worked = [
      [0.1, 0.3, -0.2, 0.05],
      [0.12, 0.28, -0.22, 0.06],
      [0.4, 0.1, -0.5, 0.3],
    ];
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
      [0, 2, 1],
    ]) {
      const pick = <T>(list: readonly T[]) => order.map((m) => list[m]);
      const first = listen(pick(worked), pick([100, 200, 300]), [1, 1, 1], { gradientDescentMaxIters: 1 });
      expect(first.coefficients.map((a) => a < 1)).toEqual(pick([false, false, true]));
      expect(listen(pick(worked), pick([100, 200, 300]), [1, 1, 1], { gradientDescentMaxIters: 2 }).rounds).toBe(2);
    }
  });

  it('say of every epoch anew whether a step was prolonged', () => {
    const workspace = createListeningWorkspace(1, 2);
    const column = () => new Float64Array(1);
    takeReports(workspace.losses, Float64Array.of(1, 2), 2, 1, 2);
    const prolonged = (start: number) =>
      listenInto(workspace, Float64Array.of(5), rule, Float64Array.of(start), column(), column()).extrapolated;
    expect([prolonged(0.2), prolonged(0.8)]).toEqual([true, false]);
  });

  it('use the fast form where it has digits, and the plain one where it lacks them', () => {
    const stakes = [100, 200, 300];
    const start = [0.9, 0.8, 0.85];
    const fast = listen(spread(3, 9), stakes, start, {}, false);
    const plain = listen(spread(3, 9), stakes, start);
    allClose(fast.coefficients, plain.coefficients, 1e-11);
    expect([...fast.coefficients, ...fast.scores]).not.toEqual([...plain.coefficients, ...plain.scores]);
    // Two reputers agree to six digits beside a third, who has the stake but is not listened to.
    const alike = [...spread(2, 9), spread(2, 9)[1].map((x) => x * (1 + 1e-6))];
    const lacking = (isPlain: boolean) =>
      listen(alike, [900, 100, 100], [0.01, 0.9, 0.9], { minStakeFraction: 0 }, isPlain);
    expect(lacking(false)).toEqual(lacking(true));
  });

  it('are the same in both forms where a small step brings a stake to its cap or off it', () => {
    const near = fc.tuple(spreadNumber(99.95, 100.05), fc.constantFrom(1, 0.9995, 0.999, 0.99));
    fc.assert(
      fc.property(fc.array(near, { minLength: 2, maxLength: 5 }), (drawn) => {
        const stakes = drawn.map(([stake]) => stake);
        const start = drawn.map(([, coefficient]) => coefficient);
        const reports = spread(drawn.length, 12);
        const fast = listen(reports, stakes, start, { gradientDescentMaxIters: 1 }, false);
        allClose(fast.coefficients, listen(reports, stakes, start, { gradientDescentMaxIters: 1 }).coefficients, 1e-11);
      }),
      { seed: 10, numRuns: 200, endOnFailure: true },
    );
  });

  it('know a consensus of length 0 and reputers who agree in the fast form too', () => {
    const row = [1, -1, 2, 4, 1];
    const opposite = listen([row, row.map((x) => -x)], [1, 1], [1, 1], { gradientDescentMaxIters: 1 }, false);
    allClose(opposite.scores, new Array(2).fill(1 / (Math.sqrt(23) / 1e-7 + 0.01)), 1e-13);
    const agreed = listen([row, row, row], [1, 2, 3], [1, 1, 1], { gradientDescentMaxIters: 1 }, false);
    allClose(agreed.scores, [100, 100, 100], 1e-8);
    allClose(agreed.coefficients, [1, 1, 1], 1e-8);
  });

  it('say when they are no numbers any more', () => {
    const stakes = [100, 200];
    expect(
      listen(
        [
          [1, 2],
          [3, 4],
        ],
        stakes,
        [1, 1],
      ).broken,
    ).toBe(false);
    expect(
      listen(
        [
          [1, 2],
          [Number.POSITIVE_INFINITY, 4],
        ],
        stakes,
        [1, 1],
      ).broken,
    ).toBe(true);
    // No score is missing, but a coefficient is.
    expect(
      listen(
        [
          [1, 2],
          [3, 4],
        ],
        stakes,
        [1, 1],
        { learningRate: Number.NaN },
      ).broken,
    ).toBe(true);
  });
});
