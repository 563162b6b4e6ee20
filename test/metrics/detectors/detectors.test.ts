import { describe, expect, it } from 'vitest';
import { createDetection, note, power, threshold, timeToAlarm } from '../../../sim/metrics/detectors/detection.ts';
import type { DetectorDeclaration } from '../../../sim/metrics/detectors/detector.ts';
import { excessCorrelation } from '../../../sim/metrics/detectors/excess-correlation.ts';
import { detectors } from '../../../sim/metrics/detectors/list.ts';
import { listeningDrift } from '../../../sim/metrics/detectors/listening-drift.ts';
import { oneOutOutliers } from '../../../sim/metrics/detectors/one-out-outliers.ts';
import { rewardEntropy } from '../../../sim/metrics/detectors/reward-entropy.ts';
import { normal } from '../../../sim/random/normal.ts';
import { close } from '../../support/close.ts';
import { type MadeUp, type MadeUpInferer, type MadeUpReputer, madeUpView } from '../made-up-view.ts';

/** What a detector says of one made-up nonce after the other. */
function watch({ create }: DetectorDeclaration, nonces: readonly MadeUp[]): number[] {
  const detector = create({ inferers: 20, forecasters: 0, reputers: 20 });
  return nonces.map((made) => detector.observe(madeUpView(made)));
}

const times = <T>(count: number, of: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => of(n));
const key = Int32Array.of(1, 2, 3, 4);
/** Independent standard normal numbers. */
const draw = (epoch: number, who: number) => normal(key, epoch, who);

describe('excess correlation', () => {
  const crowd = (epoch: number, copies: number): MadeUp => ({
    truth: 50,
    inferers: times(12, (j) => ({ value: 50 + draw(epoch, j < copies ? 99 : j) })),
  });

  it('is the mean product of pairs in units of each key’s own errors, a twentieth of it at first: worked by hand', () => {
    // Errors 3, 1, -2 less their median: 2, 0, -3, over their own size 1, 0, -1. Of three pairs one has the product -1.
    const three = { inferers: [{ value: 3 }, { value: 1 }, { value: -2 }] };
    close(watch(excessCorrelation, [three])[0], (0.05 * -1) / 3, 1e-12);
    // 1, 1, 0, 0, 0: of ten pairs one has the product 1.
    const twins = [2, 2, 0, 0, 0].map((value) => ({ value }));
    close(watch(excessCorrelation, [{ inferers: twins }])[0], (0.05 * 1) / 10, 1e-12);
  });

  it('stays near 0 for independent errors and rises for those that are the same', () => {
    const [apart, alike] = [0, 5].map((copies) =>
      watch(
        excessCorrelation,
        times(400, (epoch) => crowd(epoch, copies)),
      ).slice(100),
    );
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(apart)).toBeGreaterThan(-0.1);
    expect(mean(apart)).toBeLessThan(0.02);
    expect(mean(alike)).toBeGreaterThan(0.02);
    expect(mean(alike)).toBeLessThan(0.15); // 5 x 4 / 12 x 11 = 0.15 if the median were never one of theirs
    expect(mean(alike)).toBeGreaterThan(Math.max(...apart));
  });

  it('does not mind an error that all have in common, nor how large errors are', () => {
    const nonces = times(60, (epoch) => crowd(epoch, 3));
    const other = nonces.map(({ inferers = [], truth = 0 }, epoch) => ({
      truth,
      inferers: inferers.map(({ value = 0 }) => ({ value: truth + 8 * (value - truth) + 100 * draw(epoch, 77) })),
    }));
    const [plain, moved] = [nonces, other].map((all) => watch(excessCorrelation, all));
    plain.forEach((value, n) => {
      expect(moved[n]).toBeCloseTo(value, 9);
    });
  });

  it('has nothing to say of fewer than three, nor of epochs that were not judged', () => {
    const two = { inferers: [{ value: 1 }, { value: 2 }] };
    expect(watch(excessCorrelation, [two, { ...crowd(0, 0), status: 'no-loss' }])).toEqual([NaN, NaN]);
  });
});

