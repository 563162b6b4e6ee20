import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { endPrograms, worker } from './processes.ts';
import { redisOfFile } from './redis-of-file.ts';
import { locally, ofEpochs, onQueue, writeSweep } from './sweeps.ts';

let redis: TestRedis;
const hasRedis = redisOfFile((started) => {
  redis = started;
});

/** Runs of a second that a thread makes in a sweep. */
const runs = 10;
/**
 * The same where two workers are compared with one: the more, the less it weighs that at the end one of the two has nothing
 * left to do, for half a run as a rule, which says nothing of throughput.
 */
const runsOfWorker = 20;
/**
 * The neighbours of a virtual machine slow it down by up to half, for seconds: what is compared takes turns, as often as
 * this, and all its time counts.
 */
const turns = 8;

describe.skipIf(!hasRedis)('runs of a second, on a machine of two cores with nothing else to do', () => {
  it('are done 1.8 times as fast by two workers as by one, and at most 10 % slower than by threads of this program', async () => {
    const folder = temporaryFolder();
    let sweeps = 0;
    /** Seconds that a sweep of so many runs takes. */
    const wallOf = async (count: number, epochs: number, here = false): Promise<number> => {
      const name = `sweep-${++sweeps}`;
      const experiment = writeSweep(folder, name, ofEpochs(Array.from({ length: count }, (_, n) => epochs + n)));
      const results = path.join(folder, `results-${name}`);
      const ran = here ? locally(experiment, results) : (await onQueue(experiment, results, redis)).ran;
      const { code, stdout } = await ran;
      expect(code).toBe(0);
      return JSON.parse(stdout).wallSeconds;
    };
    // Epochs of a run of one second, in a sweep like those below: what its threads need to begin is in it.
    const trialEpochs = 40_000;
    const each = Math.round((trialEpochs * runs) / (await wallOf(2 * runs, trialEpochs, true)));

    const shown = (values: number[]): string => values.map((value) => value.toFixed(2)).join(', ');

    // Throughput of workers that are there already. A sweep takes as long for one as for two, with what it takes to begin.
    const seconds = { one: [] as number[], two: [] as number[] };
    await worker(redis);
    for (let n = 0; n < turns; ++n) {
      const second = await worker(redis);
      // Until the second is as fast as it gets.
      await wallOf(8, trialEpochs);
      seconds.two.push(await wallOf(2 * runsOfWorker, each));
      second.child.kill('SIGTERM');
      await second.ended;
      seconds.one.push(await wallOf(runsOfWorker, each));
    }
    await endPrograms();
    const gain = (2 * total(seconds.one)) / total(seconds.two);
    const gains = seconds.one.map((one, n) => (2 * one) / seconds.two[n]);
    console.log(`Two workers against one: ${gain.toFixed(3)} times as fast (turns: ${shown(gains)}).`);

    // Threads and queue, both from a cold start.
    const walls = { threads: [] as number[], queue: [] as number[] };
    for (let n = 0; n < turns; ++n) {
      walls.threads.push(await wallOf(2 * runs, each, true));
      await worker(redis, ['--jobs', '2']);
      walls.queue.push(await wallOf(2 * runs, each));
      await endPrograms();
    }
    const cost = total(walls.queue) / total(walls.threads);
    const costs = walls.queue.map((queue, n) => queue / walls.threads[n]);
    console.log(`Queue against threads: ${cost.toFixed(3)} times as long (turns: ${shown(costs)}).`);

    console.log(`Runs of ${((2 * total(walls.threads)) / (2 * runs * turns)).toFixed(2)} s (${each} epochs).`);
    expect(gain).toBeGreaterThanOrEqual(1.8);
    expect(cost).toBeLessThanOrEqual(1.1);
  });
});

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
