import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { endPrograms, whileRunning, worker } from './processes.ts';
import { redisOfFile } from './redis-of-file.ts';
import { ofEpochs, onQueue, told, writeSweep } from './sweeps.ts';

let redis: TestRedis;
const hasRedis = redisOfFile((started) => {
  redis = started;
});
afterEach(endPrograms);

/** Begins a sweep of runs of these epochs. */
async function sweepOf(name: string, ...epochs: number[]) {
  const folder = temporaryFolder();
  return onQueue(writeSweep(folder, name, ofEpochs(epochs)), path.join(folder, 'results'), redis);
}

/** Epochs of a run that takes longer than any test waits for it. */
const endless = 5_000_000;

describe.skipIf(!hasRedis)('a worker', { timeout: 120_000 }, () => {
  it('makes a run once that takes three times as long as its lock lasts, though others would take it over', async () => {
    const serving = await Promise.all([worker(redis, ['--lock', '1']), worker(redis, ['--lock', '1'])]);
    let epochs = 100_000;
    for (;;) {
      const { engine, runs } = told(await (await sweepOf('long', epochs)).ran);
      const said = serving.map((one) => one.said()).join('');
      const seconds = Number([...said.matchAll(/done in ([\d.]+) s/g)].at(-1)?.[1]);
      expect([runs, engine]).toEqual([1, { engine: 'bullmq', begunAgain: 0, givenUp: 0 }]);
      // How many epochs that takes is the machine's affair.
      if (seconds >= 3) break;
      epochs = Math.ceil((1.2 * 3 * epochs) / seconds);
    }
    const begun = serving.flatMap((one) => one.begun());
    expect(new Set(begun).size).toBe(begun.length);
  });

  it('ends with 0 on SIGTERM after the run under way, and begins no other', async () => {
    const serving = await worker(redis);
    const sweep = await sweepOf('ends', 6000, 6001);
    await whileRunning(
      sweep,
      until(() => serving.begun().length === 1, 'it begins a run'),
    );
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toBe(0);
    expect(serving.said()).toMatch(
      /Ending after the run under way\.\nrun \w+ done in .*\nEnded after 1 runs, 0 of them/,
    );
    const other = await worker(redis, ['--idle', '1']);
    expect(told(await sweep.ran)).toMatchObject({ runs: 2, failed: 0, engine: { begunAgain: 0 } });
    // It has nothing else to do, and was told not to wait.
    expect(await other.ended).toBe(0);
    expect(other.said()).toContain('Ended after 1 runs, 0 of them failed, 0 given back.\n');
  });

  it('gives its run back after the time of grace, another begins it at once, and Ctrl-C ends with 130', async () => {
    // Nobody would take it over for ten minutes.
    const locked = ['--lock', '600', '--grace', '1'];
    const [first, second] = await Promise.all([worker(redis, locked), worker(redis, locked)]);
    const sweep = await sweepOf('endless', endless);
    const busy = await whileRunning(
      sweep,
      (async () => {
        await until(() => first.begun().length + second.begun().length === 1, 'somebody begins it');
        return first.begun().length === 1 ? first : second;
      })(),
    );
    const other = busy === first ? second : first;
    busy.child.kill('SIGTERM');
    await other.says(/begun, attempt 2/);
    expect(await busy.ended).toBe(0);
    expect(busy.said()).toMatch(/run \w+ given back\n.*Ended after 0 runs, 0 of them failed, 1 given back\.\n$/s);
    expect(other.begun()).toEqual(busy.begun());
    other.child.kill('SIGINT');
    const code = await other.ended;
    sweep.press();
    // What it said tells more than a code that is another.
    expect([code, other.said()]).toEqual([130, expect.stringContaining('1 given back')]);
    expect((await sweep.ran).code).toBe(130);
  });

  it('ends within seconds when it is told to although its server is gone', async () => {
    const serving = await worker(redis);
    const sweep = await sweepOf('gone', endless);
    await whileRunning(
      sweep,
      until(() => serving.begun().length > 0, 'it begins a run'),
    );
    await redis.kill();
    await serving.says('Waiting up to 60 s for it; nothing is lost.');
    const told = performance.now();
    serving.child.kill('SIGTERM');
    expect(await serving.ended).toBe(0);
    expect((performance.now() - told) / 1000).toBeLessThan(10);
    sweep.press();
    expect((await sweep.ran).code).toBe(130);
    await redis.start();
  });
});
