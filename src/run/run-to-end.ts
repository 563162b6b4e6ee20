import type { PairedSimulation, Simulation, Sink } from '../../sim/index.ts';

/** How far a run has come, for somebody who waits. */
export interface Progress {
  /** @param total epochs */
  start(total: number): void;
  update(done: number): void;
  stop(): void;
}

export const noProgress: Progress = { start: () => {}, update: () => {}, stop: () => {} };

/** Who watches a run and may end it. */
export interface Watch {
  readonly progress: Progress;
  /** Whether somebody asked for the run to end. */
  readonly interrupted: () => boolean;
}

export const unwatched: Watch = { progress: noProgress, interrupted: () => false };

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
 *
 * @param controlSink takes the rows of the run without the attackers' keys, when there is one
 */
export async function runToEnd(
  simulation: Simulation | PairedSimulation,
  sink: Sink,
  { progress, interrupted }: Watch,
  controlSink?: Sink,
): Promise<Outcome> {
  const begin = performance.now();
  let slice = 1;
  progress.start(simulation.epochsTotal);
  try {
    while (!simulation.finished && !interrupted()) {
      const before = performance.now();
      (simulation as PairedSimulation).advance(slice, sink, controlSink);
      const spent = performance.now() - before;
      if (spent < sliceMilliseconds / 2) slice *= 2;
      else if (spent > 2 * sliceMilliseconds) slice = Math.max(1, Math.floor(slice / 2));
      progress.update(simulation.epochsDone);
      await new Promise((resolve) => setImmediate(resolve));
    }
    (simulation as PairedSimulation).flush(sink, controlSink);
  } finally {
    progress.stop();
  }
  return {
    finished: simulation.finished,
    epochs: simulation.epochsDone,
    wallSeconds: (performance.now() - begin) / 1000,
  };
}
