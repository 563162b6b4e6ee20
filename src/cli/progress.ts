import type { Progress } from '../run/run-to-end.ts';
import type { Output } from './context.ts';

const silent: Progress = { start: () => {}, update: () => {}, stop: () => {} };

/**
 * A bar with epochs per second and the time left, on a terminal; nothing anywhere else.
 *
 * @param what goes on, a word or two before the bar; empty for the run itself
 * @param unit what is counted
 */
export async function progressBar(output: Output, wanted: boolean, what = '', unit = 'epochs'): Promise<Progress> {
  if (!wanted || output.isTTY !== true) return silent;
  const { default: cliProgress } = await import('cli-progress');
  const bar = new cliProgress.SingleBar(
    {
      stream: output as NodeJS.WriteStream,
      format: `${what === '' ? '' : `${what} `}{bar} {percentage}% | {value}/{total} ${unit} | {speed} ${unit}/s | {eta_formatted} left`,
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
  let begin = 0;
  return {
    start: (total) => {
      begin = performance.now();
      bar.start(total, 0, { speed: '...' });
    },
    update: (done) => bar.update(done, { speed: speedInWords(done, performance.now() - begin) }),
    stop: () => bar.stop(),
  };
}

/** Epochs per second to three digits, or dots before there is anything to tell. */
export function speedInWords(epochs: number, milliseconds: number): string {
  if (epochs === 0 || milliseconds <= 0) return '...';
  return String(Number(((1000 * epochs) / milliseconds).toPrecision(3)));
}
