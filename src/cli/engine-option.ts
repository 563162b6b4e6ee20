import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SweepEngine } from '../distributed/sweep-engine.ts';
import type { CommandContext } from './context.ts';
import { WrongInputError } from './exit-code.ts';
import { tellBesideBar } from './progress.ts';
import { patienceOption, redisOption } from './redis-option.ts';
import { mostThreads } from './replicated-runs.ts';
import { wholeNumber } from './whole-number.ts';
import { wordOption } from './word-option.ts';

/** What makes the runs: threads of this program, workers of a queue, tasks of a cluster. */
export const engines = ['local', 'bullmq', 'slurm'] as const;
export type EngineName = (typeof engines)[number];

/** Options of commands whose runs may be made elsewhere. */
export interface EngineOptions {
  readonly engine?: string | undefined;
  readonly redis?: string | undefined;
  readonly results?: string | undefined;
  readonly patience?: string | undefined;
  readonly threads?: string | undefined;
  readonly sbatch?: readonly string[] | undefined;
  readonly runsPerTask?: string | undefined;
  readonly jobs?: string | undefined;
  readonly submit?: boolean | undefined;
}

/** Engines of commands whose next runs hang on the results of those before. */
export const promptEngines: readonly EngineName[] = ['local', 'bullmq'];

/** Options that only one engine has. */
const optionsOf: Readonly<Record<EngineName, readonly (keyof EngineOptions)[]>> = {
  local: ['threads'],
  bullmq: ['redis', 'results', 'patience'],
  slurm: ['sbatch', 'runsPerTask', 'jobs', 'submit'],
};

const resultPlaces = ['redis', 'folder'] as const;

/**
 * Opens what makes the runs; undefined for this machine. Called when all else about the input is known to be right.
 *
 * @param name of what is asked, for the names of jobs
 */
export type OpenEngine = (name: string) => Promise<SweepEngine | undefined>;

const mostRunsPerTask = 1_000_000;

/**
 * The engine that the command line asks for, its options checked.
 *
 * @param known the engines that the command knows
 * @throws WrongInputError
 */
export function engineOption(
  options: EngineOptions,
  { stderr, environment }: CommandContext,
  known: readonly EngineName[] = engines,
): OpenEngine {
  const engine = wordOption('engine', options.engine, known) ?? 'local';
  for (const other of engines.filter((name) => name !== engine)) {
    const foreign = optionsOf[other].find((name) => isGiven(options[name]) && !optionsOf[engine].includes(name));
    if (foreign === undefined) continue;
    throw new WrongInputError(
      foreign === 'threads'
        ? `--threads is for runs on this machine; with --engine ${engine} those who make the runs say how many at a time (worker --jobs).`
        : `--${written(foreign)} belongs to --engine ${other}; this is --engine ${engine}.`,
    );
  }
  const tell = tellBesideBar(stderr, environment);
  if (engine === 'local') return async () => undefined;
  if (engine === 'slurm') {
    const runsPerTask = wholeNumber('runs-per-task', options.runsPerTask, mostRunsPerTask) ?? null;
    const jobs = wholeNumber('jobs', options.jobs, mostThreads) ?? 1;
    const { sbatch = [], submit = true } = options;
    return async (name) => {
      const { openSlurmEngine } = await import('../distributed/slurm/slurm-engine.ts');
      return openSlurmEngine({ name, submit, sbatch, runsPerTask, jobs, tell, program: thisProgram() });
    };
  }
  const address = redisOption(options.redis, { ...(environment && { environment }) });
  const patience = patienceOption(options.patience);
  const results = wordOption('results', options.results, resultPlaces) ?? 'redis';
  return async () => {
    const [{ openRedisServer }, { openQueueEngine }] = await Promise.all([
      import('../distributed/bullmq/redis-server.ts'),
      import('../distributed/bullmq/queue-engine.ts'),
    ]);
    const server = await openRedisServer(address, tell);
    return openQueueEngine({ server, results, patience, tell });
  };
}

function isGiven(value: EngineOptions[keyof EngineOptions]): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== true;
}

/** An option as it is written on the command line. */
function written(name: keyof EngineOptions): string {
  if (name === 'submit') return 'no-submit';
  return name === 'runsPerTask' ? 'runs-per-task' : name;
}

/** How another machine that shares the file system starts this very program. */
function thisProgram(): { readonly command: readonly string[] } {
  const fromSources = extname(import.meta.url) === '.ts';
  const main = fileURLToPath(new URL(fromSources ? './main.ts' : './main.js', import.meta.url));
  return { command: [process.execPath, ...(fromSources ? ['--import', import.meta.resolve('tsx')] : []), main] };
}
