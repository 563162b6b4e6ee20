import { describe, expect, it } from 'vitest';
import type { LossBundle, SynthesisInput, WeightRule } from './index.ts';
import {
  activeUpdate,
  big,
  clampedWeight,
  commonScale,
  exponentialMovingAverage,
  forecasterScores,
  initialRegretAfter,
  isExperienced,
  laterInitialRegretAfter,
  listening,
  livenessPenalty,
  loss,
  medianAbsoluteDeviation,
  missedEpochs,
  networkLosses,
  newcomerScore,
  outlierFilter,
  paidEpochsAfter,
  quantile,
  ratioWeight,
  regretsForScale,
  reputerFractions,
  scoreWindow,
  smoothed,
  split,
  standardDeviation,
  synthesize,
  updatedRegret,
  utility,
  weightedPercentile,
  workerFractions,
} from './index.ts';

const bigs = (...values: number[]) => values.map(big);
const numbers = (values: readonly (ReturnType<typeof big> | null)[]) =>
  values.map((value) => value?.toNumber() ?? null);

function expectNear(actual: readonly (number | null)[], expected: readonly (number | null)[], digits = 1e-14): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, index) => {
    const wanted = expected[index];
    if (value === null || wanted === null) expect(value).toBe(wanted);
    else expect(Math.abs(value - wanted), `${value} against ${wanted}`).toBeLessThanOrEqual(digits * Math.abs(wanted));
  });
}

/** The worked example: three inferers, two forecasters, p 3, c .75, eps .01, no stored one-out regrets. */
function workedExample(rule: WeightRule, change: Partial<SynthesisInput> = {}): SynthesisInput {
  const regrets = {
    inferer: [0.3, -0.2, 0.05],
    forecaster: [0.1, -0.05],
    naive: [0.28, -0.25, 0.02],
    oneOutInfererInferer: [],
    oneOutInfererForecaster: [],
    oneOutForecasterInferer: [],
    oneOutForecasterForecaster: [],
    oneInInferer: [],
    oneInSelf: [],
  };
  return {
    inferences: [10, 12, 9],
    forecasts: [
      [-0.9, -0.3, -0.6],
      [-0.4, -0.7, -0.2],
    ],
    previousLoss: -0.5,
    allNew: false,
    initialRegret: 0.0001,
    regrets,
    rule,
    commonScale: 0.15826,
    p: 3,
    c: 0.75,
    epsilon: 0.01,
    ...change,
  };
}

describe('big numbers', () => {
  it('take a double for exactly what it is', () => {
    expect(big(0.1).toFixed()).toBe('0.1000000000000000055511151231257827021181583404541015625');
    expect(big(-3).toFixed()).toBe('-3');
    expect(big(5e-324).toNumber()).toBe(5e-324);
    expect(() => big(Number.NaN)).toThrow('no exact value');
  });

  it('interpolate quantiles between the sorted values', () => {
    expect(quantile(bigs(4, 1, 3, 2), big(0.25)).toNumber()).toBe(1.75);
    expect(quantile([], big(0.25)).toNumber()).toBe(0);
  });

  it('divide the squares by n - 1, and a lone value has no deviation', () => {
    expect(standardDeviation(bigs(1, 3)).toNumber()).toBe(Math.SQRT2);
    expect(standardDeviation(bigs(7)).toNumber()).toBe(0);
    expect(medianAbsoluteDeviation(bigs(1, 2, 4, 9)).toNumber()).toBe(1.5);
  });

  it('place percentiles at the middle of each weight', () => {
    const values = bigs(10, 12, 9);
    const weights = bigs(1, 2, 1);
    const at = (percent: number) => weightedPercentile(values, weights, big(percent)).toNumber();
    expectNear([2.28, 15.87, 50, 84.13, 97.72].map(at), [9, 9.1348, 32 / 3, 12, 12]);
  });

  it('smooth from the second value on', () => {
    expect(exponentialMovingAverage(big(0.5), big(4), null).toNumber()).toBe(4);
    expect(exponentialMovingAverage(big(0.5), big(4), big(2)).toNumber()).toBe(3);
  });
});

