import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisProgram, startRedis, type TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { endPrograms, worker } from './processes.ts';
import { locally, ofEpochs, onQueue, writeSweep } from './sweeps.ts';

const program = redisProgram();
let redis: TestRedis;
beforeAll(async () => {
  if (program !== undefined) redis = await startRedis(program);
}, 300_000);
afterAll(async () => {
  await redis?.remove();
});

/** Runs of a second each: so many that the last ones, which may run alone, weigh little. */
const runs = 24;
/** A machine may be half as fast a minute later: what is compared stands side by side, so often, and the middle counts. */
const pairs = 5;

describe.skipIf(program === undefined)('runs of a second, on a machine of two cores with nothing else to do', () => {
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
    // Two at a time; enough of them that what a thread needs to begin weighs little.
    const trials = 8;
    const trialEpochs = 40_000;
    const each = Math.round((trialEpochs * trials) / (2 * (await wallOf(trials, trialEpochs, true))));

    // Throughput of workers that are there already.
    const gains: number[] = [];
    await worker(redis);
    for (let n = 0; n < pairs; ++n) {
      const second = await worker(redis);
      await wallOf(4, trialEpochs);
      const two = await wallOf(runs, each);
      second.child.kill('SIGTERM');
      await second.ended;
      gains.push((await wallOf(runs, each)) / two);
    }
    await endPrograms();

    // Threads and queue, both from a cold start.
    const costs: number[] = [];
    for (let n = 0; n < pairs; ++n) {
      const local = await wallOf(runs, each, true);
      await worker(redis, ['--jobs', '2']);
      costs.push((await wallOf(runs, each)) / local);
      await endPrograms();
    }

    const shown = (values: number[]): string => values.map((value) => value.toFixed(2)).join(', ');
    console.log(
      `${runs} runs of ${each} epochs, ${pairs} times each. Two workers against one: ${shown(gains)} times as fast. ` +
        `Queue against threads: ${shown(costs)} times as long.`,
    );
    expect(median(gains)).toBeGreaterThanOrEqual(1.8);
    expect(median(costs)).toBeLessThanOrEqual(1.1);
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