describe('listening drift', () => {
  const say = (...reputers: MadeUpReputer[]): MadeUp => ({ reputers });

  it('is the distance of coefficients from their means so far, by stake', () => {
    const still = say({ stake: 3, coefficient: 0.4 }, { stake: 1, coefficient: 1 });
    const moved = say({ stake: 3, coefficient: 0.6 }, { stake: 1, coefficient: 0.8 });
    const [first, second, third] = watch(listeningDrift, [still, still, moved]);
    expect([first, second]).toEqual([0, 0]);
    close(third, (3 * 0.2 + 1 * 0.2) / 4, 1e-12);
  });

  it('follows slowly: after 20 epochs the newest counts a twentieth', () => {
    const nonces = times(42, (n) => say({ coefficient: n < 40 ? 1 : 0.5 }));
    const said = watch(listeningDrift, nonces);
    expect(said.slice(0, 40)).toEqual(times(40, () => 0));
    close(said[40], 0.5, 1e-12);
    close(said[41], 0.5 * 0.95, 1e-12);
  });

  it('knows nothing of who comes new, and has nothing to say without reputers', () => {
    expect(watch(listeningDrift, [say(), say({ coefficient: 0.2 })])).toEqual([NaN, 0]);
  });
});

describe('one-out outliers', () => {
  const scores = (...all: number[]): MadeUp => ({ inferers: all.map((score) => ({ score })) });

  it('is the largest smoothed distance from the median in robust standard deviations: worked by hand', () => {
    // Median 3, absolute deviations 2, 1, 0, 1, 3, their median 1: the last stands 3 / 1.4826 away.
    close(watch(oneOutOutliers, [scores(1, 2, 3, 4, 6)])[0], (0.1 * 3) / 1.4826, 1e-12);
  });

  it('grows for one that keeps standing out, towards its distance', () => {
    const said = watch(
      oneOutOutliers,
      times(80, () => scores(1, 2, 3, 4, 6)),
    );
    close(said[79], (3 / 1.4826) * (1 - 0.9 ** 80), 1e-9);
  });

  it('counts no distance as more than 10, and none where all scores are the same', () => {
    close(watch(oneOutOutliers, [scores(1, 2, 3, 4, 1e9)])[0], 1, 1e-12);
    expect(watch(oneOutOutliers, [scores(2, 2, 2, 2)])).toEqual([0]);
  });

  it('leaves out who has no score', () => {
    expect(watch(oneOutOutliers, [scores(1, NaN, 2), scores(1, NaN, 2, 3, 4, 6)])).toEqual([
      NaN,
      expect.closeTo(0.3 / 1.4826, 9),
    ]);
  });
});

describe('reward entropy', () => {
  const rewards = (...all: number[]): MadeUp => ({ inferers: all.map((reward) => ({ reward })) });

  it('drops by what is lost of the evenness of rewards, a tenth at a time', () => {
    const said = watch(rewardEntropy, [rewards(5, 5), rewards(5, 5), rewards(10, 0)]);
    expect(said.slice(0, 2)).toEqual([0, 0]);
    close(said[2], 0.1, 1e-12);
  });

  it('is below 0 when rewards spread more evenly than before', () => {
    expect(watch(rewardEntropy, [rewards(10, 0), rewards(5, 5)])[1]).toBeCloseTo(-0.1, 12);
  });

  it('has nothing to say of an epoch that was not paid, and forgets nothing over it', () => {
    const [, unpaid, after] = watch(rewardEntropy, [
      rewards(5, 5),
      { ...rewards(0, 0), status: 'unpaid' },
      rewards(10, 0),
    ]);
    expect(unpaid).toBeNaN();
    close(after, 0.1, 1e-12);
  });
});

