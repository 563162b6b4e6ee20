import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedStakesInto } from '../../sim/protocol/adjusted-stake.ts';
import { takeReports } from '../../sim/protocol/consensus.ts';
import { createListeningWorkspace, type ListeningRule, listenInto } from '../../sim/protocol/listening.ts';
import { allClose, close } from '../support/close.ts';
import { spreadNumber } from './spread-numbers.ts';

const rule: ListeningRule = {
  epsilonReputer: 0.01,
  epsilonSafeDiv: 1e-7,
  learningRate: 0.05,
  maxGradientThreshold: 0.001,
  gradientDescentMaxIters: 10,
  minStakeFraction: 0.5,
  clampListening: false,
};

function listen(
  reports: number[][],
  stakes: number[],
  start: number[],
  change: Partial<ListeningRule> = {},
  plain = false,
) {
  const [R, D] = [reports.length, reports[0].length];
  const workspace = createListeningWorkspace(R, D);
  takeReports(workspace.losses, Float64Array.from(reports.flat()), D, R, D);
  const coefficients = Float64Array.from(start);
  const scores = new Float64Array(R);
  const adjusted = new Float64Array(R);
  const outcome = listenInto(
    workspace,
    Float64Array.from(stakes),
    { ...rule, ...change },
    coefficients,
    scores,
    adjusted,
    plain,
  );
  return { coefficients, scores, adjusted, consensus: workspace.losses.consensus, ...outcome };
}

const reports = [
  [0.1, 0.3, -0.2, 0.05],
  [0.12, 0.28, -0.22, 0.06],
  [0.4, 0.1, -0.5, 0.3],
];
const stakes = [100, 200, 300];

describe('adjusted stakes', () => {
  it('are shares of the listened stake times the head count, capped at 1', () => {
    const adjusted = new Float64Array(3);
    adjustedStakesInto(Float64Array.of(1, 1, 1), Float64Array.from(stakes), 3, adjusted);
    allClose(adjusted, [0.5, 1, 1], 1e-15);
    adjustedStakesInto(Float64Array.of(1, 0.5, 0), Float64Array.from(stakes), 3, adjusted);
    allClose(adjusted, [1, 1, 0], 1e-15);
  });

  it('are as if all were listened to when nobody is', () => {
    const adjusted = new Float64Array(3);
    adjustedStakesInto(new Float64Array(3), Float64Array.from(stakes), 3, adjusted);
    allClose(adjusted, [0.5, 1, 1], 1e-15);
  });
});

describe.each([
  ['plain', true],
  ['fast', false],
])('listening coefficients, %s form', (_, plain) => {
  it('give the worked example after one round', () => {
    const { coefficients, scores, rounds } = listen(reports, stakes, [1, 1, 1], { gradientDescentMaxIters: 1 }, plain);
    expect(rounds).toBe(1);
    allClose(scores, [2.0651171775043142, 2.430226051747874, 1.5421547194583023], 1e-12);
    allClose(coefficients, [1, 1, 0.9996370704385296], 1e-12);
  });

  it('give the worked example after ten rounds', () => {
    const { coefficients, scores } = listen(reports, stakes, [1, 1, 1], {}, plain);
    allClose(scores, [2.065777037296362, 2.4311986989241694, 1.541417134805669], 1e-11);
    allClose(coefficients, [1, 0.9981961787139773, 0.9960202762262051], 1e-11);
  });

  it('stop when exactly half of the stake is listened to', () => {
    const { coefficients, rounds, listenedShare, extrapolated } = listen(reports, stakes, [0.9, 0.6, 0.35], {}, plain);
    expect(rounds).toBe(5);
    allClose(coefficients, [0.9228132602597354, 0.609506839997768, 0.2860576865815762], 1e-11);
    close(listenedShare, 0.5, 1e-15);
    expect(extrapolated).toBe(false);
  });

  it('say when a step was prolonged because too little was listened to beforehand, and clamp only where asked to', () => {
    const start = [0.1, 0.6, 0.4];
    const free = listen(reports, stakes, start, {}, plain);
    expect(free.extrapolated).toBe(true);
    expect(free.coefficients.some((a) => a < 0 || a > 1)).toBe(true);
    const clamped = listen(reports, stakes, start, { clampListening: true }, plain);
    expect(clamped.coefficients.every((a) => a >= 0 && a <= 1)).toBe(true);
  });
});

