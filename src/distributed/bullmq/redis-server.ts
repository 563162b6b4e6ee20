import type { Redis } from 'ioredis';
import { EngineError } from '../engine-error.ts';
import type { Tell } from '../sweep-engine.ts';
import { inTime } from './in-time.ts';
import { keyPrefix } from './keys.ts';
import { type QueuePackages, queuePackages } from './packages.ts';
import {
  connectionOptions,
  connectMilliseconds,
  crossesNetworkInClear,
  type RedisAddress,
  shownAddress,
} from './redis-address.ts';
import { redisTrouble } from './redis-trouble.ts';

/** A server that has answered, and takes changes. */
export interface RedisServer {
  readonly address: RedisAddress;
  /** For messages: without user and password. */
  readonly shown: string;
  readonly packages: QueuePackages;
  /** For everything but waiting for jobs and events, which takes connections of its own. */
  readonly client: Redis;
  /** Lets the connection go, whatever state it is in. */
  close(): void;
}

/** What queues need of a server, at least: Valkey says 7.2. */
const leastVersion = [6, 2] as const;

/**
 * Connects to a server and tries whether a queue can live there.
 *
 * @param tell is told of what works and should be otherwise
 * @throws EngineError that says what is wrong and what to do
 */
export async function openRedisServer(address: RedisAddress, tell: Tell): Promise<RedisServer> {
  const packages = await queuePackages();
  const shown = shownAddress(address);
  const options = connectionOptions(address);
  const client = new packages.Redis({ ...options, lazyConnect: true, retryStrategy: () => null });
  let last: unknown;
  client.on('error', (error) => {
    last = error;
  });
  try {
    // One that hangs takes connections and says nothing.
    await inTime(client.connect(), connectMilliseconds);
    await inTime(client.set(`${keyPrefix}:probe`, '', 'PX', 1000), connectMilliseconds);
    await inTime(checkServer(client, shown, tell), connectMilliseconds);
  } catch (error) {
    client.disconnect();
    if (error instanceof EngineError) throw error;
    // What the connection said first tells more than that it is closed now.
    throw new EngineError(unusable(shown, last ?? error));
  }
  if (address.password !== '' && crossesNetworkInClear(address)) {
    tell(`Warning: the password crosses the network in clear to ${shown}; rediss:// encrypts it.\n`);
  }
  // From now on a connection that breaks is made again.
  client.options.retryStrategy = options.retryStrategy;
  return { address, shown, packages, client, close: () => client.disconnect() };
}

/** Characters of what the server or the system said. */
const mostSaid = 100;

/** What is said of a server that cannot be used. */
export function unusable(shown: string, error: unknown): string {
  const trouble = redisTrouble(error);
  const said = error instanceof Error ? error.message : String(error);
  const short = said.length > mostSaid ? `${said.slice(0, mostSaid)}...` : said;
  return `Redis at ${shown}: ${trouble?.text ?? short}${trouble === undefined || said === '' ? '' : ` (${short})`}`;
}

/** Version and settings, where the server tells them. */
async function checkServer(client: Redis, shown: string, tell: Tell): Promise<void> {
  let info: string;
  try {
    info = await client.info();
  } catch {
    return;
  }
  const of = (name: string): string => new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? '';
  const version = of('redis_version');
  const [major, minor] = version.split('.').map(Number);
  if (major < leastVersion[0] || (major === leastVersion[0] && minor < leastVersion[1])) {
    throw new EngineError(
      `Redis at ${shown} is version ${version}; queues need ${leastVersion.join('.')} or newer, or Valkey.`,
    );
  }
  const policy = of('maxmemory_policy');
  if (policy !== '' && policy !== 'noeviction') {
    tell(
      `Warning: Redis at ${shown} forgets keys when its memory is full (maxmemory-policy ${policy}). Set it to noeviction.\n`,
    );
  }
  if (of('aof_enabled') === '0') {
    tell(
      `Warning: Redis at ${shown} keeps no append-only file: runs on the queue are given to it anew after it restarts. Set appendonly yes.\n`,
    );
  }
}
