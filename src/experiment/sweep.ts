import type { Experiment } from '../config/experiment/experiment.ts';
import { replicateSeed } from '../run/replicate-seeds.ts';
import { unitAddress, unitOf } from '../run/run-unit.ts';
import type { PlannedPoint } from './plan.ts';
import { type OpenPool, openRunPool } from './run-pool.ts';
import { type RunRow, RunRows } from './run-rows.ts';
import { openRunStore } from './run-store.ts';
import { runUnits, type UnitsEnd, type UnitTask } from './run-units.ts';
import { nextReplicates } from './stopping.ts';

export interface SweepOptions {
  /** Folder of all results. */
  readonly root: string;
  readonly threads: number;
  /** Tries runs again whose failure is in the store. */
  readonly retryFailures: boolean;
  readonly onProgress?: (progress: SweepProgress) => void;
  readonly interrupted?: () => boolean;
  /** Where runs are made; threads of this program unless given. */
  readonly openPool?: OpenPool;
}

/** How far a sweep has come. With a stopping rule the total grows. */
export interface SweepProgress {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** Of those done: in the store already. */
  readonly stored: number;
}

/** What the runs of a sweep came to. */
export interface SweepRuns extends SweepProgress {
  readonly end: UnitsEnd;
  /** In the order of points and replicates, when the sweep has come to its end. */
  readonly rows: RunRows;
}

/** Replicates of a point that are run together, from the first to before the last: all it begins with, or what a stopping rule adds. */
interface Round {
  readonly point: PlannedPoint;
  readonly from: number;
  readonly to: number;
}

/**
 * Runs what an experiment asks for and is not in the store, on so many threads. A stopping rule adds rounds of replicates
 * to the points that need them; what a round adds depends on results alone, so a sweep that was killed goes on as if it
 * had not been.
 */
export async function sweepRuns(
  experiment: Experiment,
  points: readonly PlannedPoint[],
  { root, threads, retryFailures, onProgress, interrupted, openPool = openRunPool }: SweepOptions,
): Promise<SweepRuns> {
  const { onFailure, replicates } = experiment;
  const store = openRunStore(root);
  const pool = openPool(threads, { root, keepFailures: onFailure === 'quarantine' });
  const rows = new RunRows();
  let before: SweepProgress = { total: 0, done: 0, failed: 0, stored: 0 };
  let end: UnitsEnd = 'done';
  try {
    let round: Round[] = points.map((point) => ({ point, from: 0, to: replicates }));
    while (round.length > 0 && end === 'done') {
      const runs = await runsOf(experiment, round, interrupted);
      if (runs === undefined) {
        const total = round.reduce((sum, { from, to }) => sum + to - from, before.total);
        return { ...before, total, end: 'interrupted', rows };
      }
      const { tasks, added } = runs;
      const first = rows.add(added);
      let within = before;
      end = await runUnits(tasks, {
        store,
        pool,
        take: (index, outcome) => rows.take(first + index, outcome),
        onProgress: (now) => {
          within = {
            total: before.total + now.total,
            done: before.done + now.done,
            failed: before.failed + now.failed,
            stored: before.stored + now.stored,
          };
          onProgress?.(within);
        },
        ...(interrupted && { interrupted }),
        stopOnFailure: onFailure === 'stop',
        // A round holds runs that no round before it had, so none is tried twice in one sweep.
        retryFailures: retryFailures || onFailure !== 'quarantine',
      });
      before = within;
      round = end === 'done' ? roundOf(experiment, points, rows) : [];
    }
  } finally {
    await pool.close();
  }
  return { ...before, end, rows: end === 'done' ? inOrder(rows) : rows };
}

/** Seed of a replicate, from 0: the same at every point, or one of its own. */
export function seedOf({ seed, commonRandomNumbers }: Experiment, point: number, replicate: number): string {
  return commonRandomNumbers ? replicateSeed(seed, replicate) : replicateSeed(`${seed}-${point + 1}`, replicate);
}

/** Runs of a round with their addresses; undefined when it was interrupted. */
async function runsOf(
  experiment: Experiment,
  round: readonly Round[],
  interrupted: (() => boolean) | undefined,
): Promise<{ tasks: UnitTask[]; added: RunRow[] } | undefined> {
  const tasks: UnitTask[] = [];
  const added: RunRow[] = [];
  for (const { point, from, to } of round) {
    if (interrupted?.()) return undefined;
    const runnable = await point.scenario();
    for (let replicate = from; replicate < to; ++replicate) {
      const seed = seedOf(experiment, point.point.index, replicate);
      const address = unitAddress(unitOf(runnable, seed));
      added.push({ point: point.point.index, replicate, seed, address });
      tasks.push({ address, unit: async () => unitOf(await point.scenario(), seed) });
    }
  }
  return { tasks, added };
}

/** The points that need more replicates, and how many. */
function roundOf({ stop }: Experiment, points: readonly PlannedPoint[], rows: RunRows): Round[] {
  if (stop === null) return [];
  const columns = rows.columnsOf(stop.metric, stop.topic);
  const ofPoint = new Map<number, number[]>();
  rows.rows.forEach(({ point }, row) => {
    const same = ofPoint.get(point);
    if (same === undefined) ofPoint.set(point, [row]);
    else same.push(row);
  });
  return points.flatMap((point) => {
    const own = ofPoint.get(point.point.index) ?? [];
    const samples = columns.map((values) => own.map((row) => values[row]).filter((value) => !Number.isNaN(value)));
    const to = nextReplicates(stop, own.length, samples);
    return to > own.length ? [{ point, from: own.length, to }] : [];
  });
}

/** By point and replicate, whichever round a run was made in. */
function inOrder(rows: RunRows): RunRows {
  const order = rows.rows
    .map((_, row) => row)
    .sort((a, b) => rows.rows[a].point - rows.rows[b].point || rows.rows[a].replicate - rows.rows[b].replicate);
  return rows.reordered(order);
}
