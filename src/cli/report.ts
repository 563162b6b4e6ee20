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

/** Rebuilds charts and report of a recorded run. */
export async function reportCommand(options: ReportCommandOptions, { stdout }: CommandContext): Promise<ExitCode> {
  const [{ findRun }, { readManifest }] = await Promise.all([
    import('../run/find-run.ts'),
    import('../record/manifest.ts'),
  ]);
  const folder = await asWrongInput(async () => findRun(options.run, single('out', options.out)));
  const manifest = readManifest(folder);
  if (manifest === undefined) {
    throw new WrongInputError(`${shownPath(folder)} holds no complete run: it has no manifest.json.`);
  }
  const { writeReport } = await import('../report/write-report.ts');
  const report = shownPath(await writeReport(folder));
  const facts = { runId: manifest.runId, folder: shownPath(folder), report };
  stdout.write(options.json ? `${JSON.stringify(facts, null, 2)}\n` : `Report: ${report}\n`);
  return exitCode.done;
}
