import path from 'node:path';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { openInBrowser } from './open-browser.ts';
import { shownPath } from './shown-path.ts';
import { single } from './single.ts';

export interface ExploreCommandOptions {
  readonly out: string;
  readonly port: string;
  /** Folders of scenarios; those of the program and of the current folder unless given. */
  readonly scenarios?: readonly string[] | undefined;
  readonly saveTo: string;
  readonly open?: boolean | undefined;
}

const mostPort = 65_535;

/** Serves the explorer on this machine alone, until somebody presses Ctrl-C. */
export async function exploreCommand(options: ExploreCommandOptions, context: CommandContext): Promise<ExitCode> {
  const port = single('port', options.port);
  if (!/^\d{1,5}$/.test(port) || Number(port) > mostPort) {
    throw new WrongInputError(`--port is "${port}"; expected a whole number from 0 (any free port) to ${mostPort}.`);
  }
  const [{ startExplorer }, { ownScenarios, pagesFolder }] = await Promise.all([
    import('../explore/server.ts'),
    import('../explore/pages.ts'),
  ]);
  const root = path.resolve(single('out', options.out));
  const explorer = await startExplorer({
    root,
    shownRoot: shownPath(root),
    pages: pagesFolder,
    scenarios: options.scenarios ?? [path.resolve('scenarios'), ownScenarios],
    saveTo: single('save-to', options.saveTo),
    port: Number(port),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    throw new WrongInputError(`--port is "${port}", which is taken or not for you; leave it out for any free port.`);
  });
  context.stdout.write(`${explorer.address}\n`);
  context.stderr.write('Open this address in a browser of this machine; it works once. Ctrl-C ends the explorer.\n');
  if (options.open) openInBrowser(explorer.address, (problem) => context.stderr.write(`${problem}\n`));
  await new Promise<void>((resolve) => {
    const listenNoMore = context.onInterrupt(() => {
      listenNoMore();
      resolve();
    });
  });
  await explorer.close();
  return exitCode.interrupted;
}
