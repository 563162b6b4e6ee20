import type { Experiment } from '../config/experiment/experiment.ts';
import { type RunUnit, unitAddress, unitOf } from '../run/run-unit.ts';
import { estimateRuns } from './estimate.ts';
import type { PlannedPoint } from './plan.ts';
import { openRunStore } from './run-store.ts';
import { seedOf } from './sweep.ts';

/** What a sweep would do. */
export interface RunsAhead {
  readonly points: number;
  /** Those of the first round: a stopping rule may add others. */
  readonly runs: number;
  /** Of these, in the store. */
  readonly stored: number;
  readonly toDo: number;
  readonly threads: number;
  /** null where nothing is to be done. */
  readonly estimate: {
    readonly secondsPerRun: number;
    readonly seconds: number;
    readonly bytesPerRun: number;
    readonly bytes: number;
  } | null;
}

/** How many points are tried for the estimate. */
const mostTrials = 6;

/** Counts the runs of a sweep and tries a few of them, spread over the design, to tell what the rest will cost. */
export async function runsAhead(
  experiment: Experiment,
  points: readonly PlannedPoint[],
  { root, threads }: { readonly root: string; readonly threads: number },
): Promise<RunsAhead> {
  const store = openRunStore(root);
  let stored = 0;
  const open: PlannedPoint[] = [];
  const known = new Set<string>();
  for (const point of points) {
    const runnable = await point.scenario();
    let missing = 0;
    for (let replicate = 0; replicate < experiment.replicates; ++replicate) {
      const address = unitAddress(unitOf(runnable, seedOf(experiment, point.point.index, replicate)));
      if (known.has(address) || store.read(address) !== undefined) ++stored;
      else ++missing;
      known.add(address);
    }
    if (missing > 0) open.push(point);
  }
  const runs = points.length * experiment.replicates;
  const toDo = runs - stored;
  const counts = { points: points.length, runs, stored, toDo, threads };
  if (toDo === 0) return { ...counts, estimate: null };
  const trials: RunUnit[] = [];
  const step = Math.max(1, open.length / mostTrials);
  for (let at = 0; at < open.length; at += step) {
    const { point, scenario } = open[Math.floor(at)];
    trials.push(unitOf(await scenario(), seedOf(experiment, point.index, 0)));
  }
  return { ...counts, estimate: await estimateRuns(trials, toDo, threads) };
}