describe('weights', () => {
  it('are capped, anchored and cut off as in the unit vectors', () => {
    const vectors = [
      [0, 0, 0.28604839469732846],
      [0.75, 1, 1.5],
      [5, 5, 2.9964914692048334],
      [2, 5, 2.9310678902699228],
      [-2, -2, 0.0007835709572871582],
      [-3, -2.5, 0.00017487379698341595],
      [-5.4, -2.5, 1.3056590025418677e-7],
      [-5.6, -2.5, 0],
      [-5, 1, 9.672559899908807e-8],
      [-5.0001, 1, 0],
    ];
    const found = vectors.map(([x, m]) => clampedWeight(big(x), big(m), big(3), big(0.75)).toNumber());
    expectNear(
      found,
      vectors.map((vector) => vector[2]),
    );
  });

  it('give the best worker 1 under the ratio rule, however far down it is', () => {
    expect(ratioWeight(big(-900), big(-900), big(3), big(0.75)).toNumber()).toBe(1);
    expectNear([ratioWeight(big(-901), big(-900), big(3), big(0.75)).toNumber()], [Math.exp(-3)]);
  });

  it('share one scale per topic', () => {
    const regrets = bigs(0.3, -0.2, 0.05, 0.1, -0.05);
    expectNear([commonScale(regrets, 'ratio-mad', big(0.01)).toNumber()], [0.15826]);
    expectNear([commonScale(regrets, 'ratio-std', big(0.01)).toNumber()], [0.19506755523], 1e-10);
  });

  it('leave weightless workers out of the scale unless fewer than two are left', () => {
    expect(numbers(regretsForScale(bigs(1, 2, 3), bigs(1, 0, 1), big(1e-6)))).toEqual([1, 3]);
    expect(numbers(regretsForScale(bigs(1, 2, 3), bigs(1, 0, 0), big(1e-6)))).toEqual([1, 2, 3]);
  });
});

describe('synthesize', () => {
  it('follows the worked example of the clamped rule', () => {
    const result = synthesize(workedExample('clamped'));
    expectNear(numbers(result.implied), [9.824575290604898, 11.862921752774922]);
    expectNear([result.combined.toNumber(), result.naive.toNumber()], [9.900962454582015, 9.87438461261238]);
    const weights = numbers([...result.infererWeights, ...result.forecasterWeights]);
    expectNear(weights, [2.742071431, 0.014521898, 0.555813134, 0.987423989, 0.139729326], 1e-7);
    expectNear(numbers(result.impliedOneOut.map((list) => list[0])), [9.071163343081107, 11.927417117753809]);
  });

  it('follows the worked example of the ratio rule', () => {
    const result = synthesize(workedExample('ratio-mad'));
    expectNear(numbers(result.implied), [9.710916924089728, 11.961593742784425]);
    expectNear([result.combined.toNumber(), result.naive.toNumber()], [9.84647460086606, 9.879209733859522]);
    const weights = numbers([...result.infererWeights, ...result.forecasterWeights]);
    expectNear(weights, [1, 0.002449317, 0.220673214, 0.425582108, 0.04051078], 1e-6);
  });

  it('publishes the value of a lone inferer and nothing else', () => {
    const result = synthesize(workedExample('clamped', { inferences: [null, 12, null] }));
    expect([result.combined.toNumber(), result.naive.toNumber()]).toEqual([12, 12]);
    expect(
      [...result.implied, ...result.oneOutInferer, ...result.oneInForecaster].every((value) => value === null),
    ).toBe(true);
  });

  it('refuses an epoch without inferences', () => {
    expect(() => synthesize(workedExample('clamped', { inferences: [null, null, null] }))).toThrow('no inference');
  });

  it('falls back to the median before any loss, and later versions to the inferers alone', () => {
    const first = synthesize(workedExample('clamped', { previousLoss: null }));
    expect([first.combined.toNumber(), first.naive.toNumber()]).toEqual([10, 0]);
    const later = synthesize(
      workedExample('ratio-mad', { previousLoss: null, allNew: true, withoutLosses: 'no-forecasters' }),
    );
    expectNear([later.combined.toNumber(), later.naive.toNumber()], [31 / 3, 31 / 3]);
    expectNear(numbers(later.oneOutInferer), [10.5, 9.5, 11]);
  });

  it('takes means of the inferers and medians of the forecast ones while all are new', () => {
    const result = synthesize(workedExample('clamped', { allNew: true, inferences: [10, 12, 9] }));
    expectNear([result.combined.toNumber()], [31 / 3]);
    expect(numbers(result.implied)).toEqual([10, 10]);
    expect(numbers(result.impliedOneOut[0])).toEqual([10.5, 9.5, 11]);
  });

  it('drops a forecaster whose inferers are all absent, and with one forecaster left there are no one-ins', () => {
    const forecasts = [
      [-0.9, -0.3, -0.6],
      [null, null, -0.2],
    ];
    const result = synthesize(workedExample('clamped', { forecasts, inferences: [10, 12, null] }));
    expect(result.implied[1]).toBeNull();
    expect(result.impliedOneOut[1]).toEqual([null, null, null]);
    expect([...result.oneOutForecaster, ...result.oneInForecaster]).toEqual([null, null, null, null]);
  });

  it('lets the regret of a forecaster without value count for the scale and the maximum of a one-out', () => {
    const forecasts = [[-0.9, null, null]];
    const example = workedExample('ratio-mad', { forecasts, commonScale: 1 });
    example.regrets.oneOutInfererInferer = [[null, -50, -50]];
    example.regrets.oneOutInfererForecaster = [[50]];
    const result = synthesize(example);
    expect(result.impliedOneOut[0][0]).toBeNull();
    // Both inferers weigh e^-152 or so against the forecaster's 1: far below the floor 1e-7 of the sum.
    expect(result.oneOutInferer[0]?.toNumber()).toBeLessThan(1e-50);
  });

  it('gives a forecaster of one inferer that inference', () => {
    const result = synthesize(workedExample('clamped', { forecasts: [[null, 4, null]] }));
    expect(result.implied[0]?.toNumber()).toBe(12);
  });
});

