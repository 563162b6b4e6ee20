import type { Sink } from '../../sim/index.ts';
import { type Engine, engine as simulatedEconomy } from '../run/engine.ts';
import { type RunUnit, simulationOf } from '../run/run-unit.ts';
import { type RunResult, storedText } from './run-store.ts';

/** What a set of runs will take. */
export interface RunsEstimate {
  /** Of one run, on one thread. */
  readonly secondsPerRun: number;
  /** Of all runs: each thread does one after the other. Starting the threads is not counted. */
  readonly seconds: number;
  /** Bytes of one result in the store. */
  readonly bytesPerRun: number;
  readonly bytes: number;
}

export interface EstimateOptions {
  /** How long the pilot may take, seconds; a third of it warms the engine up. A run whose first epoch takes longer is not cut short. */
  readonly seconds?: number;
  /** Seconds since whenever. */
  readonly now?: () => number;
  readonly engine?: Engine;
}

/** What is tried for one unit takes at most so long, seconds: enough for hundreds of epochs of a topic. */
const secondsPerUnit = 0.3;
/** Very short runs are not tried more often. */
const mostTries = 100;
/** A result has an address of so many characters. */
const someAddress = '0'.repeat(64);
const nobody: Sink = () => {};

/**
 * Says how long runs take and how much their results fill, by trying a few of them in this thread, without storing
 * anything. A run that is too long is tried in part: what is left of it goes on at the pace of the later half of that part.
 *
 * @param units a few of the runs, spread over the design; at least one
 * @param runsToDo how many there are to do in all
 * @param threads at least 1
 */
export async function estimateRuns(
  units: readonly RunUnit[],
  runsToDo: number,
  threads: number,
  { seconds = 3, now = secondsByClock, engine = simulatedEconomy }: EstimateOptions = {},
): Promise<RunsEstimate> {
  const warm = seconds / 3;
  const each = Math.min(secondsPerUnit, (seconds - warm) / units.length);
  const begin = now();
  // Code is compiled while it runs: what is measured before that is several times too slow.
  for (let n = 0; n < mostTries && now() - begin < warm; ++n) {
    tryRun(units[n % units.length], Math.min(each, warm), engine, now);
    await breath();
  }
  let secondsOfAll = 0;
  let bytesOfAll = 0;
  for (const unit of units) {
    const { seconds: own, bytes } = tryRuns(unit, each, engine, now);
    secondsOfAll += own;
    bytesOfAll += bytes;
    await breath();
  }
  const secondsPerRun = secondsOfAll / units.length;
  const bytesPerRun = bytesOfAll / units.length;
  return {
    secondsPerRun,
    seconds: Math.ceil(runsToDo / threads) * secondsPerRun,
    bytesPerRun,
    bytes: runsToDo * bytesPerRun,
  };
}

interface Trial {
  readonly seconds: number;
  readonly bytes: number;
}

/** The mean of as many tries as there is time for. */
function tryRuns(unit: RunUnit, budget: number, engine: Engine, now: () => number): Trial {
  const begin = now();
  let sum = 0;
  let tries = 0;
  let bytes = 0;
  do {
    const trial = tryRun(unit, budget, engine, now);
    sum += trial.seconds;
    bytes = trial.bytes;
    ++tries;
  } while (tries < mostTries && now() - begin + sum / tries <= budget);
  return { seconds: sum / tries, bytes };
}

/** One run, or its begin. What ends with an error takes as long as it took until then. */
function tryRun(unit: RunUnit, budget: number, engine: Engine, now: () => number): Trial {
  const begin = now();
  try {
    const simulation = simulationOf(unit, engine);
    const { epochsTotal } = simulation;
    // Before the first epoch is done, as many are begun as the truth is late: they are not counted in the pace.
    simulation.advance(1, nobody);
    let spent = now() - begin;
    let from = { spent, epochs: simulation.epochsDone };
    let slice = 1;
    while (!simulation.finished && (spent < budget || simulation.epochsDone === from.epochs)) {
      const before = spent;
      simulation.advance(slice, nobody);
      spent = now() - begin;
      if (spent - before < budget / 20) slice *= 2;
      if (before < budget / 2 && spent >= budget / 2) from = { spent, epochs: simulation.epochsDone };
    }
    const { epochsDone, finished } = simulation;
    const perEpoch = finished ? 0 : (spent - from.spent) / (epochsDone - from.epochs);
    const bytes = bytesOf({ status: 'done', metrics: simulation.summary() });
    return { seconds: spent + (epochsTotal - epochsDone) * perEpoch, bytes };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { seconds: now() - begin, bytes: bytesOf({ status: 'failed', error: message }) };
  }
}

function bytesOf(result: RunResult): number {
  return Buffer.byteLength(storedText(someAddress, result));
}

function secondsByClock(): number {
  return performance.now() / 1000;
}

/** Room for signals. */
function breath(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