describe('a planted change', () => {
  const change = 150;
  /** An honest nonce: 16 inferers and 4 reputers, none of them like another. */
  const honest = (epoch: number): MadeUp => ({
    epoch,
    inferers: times(16, (j) => ({
      value: (1 + j / 16) * draw(epoch, j),
      score: draw(epoch, 100 + j),
      reward: Math.abs(2 + 0.3 * draw(epoch, 200 + j)),
    })),
    reputers: times(4, (m) => ({ stake: 1 + m, coefficient: 0.9 + 0.02 * draw(epoch, 300 + m) })),
  });
  type Plant = (made: MadeUp) => MadeUp;
  const inferersAs =
    (of: (inferer: MadeUpInferer, j: number, all: readonly MadeUpInferer[]) => MadeUpInferer): Plant =>
    ({ inferers = [], ...made }) => ({ ...made, inferers: inferers.map(of) });
  const planted: Readonly<Record<string, Plant>> = {
    excess_correlation: inferersAs((inferer, j, all) => (j < 6 ? { ...inferer, value: all[0].value ?? 0 } : inferer)),
    listening_drift: ({ reputers = [], ...made }) => ({
      ...made,
      reputers: reputers.map((one, m) => (m === 3 ? { ...one, coefficient: 0.5 } : one)),
    }),
    one_out_outliers: inferersAs((inferer, j) => (j === 2 ? { ...inferer, score: 4 } : inferer)),
    reward_entropy: inferersAs((inferer, j) => (j < 4 ? { ...inferer, reward: 20 } : inferer)),
  };

  it.each(detectors)('is flagged by $name, at once or almost, and seldom without', (declaration) => {
    const plant = planted[declaration.name];
    const control = watch(declaration, times(400, honest));
    const changed = watch(
      declaration,
      times(400, (epoch) => (epoch < change ? honest(epoch) : plant(honest(epoch)))),
    );
    expect(changed.slice(0, change)).toEqual(control.slice(0, change));
    const detection = createDetection(change);
    const d = detectors.indexOf(declaration);
    control.forEach((value, epoch) => {
      const each = (one: number) => new Float64Array(detectors.length).fill(one);
      note(detection, epoch, epoch >= change && epoch < change + 60, each(changed[epoch]), each(value));
    });
    const limit = threshold(detection.controlStatistics[d]);
    expect(power(detection, detection.statistics[d], limit)).toBeGreaterThan(0.3);
    expect(timeToAlarm(detection, detection.statistics[d], limit)).toBeLessThan(30);
    expect(control.slice(20).filter((value) => value > limit).length).toBeLessThanOrEqual(0.01 * 380);
  });
});

describe.each(detectors)('the detector $name', (declaration) => {
  const nonces = times(60, (epoch): MadeUp => {
    const inferers = times(6, (j) => ({
      value: draw(epoch, j),
      score: draw(epoch, 10 + j),
      reward: Math.abs(draw(epoch, 20 + j)),
    }));
    return { epoch, inferers, reputers: times(3, (m) => ({ coefficient: Math.abs(draw(epoch, 30 + m)) })) };
  });

  it('knows the past only: what comes later changes nothing that it said', () => {
    const all = watch(declaration, nonces);
    const other = watch(declaration, [...nonces.slice(0, 40), ...times(20, () => nonces[3])]);
    expect(other.slice(0, 40)).toEqual(all.slice(0, 40));
    expect(other.slice(40)).not.toEqual(all.slice(40));
  });

  it('remembers nothing of another run', () => {
    expect(watch(declaration, nonces)).toEqual(watch(declaration, nonces));
  });

  it('says nothing of a nonce that nobody judged, and learns nothing from it', () => {
    const gap = nonces.flatMap((made) => [made, { ...made, status: 'no-loss' }]);
    const said = watch(declaration, gap);
    expect(said.filter((_, n) => n % 2 === 1)).toEqual(times(60, () => NaN));
    expect(said.filter((_, n) => n % 2 === 0)).toEqual(watch(declaration, nonces));
  });
});
