#!/usr/bin/env node
import { exitCode } from './exit-code.ts';

/** Ctrl-C reaches a program more than once when others pass it on; later than this it is meant as a second one. */
const echoMilliseconds = 500;

function onInterrupt(handler: (signal: NodeJS.Signals) => void): () => void {
  let first: number | undefined;
  const signalled = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (first === undefined) {
      first = now;
      handler(signal);
    } else if (now - first > echoMilliseconds) process.exit(exitCode.interrupted);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, signalled);
  return () => {
    for (const signal of signals) process.off(signal, signalled);
  };
}

// The reader of a pipe may leave early (allora-sim list parameters | head): that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCode.done : exitCode.failed);
});

const args = process.argv.slice(2);
if (args[0] === '--complete') {
  // What shells ask at every press of Tab: no parser and nothing else that takes time to load.
  const { answer } = await import('./completion/answer.ts');
  process.stdout.write(await answer(args.slice(1)));
} else {
  const { runCommandLine } = await import('./command-line.ts');
  process.exitCode = await runCommandLine(args, { stdout: process.stdout, stderr: process.stderr, onInterrupt });
}
