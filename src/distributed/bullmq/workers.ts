import { keyPrefix, queueName, queueNames } from './keys.ts';
import type { RedisServer } from './redis-server.ts';

/** Workers that are connected to a server. */
export interface Workers {
  /** Those that serve runs of this very program. */
  readonly own: number;
  /** Those of other versions. */
  readonly other: number;
}

/** Counts the workers; undefined where the server does not tell who is connected. */
export async function workersOf({ client }: RedisServer): Promise<Workers | undefined> {
  let list: string;
  try {
    list = String(await client.client('LIST'));
  } catch {
    return undefined;
  }
  let own = 0;
  let other = 0;
  // Of a worker's two connections the one that waits for jobs has a name: prefix, queue in base64, "w" and the worker's.
  for (const [, name] of list.matchAll(/ name=(\S+)/g)) {
    const [prefix, queue, kind] = name.split(':');
    if (prefix !== keyPrefix || kind !== 'w') continue;
    const served = Buffer.from(queue, 'base64').toString('utf8');
    if (served === queueName()) ++own;
    else if (served.startsWith(queueNames)) ++other;
  }
  return { own, other };
}
