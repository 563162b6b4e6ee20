import type { Output } from './context.ts';

/** How far a run has come, for a person who waits. */
export interface ProgressBar {
  start(total: number): void;
  update(done: number): void;
  stop(): void;
}

const silent: ProgressBar = { start: () => {}, update: () => {}, stop: () => {} };

/** A bar on a terminal, nothing anywhere else. */
export async function progressBar(output: Output, wanted: boolean): Promise<ProgressBar> {
  if (!wanted || output.isTTY !== true) return silent;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar(
    {
      stream: output as NodeJS.WriteStream,
      format: '{bar} {percentage}% | {value}/{total} epochs | {eta_formatted} left',
      barCompleteChar: '█',
      barIncompleteChar: '░',
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
      // Ctrl-C is the run's own affair.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  return {
    start: (total) => bar.start(total, 0),
    update: (done) => bar.update(done),
    stop: () => bar.stop(),
  };
}
