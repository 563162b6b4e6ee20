import type { GalleryCell, GalleryManifest } from '../record/gallery-record.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { interruptible } from './interruptible.ts';
import { mostThreads } from './replicated-runs.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { sweepProgressBar } from './sweep-progress.ts';
import { table } from './table.ts';
import { wholeNumber } from './whole-number.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface GalleryCommandOptions {
  /** The gallery's file. */
  readonly scenario: string;
  readonly threads?: string | undefined;
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
  { stdout, stderr }: CommandContext,
  interrupted: () => boolean,
): Promise<ExitCode> {
  const [{ runGallery }, { usualThreads }] = await Promise.all([
    import('../attack/gallery/run-gallery.ts'),
    import('../experiment/run-pool.ts'),
  ]);
  const root = single('out', options.out);
  const threads = wholeNumber('threads', options.threads, mostThreads) ?? usualThreads();
  const bar = await sweepProgressBar(stderr, !options.quiet && !options.json);
  try {
    const runs = await asWrongInput(() =>
      runGallery(options.scenario, { root, threads, onProgress: bar.update, interrupted }),
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
    else stdout.write(gallerySummary(manifest, cells, shown.report ?? shown.folder));
    return manifest.failed > 0 ? exitCode.failed : exitCode.done;
  } finally {
    bar.stop();
  }
}

async function reportOf(folder: string): Promise<string> {
  const { writeGalleryReport } = await import('../report/gallery/write-gallery-report.ts');
  return writeGalleryReport(folder);
}

/** One screen: of the newest version without slashing in the largest network, the first of each ranking. */
function gallerySummary(manifest: GalleryManifest, cells: readonly GalleryCell[], path: string): string {
  const { name, attacks, profiles, slashing, sizes, budget, seeds, runs, failed, wallSeconds } = manifest;
  const [profile, mode, size] = [profiles.at(-1), slashing[0], sizes.at(-1)];
  const here = cells.filter((cell) => cell.profile === profile && cell.slashing === mode && cell.size === size);
  const ranking = (measure: GalleryCell['measure'], title: string): string => {
    const ranked = here.filter((cell) => cell.measure === measure && !Number.isNaN(cell.mean));
    ranked.sort((a, b) => b.mean - a.mean);
    const rows = ranked
      .slice(0, shownAttacks)
      .map((cell) => [cell.attack, digits(cell.mean), `${digits(cell.low)} to ${digits(cell.high)}`, String(cell.n)]);
    return `\n${title}\n${table([['attack', 'mean', '95 % interval', 'n'], ...rows], [1, 3])}`;
  };
  return [
    `gallery ${name}: ${attacks.length} attacks x ${profiles.join(', ')} x slashing ${slashing.join(', ')} x ${sizes.join(', ')}; budget ${budget} ALLO, ${seeds.length} seeds, ${runs} runs in ${wallSeconds.toFixed(1)} s\n`,
    failed > 0 ? `FAILED and left out: ${failed} of ${runs} runs\n` : '',
    ranking('roi', `By return on what is laid out, beyond honest play (${profile}, slashing ${mode}, ${size}):`),
    ranking(
      'attack_damage',
      `By damage to the combined inference, log10 loss (${profile}, slashing ${mode}, ${size}):`,
    ),
    `\nAll cells: ${path}\n`,
  ].join('');
}

function digits(value: number): string {
  return Number.isNaN(value) ? '-' : String(Number(value.toPrecision(3)));
}
