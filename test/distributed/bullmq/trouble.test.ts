import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { freePort, type TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { begin, endPrograms, type Program, whileRunning, worker } from './processes.ts';
import { redisOfFile } from './redis-of-file.ts';
import { inStore, locally, ofEpochs, onQueue, shortRuns, tables, told, writeSweep } from './sweeps.ts';

let redis: TestRedis;
const hasRedis = redisOfFile((started) => {
  redis = started;
});
afterAll(endPrograms);

/** What a sweep says of a server at once, when it begins. */
async function sweepSaid(url: string): Promise<string> {
  const folder = temporaryFolder();
  const experiment = writeSweep(folder, 'trouble', ofEpochs([40]));
  const { code, stdout, stderr } = await (await onQueue(experiment, path.join(folder, 'results'), { url })).ran;
  expect([code, stdout]).toEqual([1, '']);
  return stderr;
}

/** The same, when a worker says it, too. */
async function saidOf(url: string): Promise<string> {
  const said = await sweepSaid(url);
  expect(await (await begin(['worker', '--redis', url])).ran).toEqual({ code: 1, stdout: '', stderr: said });
  return said;
}

describe.skipIf(!hasRedis)('a server that cannot be used', { timeout: 120_000 }, () => {
  it('is told at once, with what to do, and the password never', async () => {
    const { shown, port, password } = redis;
    expect(await saidOf(`redis://:wrong@127.0.0.1:${port}`)).toMatch(
      new RegExp(`^Redis at ${shown}: the user or the password is wrong\\. Correct them in --redis .*\\n$`),
    );
    expect(await saidOf(shown)).toMatch(
      new RegExp(`^Redis at ${shown}: it wants a password\\. Give it: redis://:PASSWORD@HOST.*\\n$`),
    );
    const nobody = await freePort();
    const unreachable = await saidOf(`redis://:${password}@127.0.0.1:${nobody}`);
    expect(unreachable).toMatch(
      new RegExp(`^Redis at redis://127.0.0.1:${nobody}: nothing listens there\\. Start the server .*\\n$`),
    );
    await redis.limitMemory(1);
    const full = await saidOf(redis.url);
    await redis.limitMemory(0);
    expect(full).toMatch(/^Redis at \S+: its memory is full .*Raise maxmemory .*\n$/);
    redis.freeze();
    // The worker would wait for as long again.
    const frozen = await sweepSaid(redis.url);
    redis.thaw();
    expect(frozen).toMatch(/^Redis at \S+: it does not answer\. .*\n$/);
    expect(unreachable + full + frozen).not.toContain(password);
  });

  it('ends sweep and worker with 1 when it stays so for too long, and the same command goes on when it is mended', {
    timeout: 120_000,
  }, async () => {
    const folder = temporaryFolder();
    const results = path.join(folder, 'results');
    const runs = 60;
    // What is on the queue when the server stops is more than is done until then.
    const experiment = writeSweep(folder, 'trouble', ofEpochs(shortRuns(runs, 1000)));
    const patient = ['--patience', '2'];
    const troubles = [
      {
        begin: () => redis.kill(),
        mend: () => redis.start(),
        words: /it broke off the connection|nothing listens there/,
      },
      {
        // What workers have under way comes back all the same, so that nothing more arrives only without any.
        begin: async ({ child }: Program) => {
          await redis.limitMemory(1);
          child.kill('SIGKILL');
        },
        mend: () => redis.limitMemory(0),
        words: /its memory is full/,
        killed: true,
      },
      {
        begin: async () => redis.freeze(),
        mend: async () => redis.thaw(),
        words: /it does not answer/,
      },
    ];
    const finished = new Set<string>();
    const workers: Program[] = [];
    const beginAgain = async () => {
      const serving = await worker(redis, [...patient, '--lock', '2']);
      workers.push(serving);
      return { serving, sweep: await onQueue(experiment, results, redis, patient) };
    };
    for (const { begin: spoil, mend, words, killed = false } of troubles) {
      const { serving, sweep } = await beginAgain();
      await whileRunning(
        sweep,
        until(() => inStore(results).length >= finished.size + 8, 'runs arrive'),
      );
      await spoil(serving);
      const [{ code, stdout, stderr }, workerCode] = await Promise.all([sweep.ran, serving.ended]);
      await mend();
      expect([code, stdout, workerCode]).toEqual([1, '', killed ? null : 1]);
      const last = stderr.trimEnd().split('\n').slice(-2);
      expect(last[0]).toMatch(words);
      expect(last[1]).toBe('Finished runs stay in the store; the same command goes on from there.');
      if (!killed) {
        expect(serving.said()).toMatch(words);
        expect(serving.said()).toContain('What this worker had begun goes to others, or waits on the queue');
      }
      expect(serving.begun().filter((address) => finished.has(address))).toEqual([]);
      for (const address of inStore(results)) finished.add(address);
    }
    const { serving, sweep } = await beginAgain();
    expect(told(await sweep.ran)).toMatchObject({ runs, stored: finished.size, failed: 0 });
    expect(serving.begun().filter((address) => finished.has(address))).toEqual([]);
    const undisturbed = path.join(folder, 'undisturbed');
    told(await locally(experiment, undisturbed));
    expect(tables(results, 'trouble')).toEqual(tables(undisturbed, 'trouble'));
  });
});
