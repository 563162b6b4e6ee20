import path from 'node:path';
import type { RecordedKind } from '../record/recorded-kind.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface ReportCommandOptions {
  /** Folder or id of a run. */
  readonly run: string;
  readonly out: string;
  readonly json?: boolean | undefined;
}

/** Rebuilds charts and report of a recorded run, sweep, comparison or measured attack. */
export async function reportCommand(options: ReportCommandOptions, { stdout }: CommandContext): Promise<ExitCode> {
  const [{ findRun }, { recordedKind }] = await Promise.all([
    import('../run/find-run.ts'),
    import('../record/recorded-kind.ts'),
  ]);
  const folder = await asWrongInput(async () => findRun(options.run, single('out', options.out)));
  const kind = recordedKind(folder);
  if (kind === undefined) {
    throw new WrongInputError(`${shownPath(folder)} holds no complete run: it has no manifest.json.`);
  }
  const report = shownPath(await writers[kind](folder));
  const facts = { kind, runId: path.basename(folder), folder: shownPath(folder), report };
  stdout.write(options.json ? `${JSON.stringify(facts, null, 2)}\n` : `Report: ${report}\n`);
  return exitCode.done;
}

/** Loaded only when needed. */
const writers: Readonly<Record<RecordedKind, (folder: string) => Promise<string>>> = {
  run: async (folder) => (await import('../report/write-report.ts')).writeReport(folder),
  sweep: async (folder) => (await import('../report/sweep/write-sweep-report.ts')).writeSweepReport(folder),
  comparison: async (folder) =>
    (await import('../report/compare/write-comparison-report.ts')).writeComparisonReport(folder),
  attack: async (folder) => (await import('../report/attack/write-attack-report.ts')).writeAttackReport(folder),
  gallery: async (folder) => (await import('../report/gallery/write-gallery-report.ts')).writeGalleryReport(folder),
};
