import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classSharesInto, forecastersEntropyCounts } from '../../sim/protocol/class-shares.ts';
import { commonScale, filterForScaleInto } from '../../sim/protocol/common-scale.ts';
import { stepForecastingUtility } from '../../sim/protocol/forecasting-utility.ts';
import { effectiveNumber, modifiedEntropy, singleActorEntropy } from '../../sim/protocol/modified-entropy.ts';
import { reputerFractionsInto, workerFractionsInto } from '../../sim/protocol/reward-fractions.ts';
import { allClose, close } from '../support/close.ts';
import { spreadNumber } from './spread-numbers.ts';

const fractionsOf = (scores: number[], deviation: number, epsilon = 0.01) => {
  const fractions = new Float64Array(scores.length);
  workerFractionsInto(Float64Array.from(scores), scores.length, deviation, epsilon, 3, 0.75, fractions);
  return fractions;
};
const entropyOf = (
  fractions: ArrayLike<number>,
  smoothed = new Float64Array(fractions.length).fill(Number.NaN),
  alpha = 0.1,
) =>
  modifiedEntropy(
    Float64Array.from(fractions),
    Int32Array.from(fractions, (_, l) => l),
    fractions.length,
    smoothed,
    alpha,
    0.25,
  );

describe('reward fractions of workers', () => {
  it('give the worked example', () => {
    const fractions = fractionsOf([0.5, 0.2, -0.1], 0.2786873995477131);
    allClose(fractions, [0.8223159754369037, 0.16764060521599003, 0.010043419347106312], 1e-13);
  });

  it('are equal when scores hardly differ', () => {
    expect([...fractionsOf([5, 1, -3, 0], 0.0099)]).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(fractionsOf([5, 1, -3, 0], 0.01)[0]).toBeGreaterThan(0.5);
  });

  it('leave out who has no score', () => {
    allClose(fractionsOf([1, Number.NaN, 1], 1), [0.5, Number.NaN, 0.5], 1e-15);
  });

  it('leave out who has no score also where all are paid alike', () => {
    allClose(fractionsOf([1, Number.NaN, 5], 0.001), [0.5, Number.NaN, 0.5], 0);
  });

  it('go by the exponents alone where all merits underflow', () => {
    // Slope p / (deviation + epsilon) = 3 / 0.5.
    const fractions = fractionsOf([-9000, -1000, Number.NaN, -1000.1, -1001], 0.49);
    const merits = [1, Math.exp(-0.6), Math.exp(-6)];
    const sum = merits[0] + merits[1] + merits[2];
    allClose(fractions, [0, merits[0] / sum, Number.NaN, merits[1] / sum, merits[2] / sum], 1e-11);
  });

  it('read and write no more than the given count', () => {
    for (const [deviation, scores] of [
      [0.3, [0.5, 0.2]],
      [0.3, [-2000, -1000]],
      [0, [0.5, 0.2]],
    ] as const) {
      const longer = new Float64Array(3).fill(-1);
      workerFractionsInto(Float64Array.of(...scores, 7), 2, deviation, 0.01, 3, 0.75, longer);
      allClose(longer, [...fractionsOf([...scores], deviation), -1], 0);
    }
    const longer = new Float64Array(3).fill(-1);
    reputerFractionsInto(Float64Array.of(1, 3, 9), Float64Array.of(1, 1, 9), 2, 1, longer);
    expect([...longer]).toEqual([0.25, 0.75, -1]);
  });

  it('sum to 1 however extreme the scores', () => {
    fc.assert(
      fc.property(
        fc.array(spreadNumber(-1e4, 1e4), { minLength: 1, maxLength: 8 }),
        spreadNumber(0.01, 10),
        (scores, deviation) => {
          close(
            fractionsOf(scores, deviation).reduce((a, b) => a + b),
            1,
            1e-12,
          );
        },
      ),
      { seed: 6 },
    );
  });
});