describe('outlierFilter', () => {
  it('keeps what lies within the threshold of the smoothed deviation', () => {
    const result = outlierFilter([1, 2, 3, 4, 50], 0, 11, 0.2);
    expect(result.kept).toEqual([true, true, true, true, false]);
    expect(result.deviation.toNumber()).toBe(1);
    expectNear([outlierFilter([1, 2, 3, 4, 50], 6, 11, 0.2).deviation.toNumber()], [5]);
    expect(outlierFilter([1, 2, 3, 4, 50], 6, 11, 0.2).kept[4]).toBe(true);
  });

  it('keeps everything if median or deviation is 0', () => {
    expect(outlierFilter([7, 7, 7, 100], 0, 11, 0.2).kept).toEqual([true, true, true, true]);
    expect(outlierFilter([-1, 0, 1, 100, -100], 0, 11, 0.2).kept).toEqual([true, true, true, true, true]);
  });
});

describe('loss', () => {
  it('agrees with the vectors of the eight plain functions', () => {
    expect(loss('mse', 1, 3)?.toNumber()).toBe(4);
    expect(loss('AbsE', 1, 3)?.toNumber()).toBe(2);
    expect(loss('huber', 0, 3, { delta: 2 })?.toNumber()).toBe(4);
    expectNear([loss('logcosh', 0, 1)?.toNumber() ?? null], [0.433781], 1e-6);
    expectNear([loss('bce', 1, 0.9)?.toNumber() ?? null], [0.105361], 1e-5);
    expectNear(
      [loss('poisson', 2, 3), loss('poisson', 5, 4)].map((x) => x?.toNumber() ?? null),
      [3 - 2 * Math.log(3), -2.931472],
      1e-6,
    );
    const small = { std: 0.02 };
    expectNear([loss('zptae', 0.01, 0.02, small)?.toNumber() ?? null], [0.3112421155022001]);
    expectNear([loss('ztae', 0.01, 0.02, small)?.toNumber() ?? null], [0.2994769986957551]);
    expectNear([loss('zptae', 1, -1, { std: 1 })?.toNumber() ?? null], [1.5422109854079407]);
  });

  it('agrees with the vectors of czar', () => {
    const vectors = [
      [0.01, 1, -0.5, 1.3110935411108833],
      [0.01, 1, 0.5, 0.34715249956876176],
      [0.01, 1, 1.5, 0.27713337505233704],
      [0.01, 0, 0, 0.7825292423429032],
      [0.01, 0, 1, 1.7883025525911247],
      [0.01, 2, 0, 1.1025750390755207],
      [0.01, -1, -0.25, 0.5650103747150385],
      [0.01, 1, -10, 11.38698123837096],
      [0.01, 1, 10, 4.969002474430081],
      [1, 1, -0.5, 1.277257108913288],
      [1, 1, 0.5, 0.270314256882699],
      [1, 1, 1.5, 0.260455524262833],
      [1, 0, 0, 0.6428941446819457],
      [1, 0, 1, 2.075906846574165],
      [1, 2, 0, 0.9028148080220594],
    ];
    const found = vectors.map(([alpha, y, v]) => loss('czar', y, v, { std: 1, alpha })?.toNumber() ?? null);
    expectNear(
      found,
      vectors.map((vector) => vector[3]),
      1e-13,
    );
  });

  it('knows where a function is infinite, zero or undefined', () => {
    expect(loss('bce', 0, 1)).toBeNull();
    expect(loss('bce', 1, 1)?.toNumber()).toBe(0);
    expect(() => loss('bce', 0, 2)).toThrow('probabilities');
    expect(() => loss('poisson', -1, 2)).toThrow('counts');
    expect(() => loss('ztae', 0, 2)).toThrow('positive');
    expect(() => loss('nope', 0, 2)).toThrow('unknown loss');
  });
});

