import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { type Ran, usualEnvironment } from '../../cli/command.ts';
import { builtFolder, builtModule, projectRoot } from '../../support/built.ts';
import { until } from '../../support/until.ts';

/** A worker, or a sweep, in a process of its own. */
export interface Program {
  readonly child: ChildProcess;
  /** Exit code; null after a signal. */
  readonly ended: Promise<number | null>;
  /** All that it has said so far, results and errors. */
  said(): string;
  /** Waits until it says so. */
  says(words: string | RegExp): Promise<void>;
  /** Addresses (their first digits) of runs that it says it has begun, in that order, and of those that it has ended. */
  begun(): string[];
  finished(): string[];
  /** Those begun that it has said nothing of since. */
  underWay(): string[];
}

const programs: Program[] = [];

/** Starts the built program. */
export function program(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Program {
  const main = path.join(builtFolder(), 'src', 'cli', 'main.js');
  const environment = { ...process.env, ...variables };
  const child = spawn(process.execPath, [main, ...args], {
    cwd: projectRoot,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const hear = (text: Buffer): void => {
    said += text;
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  let over = false;
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code, signal) => {
      if (signal !== null) said += `(${signal})`;
      over = true;
      resolve(code);
    });
  });
  const runs = (words: RegExp): string[] => [...said.matchAll(words)].map(([, address]) => address);
  const started: Program = {
    child,
    ended,
    said: () => said,
    async says(words) {
      const has = (): boolean => (typeof words === 'string' ? said.includes(words) : words.test(said));
      await until(
        () => has() || over,
        () => `it says ${words}, but: ${said}`,
      );
      if (!has()) throw new Error(`it ended before it said ${words}: ${said}`);
    },
    begun: () => runs(/^run ([0-9a-f]{12}) begun/gm),
    finished: () => runs(/^run ([0-9a-f]{12}) (?:done|failed|was in|given|refused|lost)/gm),
    underWay() {
      const open = started.begun();
      for (const address of started.finished()) open.splice(open.indexOf(address), 1);
      return open;
    },
  };
  programs.push(started);
  return started;
}

/** Starts a worker that tells of every run, one at a time unless `args` say otherwise, and waits until it serves. */
export async function worker(
  redis: { readonly url: string },
  args: readonly string[] = [],
  variables: NodeJS.ProcessEnv = {},
): Promise<Program> {
  const jobs = args.includes('--jobs') ? [] : ['--jobs', '1'];
  const started = program(['worker', '--redis', redis.url, '--verbose', ...jobs, ...args], variables);
  await started.says('Serving');
  return started;
}

/** Ends with SIGKILL whatever still runs. */
export async function endPrograms(): Promise<void> {
  for (const { child } of programs) child.kill('SIGKILL');
  await Promise.all(programs.map(({ ended }) => ended));
  programs.length = 0;
}

/** A command of the built program, in this process. */
export interface Begun {
  readonly ran: Promise<Ran>;
  readonly stderr: () => string;
  /** Ctrl-C, or another signal. */
  readonly press: (signal?: NodeJS.Signals) => void;
}

/** Begins a command of the built program in this process: that of the sources has other hashes than built workers. */
export async function begin(args: readonly string[]): Promise<Begun> {
  const { runCommandLine } =
    await builtModule<typeof import('../../../src/cli/command-line.ts')>('src/cli/command-line.js');
  let stdout = '';
  let stderr = '';
  let press: (signal?: NodeJS.Signals) => void = () => {};
  const run = async (): Promise<Ran> => {
    const code = await runCommandLine(args, {
      stdout: { write: (text) => (stdout += text) },
      stderr: { write: (text) => (stderr += text) },
      environment: usualEnvironment,
      onInterrupt(handler) {
        press = handler;
        return () => {};
      },
    });
    return { code, stdout, stderr };
  };
  return { ran: run(), stderr: () => stderr, press: (signal) => press(signal) };
}

/** What is waited for while a command runs. @throws when the command ends before */
export async function whileRunning<Answer>({ ran }: Begun, waits: Promise<Answer>): Promise<Answer> {
  const over = ran.then(({ code, stdout, stderr }) => {
    throw new Error(`the command ended with ${code}: ${stderr}${stdout}`);
  });
  return Promise.race([waits, over]);
}
