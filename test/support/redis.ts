import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { foundOrInstalled } from './apt.ts';
import { until } from './until.ts';

/** A real server for one test file, on this machine's loopback and with a password of its own. */
export interface TestRedis {
  readonly port: number;
  readonly password: string;
  /** For `--redis`. */
  readonly url: string;
  /** Without user and password, as messages show it. */
  readonly shown: string;
  /** To look at what is on the server, and to set it up; waits while the server is away. */
  readonly client: Redis;
  /** SIGKILL, as when a machine loses its power. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with what it had written. */
  start(): Promise<void>;
  /** Lets it hang: connections stay, nothing is answered. */
  freeze(): void;
  thaw(): void;
  /** Most memory, bytes; 0: no limit. */
  limitMemory(bytes: number): Promise<void>;
  /** Ends it, and removes its files. */
  remove(): Promise<void>;
}

/** Path of a Redis on this machine. */
function redisPath(): string | undefined {
  const folders = ['/usr/bin', '/usr/local/bin', ...(process.env.PATH ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, 'redis-server')).find((file) => existsSync(file));
}

/** Path of a Redis; it is installed from the system's packages where there is none. */
export function redisProgram(): string | undefined {
  const missing = 'No Redis found: install it (apt-get install redis-server).';
  return foundOrInstalled(redisPath, 'redis-server', missing);
}

/** A port that nobody listens at. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a Redis with append-only persistence that never evicts.
 *
 * @param program path of redis-server
 * @param settings further ones, as on its command line
 */
export async function startRedis(program: string, settings: readonly string[] = []): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'allora-sim-redis-'));
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  const args = [
    ...['--bind', '127.0.0.1', '--port', `${port}`, '--requirepass', password, '--dir', folder],
    ...['--appendonly', 'yes', '--save', '', '--maxmemory-policy', 'noeviction', ...settings],
  ];
  let child: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  const client = new Redis({ host: '127.0.0.1', port, password, lazyConnect: true, maxRetriesPerRequest: null });
  client.options.retryStrategy = () => 50;
  // It is meant to break off.
  client.on('error', () => {});
  const server: TestRedis = {
    port,
    password,
    url: `redis://:${password}@127.0.0.1:${port}`,
    shown: `redis://127.0.0.1:${port}`,
    client,
    async start() {
      const begun = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      child = begun;
      ended = new Promise((resolve) => begun.on('close', resolve));
      let said = '';
      begun.stdout.on('data', (text) => {
        said += text;
      });
      const isReady = (): boolean => said.includes('Ready to accept connections') || begun.exitCode !== null;
      await until(isReady, () => `Redis starts: ${said}`);
      if (begun.exitCode !== null) throw new Error(said);
      await client.ping();
    },
    async kill() {
      child?.kill('SIGKILL');
      await ended;
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async limitMemory(bytes) {
      await client.config('SET', 'maxmemory', bytes);
    },
    async remove() {
      client.disconnect();
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