describe('the consensus', () => {
  it('is the mean weighted by adjusted stakes', () => {
    const { consensus } = listen(reports, stakes, [1, 1, 1], { gradientDescentMaxIters: 1 }, true);
    // The last evaluation moved the third coefficient by -0.001; close to the worked consensus.
    allClose(consensus, [0.228, 0.212, -0.328, 0.154], 2e-3);
  });

  it('scores a lone reputer 1/epsilon and leaves its coefficient', () => {
    const { scores, coefficients, rounds } = listen([[1, 2, 3]], [50], [0.7]);
    expect([scores[0], coefficients[0], rounds]).toEqual([100, 0.7, 1]);
  });

  it('drops what nobody reported', () => {
    const gap = Number.NaN;
    const wide = listen(
      reports.map((row) => [gap, ...row, gap]),
      stakes,
      [1, 1, 1],
    );
    const narrow = listen(reports, stakes, [1, 1, 1], {}, true);
    allClose(wide.scores, narrow.scores, 1e-12);
  });

  it('measures a left-out loss as the lowest reported, in its reputer’s own distance only', () => {
    const gap = Number.NaN;
    const { scores } = listen(
      [
        [1, gap],
        [2, 4],
        [2, 8],
      ],
      [1, 1, 1],
      [1, 1, 1],
      { gradientDescentMaxIters: 1 },
    );
    // Adjusted stakes 1; consensus 5/3 and 6, its length sqrt(25/9 + 36); the gap counts as 4.
    const norm = Math.sqrt(25 / 9 + 36);
    close(scores[0], 1 / (Math.sqrt(4 / 9 + 4) / norm + 0.01), 1e-14);
    close(scores[2], 1 / (Math.sqrt(1 / 9 + 4) / norm + 0.01), 1e-14);
  });

  it('takes a length of 0 as epsilonSafeDiv', () => {
    const { scores } = listen(
      [
        [1, -1],
        [-1, 1],
      ],
      [1, 1],
      [1, 1],
      { gradientDescentMaxIters: 1 },
    );
    close(scores[0], 1 / (Math.SQRT2 / 1e-7 + 0.01), 1e-12);
  });

  it('is the same in fast and plain form', () => {
    const number = spreadNumber(-3, 1);
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 8 })
          .chain((R) =>
            fc.tuple(
              fc.array(fc.array(number, { minLength: 12, maxLength: 12 }), { minLength: R, maxLength: R }),
              fc.array(spreadNumber(1, 1000), { minLength: R, maxLength: R }),
              fc.array(spreadNumber(0.5, 1), { minLength: R, maxLength: R }),
            ),
          ),
        ([drawn, stake, start]) => {
          const fast = listen(drawn, stake, start);
          const plain = listen(drawn, stake, start, {}, true);
          allClose(fast.coefficients, plain.coefficients, 1e-10);
          allClose(fast.scores, plain.scores, 1e-10);
          allClose(fast.adjusted, plain.adjusted, 1e-10);
          expect(fast.rounds).toBe(plain.rounds);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('is the same in fast and plain form where only some or none of those present were listened to', () => {
    const number = spreadNumber(-3, 1);
    const coefficient = fc.oneof(fc.constant(0), fc.constant(0), fc.constant(1), spreadNumber(0, 1));
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 5 })
          .chain((R) =>
            fc.tuple(
              fc.array(fc.array(number, { minLength: 12, maxLength: 12 }), { minLength: R, maxLength: R }),
              fc.array(spreadNumber(1, 1000), { minLength: R, maxLength: R }),
              fc.array(coefficient, { minLength: R, maxLength: R }),
            ),
          ),
        ([drawn, stake, start]) => {
          const once = { minStakeFraction: 0, gradientDescentMaxIters: 2 };
          const fast = listen(drawn, stake, start, once);
          const plain = listen(drawn, stake, start, once, true);
          expect(fast.broken).toBe(false);
          allClose(fast.coefficients, plain.coefficients, 1e-8);
          allClose(fast.scores, plain.scores, 1e-8);
          // Whole, with steps that are cut back or prolonged: there are numbers.
          const whole = listen(drawn, stake, start, { clampListening: true });
          expect(whole.broken).toBe(false);
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});
