import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDetection,
  note,
  power,
  threshold,
  timeToAlarm,
  warmUp,
} from '../../../sim/metrics/detectors/detection.ts';
import { detectors } from '../../../sim/metrics/detectors/list.ts';
import { createSeries, push, type Series } from '../../../sim/metrics/series.ts';

function series(values: readonly number[]): Series {
  const made = createSeries();
  for (const value of values) push(made, value);
  return made;
}

const zeros = (count: number): number[] => new Array<number>(count).fill(0);
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** Attacked from epoch `start` on; every detector says the same. */
function detection(start: number, values: readonly number[], control: readonly number[]) {
  const made = createDetection(start);
  const each = (value: number) => new Float64Array(detectors.length).fill(value);
  values.forEach((value, epoch) => {
    note(made, epoch, epoch >= start, each(value), each(control[epoch]));
  });
  return made;
}

describe('the threshold of a detector', () => {
  it('is exceeded in 1 % of the epochs after the warm-up', () => {
    expect(threshold(series([...zeros(warmUp), ...upTo(200)]))).toBe(198);
    expect(threshold(series([...zeros(warmUp), ...upTo(199)]))).toBe(198);
    expect(threshold(series([...zeros(warmUp), ...upTo(99)]))).toBe(99);
  });

  it('does not hang on what was said during the warm-up', () => {
    expect(threshold(series([...upTo(warmUp).map((n) => 1e6 * n), ...upTo(200)]))).toBe(198);
  });

  it('is never exceeded in more than 1 % of any control', () => {
    const statistic = fc.oneof(fc.double({ noNaN: true, min: -10, max: 10 }), fc.constantFrom(NaN, 0, 1));
    fc.assert(
      fc.property(fc.array(statistic, { maxLength: 600 }), (values) => {
        const limit = threshold(series(values));
        const judged = values.slice(warmUp).filter((value) => !Number.isNaN(value));
        expect(judged.filter((value) => value > limit).length).toBeLessThanOrEqual(0.01 * judged.length);
      }),
    );
  });

  it('does not exist where the control says nothing: no alarm, no power', () => {
    const nothing = detection(30, zeros(60), zeros(60).fill(NaN));
    const limit = threshold(nothing.controlStatistics[0]);
    expect(limit).toBeNaN();
    expect(timeToAlarm(nothing, nothing.statistics[0], limit)).toBeNull();
    expect(power(nothing, nothing.statistics[0], limit)).toBeNull();
  });
});

describe('an alarm', () => {
  const control = zeros(100).map((_, n) => n % 10);
  const attacked = control.map((value, n) => (n === 45 || n >= 90 ? 20 : value));

  it('comes in the first attacked epoch above the threshold, counted from the attack’s start', () => {
    const made = detection(40, attacked, control);
    const limit = threshold(made.controlStatistics[0]);
    expect(limit).toBe(9);
    expect(timeToAlarm(made, made.statistics[0], limit)).toBe(5);
    expect(timeToAlarm(made, made.controlStatistics[0], limit)).toBeNull();
    expect(power(made, made.statistics[0], limit)).toBe(11 / 60);
    expect(power(made, made.controlStatistics[0], limit)).toBe(0);
  });

  it('does not come before the attack, nor during the warm-up', () => {
    const late = detection(46, attacked, control);
    expect(timeToAlarm(late, late.statistics[0], 9)).toBe(44);
    const early = detection(
      0,
      control.map((_, n) => (n < warmUp ? 20 : 0)),
      control,
    );
    expect(timeToAlarm(early, early.statistics[0], 9)).toBeNull();
  });

  it('comes without any attack, too, in 1 % of the epochs', () => {
    const quiet = upTo(420).map((n) => (n * 7919) % 1000);
    const made = detection(warmUp, quiet, quiet);
    const limit = threshold(made.controlStatistics[0]);
    expect(power(made, made.controlStatistics[0], limit)).toBe(0.01);
    expect(timeToAlarm(made, made.controlStatistics[0], limit)).toBeLessThan(400);
  });
});
