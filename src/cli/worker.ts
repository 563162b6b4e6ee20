import { hostname } from 'node:os';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { patienceOption, redisOption } from './redis-option.ts';
import { mostThreads } from './replicated-runs.ts';
import { single } from './single.ts';
import { wholeNumber } from './whole-number.ts';

export interface WorkerCommandOptions {
  readonly array?: string | undefined;
  readonly redis?: string | undefined;
  readonly jobs?: string | undefined;
  readonly out: string;
  readonly lock?: string | undefined;
  readonly grace?: string | undefined;
  readonly idle?: string | undefined;
  readonly patience?: string | undefined;
  readonly verbose?: boolean | undefined;
}

const usualLock = 30;
const usualGrace = 25;
const mostSeconds = 7 * 24 * 3600;

/** Makes the runs that sweeps put on a queue, until somebody ends it; or those of a task of a job array. */
export async function workerCommand(options: WorkerCommandOptions, context: CommandContext): Promise<ExitCode> {
  return options.array === undefined ? serve(options, context) : arrayTask(options.array, options, context);
}

/** What the script of a job array calls for each of its tasks. */
async function arrayTask(
  array: string,
  options: WorkerCommandOptions,
  { stdout, environment = process.env, onInterrupt }: CommandContext,
): Promise<ExitCode> {
  const folder = single('array', array);
  const foreign = (['redis', 'lock', 'grace', 'idle', 'patience'] as const).find((name) => options[name] !== undefined);
  if (foreign !== undefined) throw new WrongInputError(`--${foreign} is for queues; it does nothing with --array.`);
  const jobs = wholeNumber('jobs', options.jobs, mostThreads) ?? 1;
  const written = environment[taskVariable] ?? '';
  if (!/^\d{1,9}$/.test(written)) {
    throw new WrongInputError(
      `Which task of ${folder}? ${taskVariable} is "${written}"; Slurm sets it to a whole number for the script of an array.`,
    );
  }
  const { runArrayTask } = await import('../distributed/slurm/array-task.ts');
  let signalled = false;
  const listenNoMore = onInterrupt(() => {
    signalled = true;
  });
  try {
    const tell = (line: string): void => void stdout.write(line);
    tell(`Task ${written} of ${folder}, process ${process.pid} on ${hostname()}.\n`);
    const { lost } = await runArrayTask(folder, Number(written), { jobs, tell, interrupted: () => signalled });
    return lost > 0 ? exitCode.failed : exitCode.done;
  } finally {
    listenNoMore();
  }
}

/** Variable in which Slurm tells a script its task of the array. */
const taskVariable = 'SLURM_ARRAY_TASK_ID';

async function serve(options: WorkerCommandOptions, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, environment, onInterrupt } = context;
  const address = redisOption(options.redis, { ...(environment && { environment }) });
  const root = single('out', options.out);
  const lock = wholeNumber('lock', options.lock, mostSeconds) ?? usualLock;
  const grace = wholeNumber('grace', options.grace, mostSeconds) ?? usualGrace;
  const idle = wholeNumber('idle', options.idle, mostSeconds) ?? null;
  const patience = patienceOption(options.patience);
  const [{ openRedisServer }, { serveQueue }, { usualThreads }, { programHash }, { engineVersion }] = await Promise.all(
    [
      import('../distributed/bullmq/redis-server.ts'),
      import('../distributed/bullmq/serve-queue.ts'),
      import('../experiment/run-pool.ts'),
      import('../distributed/program-hash.ts'),
      import('../record/engine-code.ts'),
    ],
  );
  const jobs = wholeNumber('jobs', options.jobs, mostThreads) ?? usualThreads();
  let signal: NodeJS.Signals | undefined;
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const listenNoMore = onInterrupt((received) => {
    signal = received ?? 'SIGINT';
    end();
  });
  try {
    const server = await openRedisServer(address, (line) => void stderr.write(line));
    stdout.write(
      `Serving ${server.shown}, ${jobs === 1 ? '1 run' : `${jobs} runs`} at a time (version ${engineVersion()}, code ${programHash().slice(0, 8)}). Ctrl-C ends.\n`,
    );
    const served = await serveQueue({
      server,
      jobs,
      root,
      lock,
      grace,
      idle,
      patience,
      verbose: options.verbose ?? false,
      tell: (line) => void stdout.write(line),
      ended,
    });
    const { done, failed, handedBack } = served;
    stdout.write(`Ended after ${done + failed} runs, ${failed} of them failed, ${handedBack} given back.\n`);
  } finally {
    listenNoMore();
  }
  // To be ended is what a worker waits for; only Ctrl-C is somebody's interruption.
  return signal === 'SIGINT' ? exitCode.interrupted : exitCode.done;
}
