import type { SweepProgress } from '../experiment/sweep.ts';
import type { Output } from './context.ts';
import { openBar } from './progress.ts';
import { type Environment, terminalOf } from './terminal.ts';

/** A bar that shows how far a set of runs has come. */
export interface SweepBar {
  readonly update: (progress: SweepProgress) => void;
  readonly stop: () => void;
}

/** Done, failed, runs per second and the time left, on a terminal; nothing anywhere else. */
export async function sweepProgressBar(output: Output, wanted: boolean, environment?: Environment): Promise<SweepBar> {
  const terminal = terminalOf(output, environment);
  if (!wanted || !terminal.animated) return { update: () => {}, stop: () => {} };
  const parts = ['{percentage}%', '{value}/{total} runs', '{left} left', '{failed} failed', '{rate} runs/s'];
  const bar = await openBar(output, { terminal, start: '', parts, longest: [4, 16, 16, 11, 13] });
  let begin: number | undefined;
  return {
    update(progress) {
      if (begin === undefined) {
        begin = performance.now();
        bar.start(progress.total, 0, payload(progress, 0));
      }
      bar.setTotal(progress.total);
      bar.update(progress.done, payload(progress, (performance.now() - begin) / 1000));
    },
    stop: () => bar.stop(),
  };
}

/** Words of the bar. Runs that were in the store cost no time, so they say nothing about the rate. */
export function payload({ total, done, failed, stored }: SweepProgress, seconds: number) {
  const made = done - stored;
  const rate = made === 0 || seconds <= 0 ? undefined : made / seconds;
  return {
    failed,
    rate: rate === undefined ? '...' : String(Number(rate.toPrecision(3))),
    left: rate === undefined ? '...' : durationInWords((total - done) / rate),
  };
}

/** `45 s`, `12 min`, `3 h 20 min`, `4 d 3 h`. */
export function durationInWords(seconds: number): string {
  if (seconds < 1) return `${seconds < 0.05 ? 0 : Number(seconds.toFixed(1))} s`;
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
