import type { QueueState, QueueStates } from '../distributed/bullmq/queue-state.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { redisOption } from './redis-option.ts';
import { counted } from './shown-number.ts';
import { table } from './table.ts';

export interface QueueCommandOptions {
  readonly redis?: string | undefined;
  readonly clear?: boolean | undefined;
  readonly all?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Shows what a server holds for sweeps, and empties its queues when asked to. */
export async function queueCommand(options: QueueCommandOptions, context: CommandContext): Promise<ExitCode> {
  const { stdout, stderr, environment } = context;
  const address = redisOption(options.redis, { ...(environment && { environment }) });
  if (options.all && !options.clear) {
    throw new WrongInputError('--all goes with --clear: it clears the queues of other versions, too.');
  }
  const [{ openRedisServer }, { queueStates, clearQueue }] = await Promise.all([
    import('../distributed/bullmq/redis-server.ts'),
    import('../distributed/bullmq/queue-state.ts'),
  ]);
  const server = await openRedisServer(address, (line) => void stderr.write(line));
  try {
    const before = await queueStates(server);
    const cleared = options.clear ? before.queues.filter(({ own }) => own || options.all) : [];
    for (const { queue } of cleared) await clearQueue(server, queue);
    const states = options.clear ? await queueStates(server) : before;
    if (options.json) stdout.write(`${JSON.stringify({ redis: server.shown, ...states }, null, 2)}\n`);
    else stdout.write(`${clearedInWords(cleared)}${statesInWords(states, server.shown)}`);
  } finally {
    server.close();
  }
  return exitCode.done;
}

function clearedInWords(cleared: readonly QueueState[]): string {
  if (cleared.length === 0) return '';
  const of = (count: (state: QueueState) => number): number => cleared.reduce((sum, state) => sum + count(state), 0);
  const waiting = counted(
    of((state) => state.waiting),
    'waiting run',
  );
  return `Removed ${waiting}, ${counted(
    of(({ finished, failed }) => finished + failed),
    'result',
  )} that nobody had fetched.\n\n`;
}

function statesInWords({ queues, workers }: QueueStates, shown: string): string {
  const rows = queues.map(({ queue, own, waiting, running, finished, failed }) => {
    return [queue, own ? 'this one' : 'another', waiting, running, finished, failed].map(String);
  });
  const head = ['queue', 'version', 'waiting', 'running', 'finished', 'failed'];
  const served =
    workers === null
      ? 'The server does not tell who is connected.'
      : `${counted(workers.own, 'worker')} of this version, ${workers.other} of others.`;
  return `${shown}\n\n${table([head, ...rows], [2, 3, 4, 5])}\n${served}\n`;
}