describe('reward fractions of reputers', () => {
  const of = (p: number) => {
    const fractions = new Float64Array(2);
    reputerFractionsInto(Float64Array.of(100, 200), Float64Array.of(3, 0.5), 2, p, fractions);
    return fractions;
  };
  it('are proportional to stake times score to the power p', () => {
    allClose(of(1), [0.75, 0.25], 1e-15);
    allClose(of(3), [27 / 28, 1 / 28], 1e-14);
    const huge = new Float64Array(2);
    reputerFractionsInto(Float64Array.of(1, 1e200), Float64Array.of(1, 1), 2, 2, huge);
    expect([...huge]).toEqual([0, 1]);
    // No powers are taken for p = 1, so nothing is rounded there.
    reputerFractionsInto(Float64Array.of(0.1, 0.3), Float64Array.of(1, 1), 2, 1, huge);
    expect([...huge]).toEqual([0.1 / 0.3 / (0.1 / 0.3 + 1), 1 / (0.1 / 0.3 + 1)]);
    const withZero = new Float64Array(3);
    reputerFractionsInto(Float64Array.of(1, 0, 2), Float64Array.of(4, 9, 1), 3, 0.5, withZero);
    allClose(withZero, [Math.SQRT2 / (1 + Math.SQRT2), 0, 1 / (1 + Math.SQRT2)], 1e-14);
  });
});

describe('modified entropy', () => {
  it('gives the worked examples', () => {
    close(entropyOf([0.8223159754369037, 0.16764060521599003, 0.010043419347106312]), 0.42006844960166057, 1e-13);
    close(entropyOf([0.6, 0.4]), 0.6664449143259106, 1e-13);
    close(entropyOf([0.2, 0.3, 0.5]), 0.996471041795558, 1e-13);
  });

  it('is ln N when all earn the same, a constant for one actor and 0 for none', () => {
    close(entropyOf([0.25, 0.25, 0.25, 0.25]), Math.log(4), 1e-14);
    expect(entropyOf([1])).toBe(singleActorEntropy);
    expect(entropyOf([Number.NaN, 1])).toBe(singleActorEntropy);
    expect(entropyOf([])).toBe(0);
    expect(effectiveNumber(Float64Array.of(0.25, 0.25, 0.25, 0.25), 4)).toBe(4);
    expect(singleActorEntropy).toBe(0.173286795139986);
    expect(effectiveNumber(Float64Array.of(0.5, 0.25, 0.25, 9), 3)).toBeCloseTo(8 / 3, 14);
    expect(effectiveNumber(Float64Array.of(0.125, 0.5, 0.375), 3)).toBeCloseTo(64 / 26, 14);
  });

  it('smooths, takes the effective number before and the shares after they are made to sum to 1', () => {
    const smoothed = Float64Array.of(0.5, Number.NaN, 0.25);
    const entropy = entropyOf([0.2, 0.3, 0.5], smoothed);
    const e = [0.1 * 0.2 + 0.9 * 0.5, 0.3, 0.1 * 0.5 + 0.9 * 0.25];
    const sum = e[0] + e[1] + e[2];
    const f = e.map((x) => x / sum);
    const effective = 1 / e.reduce((a, x) => a + x * x, 0);
    allClose(smoothed, f, 1e-15);
    close(entropy, (effective / 3) ** 0.25 * -f.reduce((a, x) => a + x * Math.log(x), 0), 1e-14);
  });

  it('keeps the fractions at the actors’ registered places', () => {
    const smoothed = Float64Array.of(0.7, 0.2, Number.NaN, 0.5);
    const entropy = modifiedEntropy(Float64Array.of(0.4, 0.6, 99), Int32Array.of(1, 3, 0), 2, smoothed, 0.5, 0.25);
    // Half of 0.4 and 0.2, half of 0.6 and 0.5: 0.3 and 0.55, then made to sum to 1.
    const [a, b] = [0.3 / 0.85, 0.55 / 0.85];
    allClose(smoothed, [0.7, a, Number.NaN, b], 1e-15);
    const effective = 1 / (0.09 + 0.3025);
    close(entropy, -((effective / 2) ** 0.25) * (a * Math.log(a) + b * Math.log(b)), 1e-14);
  });

  it('has no logarithm of a share below 0', () => {
    expect(entropyOf([-0.5, 1.5])).toBeNaN();
  });

  it('keeps what an absent actor had, and is undefined for a share of 0', () => {
    const smoothed = Float64Array.of(0.5, 0.3, 0.2);
    entropyOf([0.5, Number.NaN, 0.5], smoothed);
    expect(smoothed[1]).toBe(0.3);
    expect(entropyOf([0, 1])).toBeNaN();
  });
});

