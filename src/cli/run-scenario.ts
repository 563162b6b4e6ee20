import type { ColumnBatch, Simulation } from '../../sim/index.ts';
import type { ProgressBar } from './progress.ts';

/** What a run of the loop ended with. */
export interface Outcome {
  readonly finished: boolean;
  readonly epochs: number;
  /** Seconds. */
  readonly wallSeconds: number;
}

/** How long one slice of the run may take, milliseconds: short enough for Ctrl-C and the progress bar. */
const sliceMilliseconds = 50;

/**
 * Runs a simulation to its end, slice by slice, with room for signals in between. How it is sliced changes nothing in
 * what is recorded.
 */
export async function runToEnd(
  simulation: Simulation,
  sink: (batch: ColumnBatch) => void,
  progress: ProgressBar,
  interrupted: () => boolean,
): Promise<Outcome> {
  const begin = performance.now();
  let slice = 1;
  progress.start(simulation.epochsTotal);
  try {
    while (!simulation.finished && !interrupted()) {
      const before = performance.now();
      simulation.advance(slice, sink);
      const spent = performance.now() - before;
      if (spent < sliceMilliseconds / 2) slice *= 2;
      else if (spent > 2 * sliceMilliseconds) slice = Math.max(1, Math.floor(slice / 2));
      progress.update(simulation.epochsDone);
      await new Promise((resolve) => setImmediate(resolve));
    }
    simulation.flush(sink);
  } finally {
    progress.stop();
  }
  return {
    finished: simulation.finished,
    epochs: simulation.epochsDone,
    wallSeconds: (performance.now() - begin) / 1000,
  };
}