describe('network losses', () => {
  const bundle = (change: Partial<LossBundle>): LossBundle => ({
    combined: 1,
    naive: 2,
    inferer: [3, null],
    forecaster: [null],
    oneOutInferer: [4, 5],
    oneOutForecaster: [6],
    oneInForecaster: [7],
    oneOutInfererForecaster: [[8, 9]],
    ...change,
  });

  it('weigh reports by stake and pass over those who did not report', () => {
    const losses = networkLosses([bundle({}), bundle({ combined: 5, naive: null })], [1, 3]);
    expect([losses.combined?.toNumber(), losses.naive?.toNumber()]).toEqual([4, 2]);
  });

  it('emit entries about a worker only if it has a loss of its own', () => {
    const losses = networkLosses([bundle({})], [1]);
    expect(numbers(losses.oneOutInferer)).toEqual([4, null]);
    expect([...losses.oneOutForecaster, ...losses.oneInForecaster]).toEqual([null, null]);
    expect(losses.oneOutInfererForecaster).toEqual([[null, null]]);
    const complete = networkLosses([bundle({ forecaster: [0] })], [1]);
    expect(numbers(complete.oneOutInfererForecaster[0])).toEqual([8, null]);
  });
});

describe('regrets', () => {
  it('start from the initial regret and freeze without a loss', () => {
    expectNear([updatedRegret(null, big(2), big(1), big(0.1), big(0.5))?.toNumber() ?? null], [0.55]);
    expect(updatedRegret(0.7, big(2), null, big(0.1), big(0.5))?.toNumber()).toBe(0.7);
    expect(updatedRegret(null, big(2), null, big(0.1), big(0.5))).toBeNull();
  });

  it('of the experienced give the initial regret', () => {
    const experienced = [
      0.6445506208021189, 1.0216386898413485, 0.6092049398135028, 0.6971588004566455, 0.9030751421888253,
      0.8219035038858344,
    ];
    const options = { p: 3, c: 0.75, epsilon: 0.0001 };
    expectNear([initialRegretAfter(experienced, 0, options).toNumber()], [0.3354820760526412]);
    expect(initialRegretAfter([], 0.3, options).toNumber()).toBe(0.3);
  });

  it('give the plain quantile in later versions if few are experienced', () => {
    const options = { p: 3, c: 0.75, epsilon: 0.0001 };
    const all = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    expect(laterInitialRegretAfter([1], all, 0.3, options).toNumber()).toBe(0.3);
    expect(laterInitialRegretAfter([1], [...all, 9], 0.3, options).toNumber()).toBe(2.25);
    const ten = Array.from({ length: 10 }, () => 1);
    expectNear([laterInitialRegretAfter(ten, ten, 0.3, options).toNumber()], [1 - 2 * 0.0001]);
  });

  it('count a worker as experienced from its tenth paid epoch on', () => {
    expect(isExperienced(0.2, 10, 0.1)).toBe(true);
    expect(isExperienced(0.2, 9, 0.1)).toBe(false);
    expect(isExperienced(null, 10, 0.1)).toBe(false);
    expect([paidEpochsAfter(4, 0), paidEpochsAfter(4, 1e-9)]).toEqual([4, 5]);
  });
});

