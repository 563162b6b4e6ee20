import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type ConnectionOptions, Queue, Worker } from 'bullmq';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messageOf } from '../../../src/distributed/unit-message.ts';
import { filesBelow } from '../../../src/io/run-folder.ts';
import { runnableScenario } from '../../../src/run/read-scenario.ts';
import { unitOf } from '../../../src/run/run-unit.ts';
import { tinyScenario } from '../../cli/command.ts';
import { builtModule } from '../../support/built.ts';
import { inFull } from '../../support/in-full.ts';
import type { TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { endPrograms, whileRunning, worker } from './processes.ts';
import { redisOfFile } from './redis-of-file.ts';
import { inStore, locally, ofEpochs, onQueue, shortRuns, tables, told, writeSweep } from './sweeps.ts';

let redis: TestRedis;
const hasRedis = redisOfFile((started) => {
  redis = started;
});
let name: string;
let connection: ConnectionOptions;
beforeAll(async () => {
  if (!hasRedis) return;
  const { queueName } = await builtModule<typeof import('../../../src/distributed/bullmq/keys.ts')>(
    'src/distributed/bullmq/keys.js',
  );
  name = queueName();
  connection = { host: '127.0.0.1', port: redis.port, password: redis.password, maxRetriesPerRequest: null };
}, 300_000);
afterEach(endPrograms);

/** What is kept of the runs that failed. */
function quarantined(results: string): { error: string; scenario: { epochs: number } }[] {
  const store = path.join(results, '.runs');
  const texts = filesBelow(store, '.json').map((file) => readFileSync(path.join(store, file), 'utf8'));
  return texts.map((text) => JSON.parse(text)).filter(({ status }) => status === 'failed');
}

/** More stake than there are tokens, at the second point. */
const failing = `set: { topics.0.rewardPerEpoch: null }
factors: [{ name: stake, path: topics.0.reputers.0.stake.median, values: [1000, 900000000] }]
replicates: 2
metrics: [reward_inferers]
`;

describe.skipIf(!hasRedis)('a run that fails on a queue', { timeout: 120_000 }, () => {
  it('fails as it does on this machine, is quarantined with its scenario, and stops the sweep that says so', async () => {
    const folder = temporaryFolder();
    const results = path.join(folder, 'results');
    const undisturbed = path.join(folder, 'undisturbed');
    const experiment = writeSweep(folder, 'fails', `${failing}onFailure: quarantine\n`);
    await worker(redis);
    const { failed, engine } = told(await (await onQueue(experiment, results, redis)).ran, 1);
    expect([failed, engine.givenUp]).toEqual([2, 0]);
    told(await locally(experiment, undisturbed), 1);
    expect(tables(results, 'fails')).toEqual(tables(undisturbed, 'fails'));
    expect(quarantined(results)).toEqual(quarantined(undisturbed));
    expect(quarantined(results)).toHaveLength(2);

    const stops = writeSweep(folder, 'stops', `${failing}onFailure: stop\n`);
    const stopped = await (await onQueue(stops, path.join(folder, 'others'), redis)).ran;
    expect([stopped.code, stopped.stdout]).toEqual([1, '']);
    expect(stopped.stderr).toContain('A run failed, and onFailure is stop: point 1, seed ');
  });

  // One after the other, which takes its time.
  it.each(inFull(5))(
    'is given up when it has cost %i workers their lives, and the others are done',
    async (attempts) => {
      const folder = temporaryFolder();
      const results = path.join(folder, 'results');
      const endless = 5_000_000;
      const body = `${ofEpochs([...shortRuns(3), endless])}onFailure: quarantine\n`;
      const sweep = await onQueue(writeSweep(folder, 'poison', body), results, redis);
      const lock = ['--lock', '1'];
      for (let attempt = 1; attempt <= attempts; ++attempt) {
        const victim = await worker(redis, lock);
        await whileRunning(
          sweep,
          until(() => inStore(results).length === 3 && victim.underWay().length === 1, victim.said),
        );
        victim.child.kill('SIGKILL');
        await victim.ended;
      }
      const survivor = await worker(redis, lock);
      const { failed, failures, engine } = told(await sweep.ran, 1);
      expect([failed, engine]).toEqual([1, { engine: 'bullmq', begunAgain: 1, givenUp: 1 }]);
      const error = 'given up after 5 workers were lost while they ran it: killed, out of memory, or cut off';
      expect(failures).toMatchObject([{ error }]);
      expect(quarantined(results)).toMatchObject([{ error, scenario: { epochs: endless } }]);
      expect(survivor.begun()).toEqual([]);
    },
  );

  it('is tried again by others when its thread runs out of memory', async () => {
    const folder = temporaryFolder();
    const sweep = await onQueue(writeSweep(folder, 'memory', ofEpochs([40])), path.join(folder, 'results'), redis);
    const eat = new URL('eat-memory.mjs', import.meta.url).href;
    const small = await worker(redis, [], { NODE_OPTIONS: `--max-old-space-size=64 --import ${eat}` });
    await whileRunning(sweep, small.says(/run \w+ lost: .*memory/));
    small.child.kill('SIGTERM');
    expect(await small.ended).toBe(0);
    await worker(redis);
    expect(told(await sweep.ran)).toMatchObject({ runs: 1, failed: 0, engine: { begunAgain: 1, givenUp: 0 } });
  });
});

describe.skipIf(!hasRedis)('garbage on a queue', { timeout: 120_000 }, () => {
  it('is refused, and the worker goes on', async () => {
    const folder = temporaryFolder();
    const message = messageOf(unitOf(await runnableScenario(tinyScenario, 'tiny.yaml', {}), 'one'));
    const packed = (text: string): string => deflateRawSync(text).toString('base64');
    const garbage: unknown[] = [
      null,
      5,
      'text',
      [],
      {},
      { message, store: 5 },
      { message: { ...message, files: 5 }, store: null },
      { message: { ...message, files: [{ name: '../../etc/passwd', sha256: message.address }] }, store: null },
      { message: { ...message, scenario: packed('#'.repeat(100_000_000)) }, store: null },
      { message: { ...message, scenario: packed('name: 5\n') }, store: null },
      { message: { ...message, address: 'ab'.repeat(32) }, store: null },
    ];
    const queue = new Queue(name, { connection, prefix: 'allora-sim' });
    for (const data of garbage) await queue.add('run', data);
    const serving = await worker(redis);
    const sweep = await onQueue(writeSweep(folder, 'after', ofEpochs([50, 51])), path.join(folder, 'results'), redis);
    expect(told(await sweep.ran)).toMatchObject({ runs: 2, failed: 0 });
    expect(serving.said().match(/ refused: /g)).toHaveLength(garbage.length);
    expect(serving.said()).toContain('run undefined refused: it is no run of allora-sim\n');
    expect(serving.said()).toContain('refused: its scenario cannot be unpacked\n');
    expect(serving.said()).toContain('not the same version of allora-sim\n');
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 0, active: 0, failed: garbage.length });
    await queue.close();
  });

  it('never becomes a row', async () => {
    const folder = temporaryFolder();
    const results = path.join(folder, 'results');
    const garbage: unknown[] = [
      'text',
      { packed: 'text', seconds: 'long' },
      { packed: null, seconds: 1 },
      { packed: 5 },
      [],
      0,
    ];
    const experiment = writeSweep(folder, 'garbage', ofEpochs(shortRuns(garbage.length, 60)));
    let given = 0;
    const evil = new Worker(name, async () => garbage[given++ % garbage.length], { connection, prefix: 'allora-sim' });
    const sweep = await onQueue(experiment, results, redis);
    await whileRunning(
      sweep,
      until(() => given >= garbage.length, 'all are spoilt'),
    );
    await evil.close();
    await worker(redis);
    expect(told(await sweep.ran)).toMatchObject({ failed: 0, engine: { givenUp: 0 } });
    const undisturbed = path.join(folder, 'undisturbed');
    told(await locally(experiment, undisturbed));
    expect(tables(results, 'garbage')).toEqual(tables(undisturbed, 'garbage'));
  });
});
