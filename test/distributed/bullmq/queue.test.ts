import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Queue } from 'bullmq';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builtModule, projectRoot } from '../../support/built.ts';
import { inFull } from '../../support/in-full.ts';
import type { TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { endPrograms, program, whileRunning, worker } from './processes.ts';
import { redisOfFile } from './redis-of-file.ts';
import { inStore, locally, ofEpochs, onQueue, shortRuns, tables, told, writeSweep } from './sweeps.ts';

let redis: TestRedis;
const hasRedis = redisOfFile((started) => {
  redis = started;
});
let queue: Queue;
beforeAll(async () => {
  if (!hasRedis) return;
  const { queueName } = await builtModule<typeof import('../../../src/distributed/bullmq/keys.ts')>(
    'src/distributed/bullmq/keys.js',
  );
  const { port, password } = redis;
  queue = new Queue(queueName(), { connection: { host: '127.0.0.1', port, password }, prefix: 'allora-sim' });
  queue.on('error', () => {});
}, 300_000);
afterEach(endPrograms);
afterAll(async () => {
  await queue?.close();
});

const waiting = async (): Promise<number> => (await queue.getJobCounts('waiting')).waiting;

describe.skipIf(!hasRedis)('a sweep on a queue', { timeout: 120_000 }, () => {
  it('takes back what waits on Ctrl-C, and goes on from there', async () => {
    const folder = temporaryFolder();
    const results = path.join(folder, 'results');
    const experiment = writeSweep(folder, 'back', ofEpochs(shortRuns(10)));
    const sweep = await onQueue(experiment, results, redis);
    await whileRunning(
      sweep,
      until(async () => (await waiting()) === 10, 'all runs are on the queue'),
    );
    expect(sweep.stderr()).toBe('');
    sweep.press();
    expect(await sweep.ran).toMatchObject({ code: 130, stdout: '' });
    expect(sweep.stderr()).toMatch(/^Interrupted after 0 of 10 runs\. They stay in the store;/);
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 0, active: 0, delayed: 0, completed: 0, failed: 0 });
    const again = await onQueue(experiment, results, redis);
    await again.stderr();
    await worker(redis);
    expect(told(await again.ran)).toMatchObject({ runs: 10, failed: 0 });
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 0, completed: 0 });
  });

  it('says so when nobody serves it', async () => {
    const folder = temporaryFolder();
    const experiment = writeSweep(folder, 'nobody', ofEpochs(shortRuns(2)));
    const sweep = await onQueue(experiment, path.join(folder, 'results'), redis);
    const words = `No worker serves these 2 runs. Start some: allora-sim worker --redis ${redis.shown}\n`;
    await whileRunning(
      sweep,
      until(() => sweep.stderr() === words, sweep.stderr),
    );
    sweep.press();
    await sweep.ran;
  });

  it.each(inFull('another sweep'))('shares runs with %s that asks for the same', async () => {
    const folder = temporaryFolder();
    const experiment = writeSweep(folder, 'twice', ofEpochs(shortRuns(40, 100)));
    const places = ['one', 'two'].map((name) => path.join(folder, name));
    const sweeps = await Promise.all(places.map((results) => onQueue(experiment, results, redis)));
    await worker(redis);
    for (const { ran } of sweeps) expect(told(await ran)).toMatchObject({ runs: 40, failed: 0 });
    expect(tables(places[1], 'twice')).toEqual(tables(places[0], 'twice'));
  });

  it('takes without running them again what came for a sweep that was killed', async () => {
    const folder = temporaryFolder();
    const results = path.join(folder, 'results');
    const experiment = writeSweep(folder, 'fetched', ofEpochs(shortRuns(8, 200)));
    const args = ['sweep', experiment, '--out', results, '--engine', 'bullmq', '--redis', redis.url];
    const killed = program([...args, '--no-report']);
    await until(async () => (await waiting()) === 8, 'all runs are on the queue');
    killed.child.kill('SIGKILL');
    await killed.ended;
    const serving = await worker(redis);
    await until(() => serving.finished().length === 8, 'all are done');
    await until(async () => (await queue.getJobCounts('completed')).completed === 8, 'all are handed in');
    expect(inStore(results)).toEqual([]);
    expect(told(await (await onQueue(experiment, results, redis)).ran)).toMatchObject({ runs: 8, failed: 0 });
    expect(serving.begun()).toHaveLength(8);
  });

  it('has its results in the shared folder and none on the server; a worker without the folder gives runs back', async () => {
    const folder = temporaryFolder();
    const results = path.join(folder, 'results');
    const experiment = writeSweep(folder, 'shared', ofEpochs(shortRuns(10, 300)));
    const wrong = await worker(redis, ['--out', path.join(folder, 'elsewhere'), '--lock', '600']);
    const sweep = await onQueue(experiment, results, redis, ['--results', 'folder']);
    expect(await wrong.ended).toBe(1);
    expect(wrong.said()).toMatch(
      /A sweep wants its results in a folder that it shares with its workers, and \S+elsewhere is not that folder\. Mount it here and name it with --out, or give the sweep --results redis/,
    );
    const handed: unknown[] = [];
    const look = async (): Promise<void> => {
      for (const { returnvalue } of await queue.getJobs('completed')) handed.push(returnvalue?.packed ?? null);
    };
    const right = await worker(redis, ['--out', results, '--lock', '600']);
    await until(async () => {
      await look();
      return right.finished().length === 10;
    }, right.said);
    expect(told(await sweep.ran)).toMatchObject({ runs: 10, failed: 0 });
    expect(handed.filter((packed) => packed !== null)).toEqual([]);
    expect(new Set(right.begun())).toEqual(new Set(inStore(results)));
    const undisturbed = path.join(folder, 'undisturbed');
    told(await locally(experiment, undisturbed));
    expect(tables(results, 'shared')).toEqual(tables(undisturbed, 'shared'));
  });

  it('sends a file that its runs read, once, and says when it has changed meanwhile', async () => {
    const folder = temporaryFolder();
    cpSync(path.join(projectRoot, 'scenarios', 'from-csv.yaml'), path.join(folder, 'from-csv.yaml'));
    cpSync(path.join(projectRoot, 'scenarios', 'data'), path.join(folder, 'data'), { recursive: true });
    const experiment = path.join(folder, 'level.yaml');
    const replicates = (count: number): string =>
      `# Does it travel?\nname: level\nscenario: from-csv.yaml\nset: { epochs: 50 }\nreplicates: ${count}\n`;
    writeFileSync(experiment, replicates(6));
    const results = path.join(folder, 'results');
    // Keeps every command that somebody sends.
    await redis.client.config('SET', 'slowlog-max-len', 100_000);
    await redis.client.config('SET', 'slowlog-log-slower-than', 0);
    const serving = await worker(redis, ['--jobs', '2']);
    expect(told(await (await onQueue(experiment, results, redis)).ran)).toMatchObject({ runs: 6, failed: 0 });
    const sent = (await redis.client.call('SLOWLOG', 'GET', '-1')) as [number, number, number, string[]][];
    const asked = sent
      .map(([, , , [command, key]]) => `${command} ${key}`)
      .filter((one) => /^[gs]et allora-sim:file:/i.test(one));
    const files = await redis.client.keys('allora-sim:file:*');
    expect(files).toHaveLength(1);
    expect(await redis.client.ttl(files[0])).toBeGreaterThan(6 * 24 * 3600);
    expect(asked.map((one) => one.slice(0, 3).toLowerCase()).sort()).toEqual(['get', 'set']);
    expect(serving.begun()).toHaveLength(6);
    const undisturbed = path.join(folder, 'undisturbed');
    told(await locally(experiment, undisturbed));
    expect(tables(results, 'level')).toEqual(tables(undisturbed, 'level'));

    // A server that has forgotten all is given all anew, but not another file than the sweep has read.
    await endPrograms();
    writeFileSync(experiment, replicates(8));
    const sweep = await onQueue(experiment, results, redis);
    await whileRunning(
      sweep,
      until(async () => (await waiting()) === 2, 'the two runs that are missing are on the queue'),
    );
    const file = path.join(folder, 'data', 'reservoir-level.csv');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/\d(?=\r?\n$)/, (digit) => String((Number(digit) + 1) % 10)),
    );
    await redis.client.flushall();
    expect(await sweep.ran).toMatchObject({ code: 1, stdout: '' });
    expect(sweep.stderr()).toMatch(
      /reservoir-level\.csv has changed since this sweep began to read it; give the command again\.\n$/,
    );
  });
});
