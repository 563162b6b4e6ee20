import type { CommandContext, Output } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';
import { asWrongInput } from './wrong-scenario.ts';

export interface ExportCommandOptions {
  /** Folder or id of a run. */
  readonly run: string;
  readonly table: string;
  readonly columns?: string | undefined;
  readonly where?: readonly string[] | undefined;
  /** A file, or `-` for standard output. */
  readonly to: string;
  readonly out: string;
  readonly force?: boolean | undefined;
}

/** Writes a recorded table, or part of it, as CSV. */
export async function exportCommand(options: ExportCommandOptions, context: CommandContext): Promise<ExitCode> {
  const [{ findRun, tableNamed }, { csvOf }, { writePieces }, { pathExists }] = await Promise.all([
    import('../run/find-run.ts'),
    import('../export/export-table.ts'),
    import('../io/append-file.ts'),
    import('../io/run-folder.ts'),
  ]);
  const to = single('to', options.to);
  const columns = single('columns', options.columns);
  return asWrongInput(async () => {
    const folder = findRun(options.run, single('out', options.out));
    const { path, partial } = tableNamed(single('table', options.table), folder);
    const pieces = csvOf(path, { columns, where: options.where ?? [] });
    if (to === '-') await writeAll(pieces, context.stdout);
    else if (pathExists(to) && !options.force) {
      throw new WrongInputError(`${to} exists already; --force overwrites it.`);
    } else writePieces(to, pieces);
    if (partial) context.stderr.write(`${shownPath(path)} is partial: the run was not finished.\n`);
    return exitCode.done;
  });
}

/** Writes no faster than the reader reads. */
async function writeAll(pieces: Iterable<string>, output: Output): Promise<void> {
  for (const piece of pieces) {
    const room = output.write(piece);
    if (room === false && output.once !== undefined) {
      await new Promise<void>((resolve) => output.once?.('drain', resolve));
    }
    // A reader that has left (allora-sim export ... | head) is heard of between the pieces.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
