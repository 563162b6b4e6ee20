import type { GalleryCell, GalleryManifest } from '../record/gallery-record.ts';
import type { CommandContext } from './context.ts';
import { type EngineOptions, engineOption, promptEngines } from './engine-option.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { type FittedColumn, fittedTable } from './fitted-table.ts';
import { interruptible } from './interruptible.ts';
import { mostThreads } from './replicated-runs.ts';
import { counted, shortNumber } from './shown-number.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { intervalPlot, type Scale, scaleOf } from './sparkline.ts';
import { sweepProgressBar } from './sweep-progress.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { wrapped } from './text-width.ts';
import { wholeNumber } from './whole-number.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface GalleryCommandOptions extends EngineOptions {
  /** The gallery's file. */
  readonly scenario: string;
  readonly out: string;
  readonly report: boolean;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Attacks that the screen shows of each ranking. */
const shownAttacks = 8;

/** Ranks attacks over versions of the protocol, with slashing and without, in networks of several sizes. */
export async function galleryCommand(options: GalleryCommandOptions, context: CommandContext): Promise<ExitCode> {
  return interruptible(context, (interrupted) => gallery(options, context, interrupted));
}

async function gallery(
  options: GalleryCommandOptions,
  context: CommandContext,
  interrupted: () => boolean,
): Promise<ExitCode> {
  const [{ runGallery }, { usualThreads }] = await Promise.all([
    import('../attack/gallery/run-gallery.ts'),
    import('../experiment/run-pool.ts'),
  ]);
  const { stdout, stderr, environment } = context;
  const root = single('out', options.out);
  const openEngine = engineOption(options, context, promptEngines);
  const threads = wholeNumber('threads', options.threads, mostThreads) ?? usualThreads();
  const engine = await openEngine('gallery');
  const bar = await sweepProgressBar(stderr, !options.quiet && !options.json, environment);
  const openPool = engine?.openPool;
  try {
    const runs = await asWrongInput(() =>
      runGallery(options.scenario, {
        root,
        threads,
        onProgress: bar.update,
        interrupted,
        ...(openPool && { openPool }),
      }),
    );
    bar.stop();
    if (runs.recorded === undefined) {
      stderr.write(
        `Interrupted after ${runs.done} of ${runs.total} runs. They stay in the store; the same command goes on from there.\n`,
      );
      return exitCode.interrupted;
    }
    const { folder, manifest, cells } = runs.recorded;
    const report = options.report ? await reportOf(folder) : null;
    const shown = { folder: shownPath(folder), report: report === null ? null : shownPath(report) };
    if (options.json) stdout.write(`${JSON.stringify({ ...manifest, ...shown, cells }, null, 2)}\n`);
    else if (options.quiet) stdout.write(`${shown.report ?? shown.folder}\n`);
    else stdout.write(gallerySummary(manifest, cells, shown.report ?? shown.folder, terminalOf(stdout, environment)));
    return manifest.failed > 0 ? exitCode.failed : exitCode.done;
  } finally {
    bar.stop();
    await engine?.close();
  }
}

async function reportOf(folder: string): Promise<string> {
  const { writeGalleryReport } = await import('../report/gallery/write-gallery-report.ts');
  return writeGalleryReport(folder);
}

/** One screen: of the newest version without slashing in the largest network, the first of each ranking. */
function gallerySummary(
  manifest: GalleryManifest,
  cells: readonly GalleryCell[],
  path: string,
  { columns, unicode }: Terminal,
): string {
  const { name, attacks, profiles, slashing, sizes, budget, seeds, runs, failed, wallSeconds } = manifest;
  const [profile, mode, size] = [profiles.at(-1), slashing[0], sizes.at(-1)];
  const here = cells.filter((cell) => cell.profile === profile && cell.slashing === mode && cell.size === size);
  const ranking = (measure: GalleryCell['measure'], title: string): string => {
    const ranked = here.filter((cell) => cell.measure === measure && !Number.isNaN(cell.mean));
    ranked.sort((a, b) => b.mean - a.mean);
    const scale = scaleOf(ranked.slice(0, shownAttacks).flatMap(({ mean, low, high }) => [mean, low, high]));
    const plots = ranked.map((cell) => (scale === null ? '' : intervalPlot(cell, scale, plotWidth, unicode)));
    const rows = ranked
      .slice(0, shownAttacks)
      .map((cell) => [
        cell.attack,
        digits(cell.mean),
        `${digits(cell.low)} to ${digits(cell.high)}`,
        String(cell.n),
        plots.shift() ?? '',
      ]);
    return `\n${wrapped(title, columns, 2)}\n${fittedTable(rankingColumns(scale), rows, columns)}`;
  };
  return [
    `${wrapped(`gallery ${name}: ${counted(attacks.length, 'attack')} x ${profiles.join(', ')} x slashing ${slashing.join(', ')} x ${sizes.join(', ')}; budget ${budget} ALLO, ${counted(seeds.length, 'seed')}, ${counted(runs, 'run')} in ${wallSeconds.toFixed(1)} s`, columns, 2)}\n`,
    failed > 0 ? `FAILED and left out: ${failed} of ${runs} runs\n` : '',
    ranking('roi', `By return on what is laid out, beyond honest play (${profile}, slashing ${mode}, ${size}):`),
    ranking(
      'attack_damage',
      `By damage to the combined inference, log10 loss (${profile}, slashing ${mode}, ${size}):`,
    ),
    `\nAll cells: ${path}\n`,
  ].join('');
}

const plotWidth = 20;

function rankingColumns(scale: Scale | null): FittedColumn[] {
  return [
    { head: 'attack', least: 16 },
    { head: 'mean', right: true },
    { head: '95 % interval', rank: 1 },
    { head: 'n', right: true, rank: 2 },
    { head: scale === null ? '' : `from ${shortNumber(scale.low)} to ${shortNumber(scale.high)}`, rank: 3 },
  ];
}

function digits(value: number): string {
  return Number.isNaN(value) ? '-' : String(Number(value.toPrecision(3)));
}
