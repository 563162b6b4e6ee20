import { keyPrefix, queueName, queueNames } from './keys.ts';
import { connectionOptions } from './redis-address.ts';
import type { RedisServer } from './redis-server.ts';
import { type Workers, workersOf } from './workers.ts';

/** What a queue of runs holds. */
export interface QueueState {
  readonly queue: string;
  /** Whether it is the one of this very program; others are of other versions. */
  readonly own: boolean;
  readonly waiting: number;
  /** Workers have begun them. */
  readonly running: number;
  /** Done, and no sweep has fetched the result. */
  readonly finished: number;
  /** Given up or refused, and no sweep has fetched the reason. */
  readonly failed: number;
}

/** What a server holds for sweeps. */
export interface QueueStates {
  /** This program's first. */
  readonly queues: readonly QueueState[];
  /** null where the server does not tell. */
  readonly workers: Workers | null;
}

/** Looks at the queues of runs of every version. */
export async function queueStates(server: RedisServer): Promise<QueueStates> {
  const names = [queueName(), ...(await queuesOn(server)).filter((name) => name !== queueName())];
  const queues: QueueState[] = [];
  for (const name of names) queues.push(await withQueue(server, name, (queue) => stateOf(name, queue)));
  return { queues, workers: (await workersOf(server)) ?? null };
}

/** Removes from a queue what waits and what nobody has fetched. Runs that workers have begun are left to them. */
export async function clearQueue(server: RedisServer, name: string): Promise<void> {
  await withQueue(server, name, async (queue) => {
    await queue.drain(true);
    for (const kind of ['completed', 'failed'] as const) {
      while ((await queue.clean(0, mostAtOnce, kind)).length === mostAtOnce);
    }
  });
}

const mostAtOnce = 1000;

type Queue = import('bullmq').Queue;

async function withQueue<Answer>(
  server: RedisServer,
  name: string,
  act: (queue: Queue) => Promise<Answer>,
): Promise<Answer> {
  const { Queue } = server.packages.bullmq;
  const connection = connectionOptions(server.address);
  const queue = new Queue(name, { connection, prefix: keyPrefix, skipVersionCheck: true, skipMetasUpdate: true });
  let fail: (error: Error) => void = () => {};
  const broken = new Promise<never>((_, reject) => {
    fail = reject;
  });
  queue.on('error', fail);
  try {
    return await Promise.race([act(queue), broken]);
  } finally {
    await queue.close();
  }
}

async function stateOf(name: string, queue: Queue): Promise<QueueState> {
  const { waiting, active, delayed, completed, failed } = await queue.getJobCounts(
    ...(['waiting', 'active', 'delayed', 'completed', 'failed'] as const),
  );
  const own = name === queueName();
  return { queue: name, own, waiting: waiting + delayed, running: active, finished: completed, failed };
}

/** Names of the queues of runs that there are. */
async function queuesOn({ client }: RedisServer): Promise<string[]> {
  const names: string[] = [];
  let cursor = '0';
  do {
    const [next, keys] = await client.scan(cursor, 'MATCH', `${keyPrefix}:${queueNames}*:meta`, 'COUNT', 1000);
    cursor = next;
    for (const key of keys) names.push(key.split(':')[1]);
  } while (cursor !== '0');
  return names.sort();
}
