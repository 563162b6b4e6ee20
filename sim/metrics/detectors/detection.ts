import { createSeries, push, type Series, sortedFrom } from '../series.ts';
import { detectors } from './list.ts';

/*
 * When a detector raises the alarm. Its threshold is the value that its statistic exceeds in 1 % of the judged epochs of the
 * same run without the attack, after a warm-up. So it is calibrated by a run of its own length, known only at its end: an
 * observer who knows the network well. With 1 % per epoch the first false alarm is to be expected after 100 epochs (later where
 * alarms come in clusters, as those of smoothed statistics do): the time to detection says little without that of the run
 * without the attack, and without the share of attacked epochs above the threshold.
 */

/** Part of the epochs without an attack in which a detector may raise the alarm. */
export const falseAlarms = 0.01;
/** Judged epochs in which detectors only learn. */
export const warmUp = 20;

/** What detectors said of a topic in both runs. Grows by 16 bytes per judged epoch and detector, and by 16. */
export interface Detection {
  /** First epoch of the earliest attack. */
  readonly start: number;
  readonly epochs: Series;
  /** 1: an attack was on. */
  readonly on: Series;
  /** By detector. */
  readonly statistics: readonly Series[];
  readonly controlStatistics: readonly Series[];
}

export function createDetection(start: number): Detection {
  const each = () => detectors.map(() => createSeries());
  return { start, epochs: createSeries(), on: createSeries(), statistics: each(), controlStatistics: each() };
}

/** Takes an epoch judged in one of the runs into account. NaN: a detector had nothing to say. */
export function note(
  { epochs, on, statistics, controlStatistics }: Detection,
  epoch: number,
  isOn: boolean,
  values: Float64Array,
  controlValues: Float64Array,
): void {
  push(epochs, epoch);
  push(on, isOn ? 1 : 0);
  for (let d = 0; d < statistics.length; ++d) {
    push(statistics[d], values[d]);
    push(controlStatistics[d], controlValues[d]);
  }
}

/**
 * The least value of the control that at most 1 % of the control's values exceed.
 *
 * NaN when the control has none: no alarm is raised.
 */
export function threshold(control: Series): number {
  const sorted = sortedFrom(control, warmUp);
  return sorted[sorted.length - 1 - Math.floor(falseAlarms * sorted.length)] ?? Number.NaN;
}

/** Epochs from the attack's start to the first alarm while it was on; null: none. */
export function timeToAlarm({ start, epochs, on }: Detection, statistic: Series, limit: number): number | null {
  for (let n = warmUp; n < epochs.count; ++n) {
    if (on.values[n] === 1 && statistic.values[n] > limit) return epochs.values[n] - start;
  }
  return null;
}

/** Share of the epochs with an attack on in which the alarm was raised; null: none had a value. */
export function power({ epochs, on }: Detection, statistic: Series, limit: number): number | null {
  let count = 0;
  let alarms = 0;
  for (let n = warmUp; n < epochs.count; ++n) {
    if (on.values[n] !== 1 || Number.isNaN(statistic.values[n])) continue;
    ++count;
    if (statistic.values[n] > limit) ++alarms;
  }
  return count > 0 && !Number.isNaN(limit) ? alarms / count : null;
}
