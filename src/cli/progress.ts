import type { Progress } from '../run/run-to-end.ts';
import type { Output } from './context.ts';
import { type Environment, type Terminal, terminalOf } from './terminal.ts';
import { wrapped } from './text-width.ts';

/** To the begin of the line, which is emptied. */
const clearLine = '\r\u001b[K';
/** Where a bar that ends leaves the cursor. */
const saveCursor = '\u001b7';

const silent: Progress = { start: () => {}, update: () => {}, stop: () => {} };

/** What a bar is about. */
export interface ProgressWords {
  /** What goes on, a word or two before the bar; empty for the run itself. */
  readonly what?: string;
  /** What is counted; `epochs` unless given. */
  readonly unit?: string;
  readonly environment?: Environment | undefined;
}

/** A bar with epochs per second and the time left, on a terminal; nothing anywhere else. */
export async function progressBar(
  output: Output,
  wanted: boolean,
  { what = '', unit = 'epochs', environment }: ProgressWords = {},
): Promise<Progress> {
  const terminal = terminalOf(output, environment);
  if (!wanted || !terminal.animated) return silent;
  const start = what === '' ? '' : `${what} `;
  const parts = ['{percentage}%', `{value}/{total} ${unit}`, '{eta_formatted} left', `{speed} ${unit}/s`];
  const bar = await openBar(output, { terminal, start, parts, longest: [4, 16 + unit.length, 11, 10 + unit.length] });
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

/** How a bar is laid out. */
export interface BarLayout {
  readonly terminal: Terminal;
  /** Before the bar. */
  readonly start: string;
  /** Behind the bar, the most important first: those that fit are shown. */
  readonly parts: readonly string[];
  /** Columns that each part takes when its numbers are long. */
  readonly longest: readonly number[];
}

const usualBar = 40;
const leastBar = 5;

/** Columns of the bar itself, and how many of the parts fit behind it in a line. */
export function fittingParts({ terminal, start, longest }: BarLayout): {
  readonly bar: number;
  readonly parts: number;
} {
  // The last column stays free: terminals break the line there.
  let room = terminal.columns - 1 - start.length - leastBar;
  let parts = 0;
  for (; parts < longest.length; ++parts) {
    const needed = longest[parts] + (parts === 0 ? 1 : 3);
    if (needed > room) break;
    room -= needed;
  }
  return { bar: Math.min(usualBar, leastBar + Math.max(0, room)), parts };
}

/** A bar in one line, however narrow the terminal is. */
export async function openBar(output: Output, layout: BarLayout) {
  const { default: cliProgress } = await import('cli-progress');
  const { bar, parts } = fittingParts(layout);
  const { unicode } = layout.terminal;
  return new cliProgress.SingleBar(
    {
      stream: output as NodeJS.WriteStream,
      format: `${layout.start}{bar} ${layout.parts.slice(0, parts).join(' | ')}`,
      barCompleteChar: unicode ? '█' : '#',
      barIncompleteChar: unicode ? '░' : '.',
      barsize: bar,
      hideCursor: true,
      clearOnComplete: true,
      etaBuffer: 50,
      // Ctrl-C is the command's own affair.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
}

/**
 * Tells a line while a bar may be shown: the bar is drawn again behind it. Where that is has to be saved anew, or what
 * follows the bar in the end would be written over the line; and a bar cuts lines that are longer than the terminal's.
 */
export function tellBesideBar(output: Output, environment?: Environment): (line: string) => void {
  const terminal = terminalOf(output, environment);
  if (!terminal.animated) return (line) => void output.write(line);
  return (line) => {
    const text = line
      .split('\n')
      .map((part) => wrapped(part, terminal.columns - 1))
      .join('\n');
    output.write(`${clearLine}${text}${saveCursor}`);
  };
}

/** Epochs per second to three digits, or dots before there is anything to tell. */
export function speedInWords(epochs: number, milliseconds: number): string {
  if (epochs === 0 || milliseconds <= 0) return '...';
  return String(Number(((1000 * epochs) / milliseconds).toPrecision(3)));
}
