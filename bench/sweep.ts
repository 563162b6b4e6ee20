import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What a sweep of baseline runs with seeds of their own achieves, each time in a store of its own. */
export interface SweepTiming {
  readonly runs: number;
  /** Runs per second with one thread and with two: the best of the rounds, start and warm-up of the threads counted. */
  readonly one: number;
  readonly two: number;
  readonly ratio: number;
  /** Ratio over the later half of the runs, when the threads are warm. */
  readonly warmRatio: number;
  /** Processor time per run, milliseconds: what two threads take from each other. */
  readonly oneCpu: number;
  readonly twoCpu: number;
}

interface SweepRun {
  readonly runs: number;
  readonly failed: number;
  readonly seconds: number;
  readonly laterSeconds: number;
  readonly cpuSeconds: number;
}

const root = join(import.meta.dirname, '..');

/**
 * Times sweeps with one thread and with two, in turns, each in a process of its own. The machine has to be quiet: a
 * neighbour takes a core from two threads, and from one nothing.
 *
 * @param log one line of progress
 */
export function timeSweep(runs: number, rounds: number, log: (line: string) => void): SweepTiming {
  const times: Record<1 | 2, SweepRun[]> = { 1: [], 2: [] };
  for (let round = 0; round < rounds; ++round) {
    for (const threads of [1, 2] as const) {
      const run = sweep(threads, runs);
      times[threads].push(run);
      const perRun = ((1000 * run.cpuSeconds) / runs).toFixed(1);
      log(
        `sweep ${threads} thread(s): ${runs} runs in ${run.seconds.toFixed(1)} s, ${perRun} ms of processor time each`,
      );
    }
  }
  const least = (threads: 1 | 2, of: (run: SweepRun) => number) => Math.min(...times[threads].map(of));
  const one = runs / least(1, ({ seconds }) => seconds);
  const two = runs / least(2, ({ seconds }) => seconds);
  const later = (threads: 1 | 2) => least(threads, ({ laterSeconds }) => laterSeconds);
  const cpu = (threads: 1 | 2) => (1000 * least(threads, ({ cpuSeconds }) => cpuSeconds)) / runs;
  return { runs, one, two, ratio: two / one, warmRatio: later(1) / later(2), oneCpu: cpu(1), twoCpu: cpu(2) };
}

function sweep(threads: number, runs: number): SweepRun {
  const script = join(import.meta.dirname, 'sweep-runs.mjs');
  const task = JSON.stringify([threads, runs, join(root, 'scenarios', 'baseline.yaml')]);
  const output = execFileSync(process.execPath, [script, task], { cwd: root, encoding: 'utf8' });
  const run = JSON.parse(output) as SweepRun;
  if (run.failed > 0) throw new Error(`${run.failed} of ${runs} baseline runs failed`);
  return run;
}

export function describeSweep({ runs, one, two, ratio, warmRatio }: SweepTiming): string {
  return `sweep of ${runs} baseline runs: ${one.toFixed(2)} runs/s with one thread, ${two.toFixed(2)} with two: ${ratio.toFixed(2)} times (${warmRatio.toFixed(2)} once warm)`;
}