describe('forecasting utility', () => {
  const step = (task: number, best: number, before = 0.2) => {
    const utility = { tau: before, chi: Number.NaN };
    stepForecastingUtility(utility, task, best, 0.1);
    return utility;
  };
  it('gives the worked example', () => {
    const { tau, chi } = step(0.3, 0.5);
    close(tau, 0.24, 1e-15);
    close(chi, 0.196, 1e-15);
  });
  it('counts only the sign when no inferer helps, also when the best score is negative', () => {
    close(step(0.3, 0).tau, 0.1 + 0.18, 1e-15);
    close(step(-0.3, -4).tau, -0.1 + 0.18, 1e-15);
  });
  it('starts anew when nothing helps', () => {
    expect(step(0, 0)).toEqual({ tau: 0, chi: 0.5 });
    expect(step(0, -1)).toEqual({ tau: 0, chi: 0.5 });
  });
  it('is between 0.1 and 0.5', () => {
    expect(step(-5, 0.1).chi).toBe(0.1);
    expect(step(100, 0.1).chi).toBe(0.5);
    expect(step(0, 1, 0).chi).toBe(0.1);
    expect(step(15, 1, 0).chi).toBe(0.5);
    close(step(9, 1, 0).chi, 0.46, 1e-14);
  });
});

describe('class shares', () => {
  const of = (f: number, g: number, h: number, chi: number) => {
    const shares = { inferers: 0, forecasters: 0, reputers: 0, gamma: 0 };
    classSharesInto(f, g, h, chi, shares);
    return shares;
  };
  it('give the worked example', () => {
    const shares = of(0.42006844960166057, 0.6664449143259106, 0.996471041795558, 0.196);
    close(shares.gamma, 2.31983400486721, 1e-13);
    close(shares.inferers, 0.37613782088265746, 1e-13);
    close(shares.forecasters, 0.14547595641798294, 1e-13);
    close(shares.reputers, 0.4783862226993595, 1e-13);
  });
  it('sum to 1, with reputers paid by their entropy alone', () => {
    const entropy = spreadNumber(1e-3, 5);
    fc.assert(
      fc.property(entropy, entropy, entropy, spreadNumber(0.1, 0.5), (f, g, h, chi) => {
        const shares = of(f, g, h, chi);
        close(shares.inferers + shares.forecasters + shares.reputers, 1, 1e-12);
        close(shares.reputers, h / (f + g + h), 1e-13);
      }),
      { seed: 7 },
    );
  });
  it('give everything to reputers when no worker counts, and nothing is defined when nobody does', () => {
    expect(of(0, 0, 2, 0.5)).toMatchObject({ inferers: 0, forecasters: 0, reputers: 1 });
    expect(of(0, 0, 0, 0.5).reputers).toBeNaN();
    expect(of(0, 0, 2, 0.5).gamma).toBe(0);
    // Forecasters alone with no weight: nothing to blend, so no finite gamma.
    expect(of(0, 1, 1, 0).gamma).toBe(Number.POSITIVE_INFINITY);
  });
  it('count forecasters only beside two inferers', () => {
    expect([forecastersEntropyCounts(2, 1), forecastersEntropyCounts(1, 3), forecastersEntropyCounts(3, 0)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('common scale', () => {
  const regrets = Float64Array.of(0.3, -0.2, 0.05, 0.1, -0.05);
  const scratch = new Float64Array(10);
  it('is 1.4826 median absolute deviations plus epsilon, or the sample deviation plus epsilon', () => {
    close(commonScale(regrets, 5, 'ratio-mad', 0.01, scratch), 0.15826, 1e-13);
    close(commonScale(regrets, 5, 'ratio-std', 0.01, scratch), 0.18506755523 + 0.01, 1e-9);
    expect(commonScale(regrets, 1, 'ratio-std', 0.01, scratch)).toBe(0.01);
  });
  it('leaves out workers without weight, unless fewer than two would be left', () => {
    const kept = new Float64Array(4).fill(-7);
    const filter = (shares: number[]) => {
      const count = filterForScaleInto(Float64Array.of(1, 2, 3), Float64Array.from(shares), 3, 1e-6, kept);
      return [...kept.subarray(0, count)];
    };
    expect(filter([0.5, 1e-6, 0.5])).toEqual([1, 3]);
    expect(filter([1, 0, Number.NaN])).toEqual([1, 2, 3]);
    expect(filter([0, 0, 1])).toEqual([1, 2, 3]);
    kept.fill(-7);
    const longer = Float64Array.of(1, 2, 3, 4);
    expect(filterForScaleInto(longer, new Float64Array(4), 3, 1e-6, kept)).toBe(3);
    expect([...kept]).toEqual([1, 2, 3, -7]);
    expect(filterForScaleInto(longer, Float64Array.of(1, 1, 1, 1), 3, 1e-6, longer.slice())).toBe(3);
  });
});
