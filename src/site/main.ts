import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSite } from './build-site.ts';
import { HELP, readOptions } from './options.ts';
import { bundledPages } from './playground.ts';
import { siteProgress } from './progress.ts';
import { notReplaceable } from './site-folder.ts';

/* What stands behind `npm run gallery`. The current folder is the project's; exit codes are those of the other commands. */

/** Ctrl-C reaches a program more than once when others pass it on; later than this it is meant as a second one. */
const ECHO_MILLISECONDS = 500;
const INTERRUPTED = 130;

function onInterrupt(handler: () => void): void {
  let first: number | undefined;
  const signalled = (): void => {
    first ??= performance.now();
    if (performance.now() - first > ECHO_MILLISECONDS) process.exit(INTERRUPTED);
    handler();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, signalled);
}

async function main(): Promise<number> {
  const begin = performance.now();
  const request = readOptions(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  if (request.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const refused = notReplaceable(request.out);
  if (refused !== undefined) {
    process.stderr.write(`${refused}\n`);
    return 2;
  }
  const progress = siteProgress(process.stderr);
  const threads = request.threads ?? availableParallelism();
  const web = bundledPages(fileURLToPath(import.meta.url));
  const outcome = await buildSite({ ...request, threads, web, progress, onInterrupt }).finally(progress.stop);
  if (outcome.status === 'interrupted') {
    const { recorded, scenarios } = outcome;
    process.stderr.write(
      `Interrupted: ${recorded} of ${scenarios} scenarios are recorded, the site is as it was. The same command goes on from there.\n`,
    );
    return INTERRUPTED;
  }
  const seconds = ((performance.now() - begin) / 1000).toFixed(0);
  const { scenarios, files, bytes, failed } = outcome;
  process.stderr.write(`${scenarios} scenarios, ${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${seconds} s\n`);
  for (const { file, error } of failed) process.stderr.write(`FAILED: ${file}: ${error}\n`);
  const shown = relative(process.cwd(), request.out);
  process.stdout.write(`Site: ${join(shown.startsWith('..') ? request.out : shown, 'index.html')}\n`);
  return failed.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  const { name, message } = error as Error;
  process.stderr.write(`${message}\n`);
  process.exitCode = ['SelectionError', 'ScenarioError', 'FileError'].includes(name) ? 2 : 1;
}