describe('scores and rewards', () => {
  const stakes = [100, 200, 300];
  const reports = [
    [0.1, 0.3, -0.2, 0.05],
    [0.12, 0.28, -0.22, 0.06],
    [0.4, 0.1, -0.5, 0.3],
  ];

  it('follow the worked consensus of three reputers', () => {
    const once = listening(reports, stakes, [1, 1, 1], { rounds: 1 });
    expect(numbers(once.adjustedStakes)).toEqual([0.5, 1, 1]);
    expectNear(numbers(once.scores), [2.0651171775043142, 2.430226051747874, 1.5421547194583023]);
    expectNear(numbers(once.coefficients), [1, 1, 0.9996370704385296]);
    const whole = listening(reports, stakes, [1, 1, 1]);
    expect(whole.rounds).toBe(10);
    expectNear(numbers(whole.scores), [2.065777037296362, 2.4311986989241694, 1.541417134805669]);
    expectNear(numbers(whole.coefficients), [1, 0.9981961787139773, 0.9960202762262051], 1e-13);
  });

  it('stop the listened stake at one half', () => {
    const found = listening(reports, stakes, [0.9, 0.6, 0.35]);
    expect(found.rounds).toBe(5);
    expectNear(numbers(found.coefficients), [0.9228132602597354, 0.609506839997768, 0.2860576865815762], 1e-12);
    const listened = found.coefficients.reduce((total, a, m) => total + a.toNumber() * stakes[m], 0) / 600;
    expectNear([listened], [0.5]);
  });

  it('judge a lone reputer by itself', () => {
    const found = listening([[0.1, null]], [100], [0.4]);
    expectNear(numbers([...found.scores, ...found.coefficients]), [100, 0.4]);
  });

  it('leave the coefficient of a lone reputer alone, even under half of the listened stake', () => {
    const found = listening([[0.1, 0.7, -1.3]], [97789.14863242704], [0.07849653165941373]);
    expect(found.rounds).toBe(1);
    expect(numbers(found.coefficients)).toEqual([0.07849653165941373]);
  });

  it('replace what a reputer left out by the lowest report', () => {
    const found = listening(
      [
        [1, 2],
        [1, null],
      ],
      [1, 1],
      [1, 1],
      { rounds: 1 },
    );
    expectNear(numbers(found.scores), [100, 100]);
    const far = listening(
      [
        [1, 2],
        [1, 4],
        [1, null],
      ],
      [1, 1, 1],
      [1, 1, 1],
      { rounds: 1 },
    );
    // Consensus (1, 3): everybody is 1 away, the last one through the stand-in 2.
    expectNear(
      numbers(far.scores),
      Array.from({ length: 3 }, () => 1 / (1 / Math.sqrt(10) + 0.01)),
    );
  });

  it('mix one-out and one-in of forecasters by their number', () => {
    const losses: LossBundle = {
      combined: 1,
      naive: 4,
      inferer: [1],
      forecaster: [0, 0, 0],
      oneOutInferer: [2],
      oneOutForecaster: [2, 3, null],
      oneInForecaster: [1, 2, 2],
      oneOutInfererForecaster: [[0], [0], [0]],
    };
    // f = 1/4: .75 * 1 + .25 * 3 and .75 * 2 + .25 * 2
    expect(numbers(forecasterScores(losses))).toEqual([1.5, 2, null]);
    expect(numbers(forecasterScores({ ...losses, forecaster: [0, null, null] }))).toEqual([0, null, null]);
  });

  it('collect windows by scores, not by epochs', () => {
    const epochs = [[1, 2, null, 3], [4, 5, 6], [7]];
    expect(numbers(scoreWindow(epochs, 5))).toEqual([1, 2, 3, 4, 5]);
    expect(numbers(scoreWindow(epochs, 2))).toEqual([2, 3]);
    expect(numbers(scoreWindow(epochs, 99))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('follow the worked fractions, entropies and split', () => {
    const scores = [0.5, 0.2, -0.1];
    const fractions = workerFractions(scores, [...scores, 0.4, 0.3, -0.2], { p: 3, c: 0.75, epsilon: 0.01 });
    expectNear(numbers(fractions), [0.8223159754369037, 0.16764060521599003, 0.010043419347106312]);
    const entropyOf = (shares: readonly (number | ReturnType<typeof big> | null)[]) =>
      smoothed(
        shares,
        shares.map(() => null),
      ).entropy?.toNumber() ?? 0;
    const [F, G, H] = [entropyOf(fractions), entropyOf([0.6, 0.4]), entropyOf([0.2, 0.3, 0.5])];
    expectNear([F, G, H], [0.42006844960166057, 0.6664449143259106, 0.996471041795558]);
    const { tau, chi } = utility(0.3, [0.5], 0.2);
    expectNear([tau.toNumber(), chi.toNumber()], [0.24, 0.196]);
    const classes = split(F, G, H, chi);
    expectNear(
      [classes.gamma, classes.inferers, classes.forecasters, classes.reputers].map((x) => x.toNumber()),
      [2.31983400486721, 0.37613782088265746, 0.14547595641798294, 0.4783862226993595],
    );
  });

  it('pay everybody alike if the scores hardly differ', () => {
    expect(numbers(workerFractions([0.1, 0.1001, null], [0.1, 0.1001], { p: 3, c: 0.75, epsilon: 0.01 }))).toEqual([
      0.5,
      0.5,
      null,
    ]);
  });

  it('weigh reputers by stake times score', () => {
    expect(numbers(reputerFractions([1, 3, 5], [3, 1, null]))).toEqual([0.5, 0.5, null]);
    expect(numbers(reputerFractions([1, 2], [1, 1], 2))).toEqual([0.2, 0.8]);
  });

  it('smooth with the effective number before renormalising, and remember the absent', () => {
    const next = smoothed([0.5, 0.5, null], [null, 0.25, 0.25]);
    expectNear(numbers(next.fractions), [0.5 / 0.775, 0.275 / 0.775, 0.25]);
    const [f, g] = [0.5 / 0.775, 0.275 / 0.775];
    const effective = 1 / (0.25 + 0.275 * 0.275);
    expectNear([next.entropy?.toNumber() ?? null], [-((effective / 2) ** 0.25) * (f * Math.log(f) + g * Math.log(g))]);
    expect(smoothed([1], [0.3]).entropy?.toNumber()).toBe(0.173286795139986);
    expect(smoothed([null], [0.3]).entropy).toBeNull();
  });

  it('set the utility by the sign where no inferer has a positive score', () => {
    expectNear([utility(-7, [-1, -2], 0.5).tau.toNumber()], [0.35]);
    expectNear([utility(7, [-1], 0.5).tau.toNumber()], [0.55]);
    expect(numbers(Object.values(utility(0, [-1], 0.5)))).toEqual([0, 0.5]);
    expect([utility(-7, [1], 0).chi.toNumber(), utility(70, [1], 0).chi.toNumber()]).toEqual([0.1, 0.5]);
  });
});

describe('sortition', () => {
  it('pulls an absent actor to the newcomers by one step for each epoch missed', () => {
    expectNear([livenessPenalty(300, 200, 4, 0.1).toNumber()], [265.61]);
    expect([missedEpochs(100, 100, 10), missedEpochs(99, 100, 10), missedEpochs(89, 100, 10)]).toEqual([0, 1, 2]);
  });

  it('starts newcomers two deviations below the lowest', () => {
    expectNear([newcomerScore([1, 3]).toNumber()], [1 - 2 * Math.SQRT2]);
    expect(activeUpdate(5, null, 0.1).toNumber()).toBe(5);
  });
});
