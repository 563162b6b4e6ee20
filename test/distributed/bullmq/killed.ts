import path from 'node:path';
import { expect } from 'vitest';
import type { TestRedis } from '../../support/redis.ts';
import { until } from '../../support/until.ts';
import { type Program, whileRunning, worker } from './processes.ts';
import { inStore, locally, ofEpochs, onQueue, shortRuns, tables, told, writeSweep } from './sweeps.ts';

/** How much is killed. */
export interface Kills {
  readonly runs: number;
  readonly workers: number;
  readonly servers: number;
  /** Epochs of the runs during which workers are killed: enough for a second or so. */
  readonly longEpochs: number;
}

/** A run that takes so long is one of the long ones, milliseconds. */
const long = 100;

/**
 * Two workers serve a sweep; now and then one of them is killed in the middle of a run and another started, and then the
 * server is killed and started again.
 *
 * @returns how many runs were begun more than once
 */
export async function sweepAmongKills(redis: TestRedis, folder: string, kills: Kills): Promise<number> {
  const experiment = writeSweep(folder, 'killed', ofEpochs(epochsOf(kills)));
  const results = path.join(folder, 'results');
  const start = (): Promise<Program> => worker(redis, ['--lock', '2']);
  const serving = await Promise.all([start(), start()]);
  const all = [...serving];
  const sweep = await onQueue(experiment, results, redis);
  for (let k = 0; k < kills.workers; ++k) {
    const victim = await whileRunning(sweep, longAtWork(serving));
    victim.child.kill('SIGKILL');
    await victim.ended;
    expect(victim.underWay()).toHaveLength(1);
    const next = await start();
    serving.splice(serving.indexOf(victim), 1, next);
    all.push(next);
  }
  const before = inStore(results).length;
  for (let k = 0; k < kills.servers; ++k) {
    const enough = before + ((k + 1) * (kills.runs - before)) / (kills.servers + 1);
    await whileRunning(
      sweep,
      until(() => inStore(results).length >= enough, 'more runs arrive'),
    );
    expect(inStore(results).length).toBeLessThan(kills.runs);
    await redis.kill();
    await redis.start();
  }
  const { runs, engine } = told(await sweep.ran);
  expect(runs).toBe(kills.runs);
  expect(new Set(inStore(results)).size).toBe(kills.runs);
  const undisturbed = path.join(folder, 'undisturbed');
  told(await locally(experiment, undisturbed));
  expect(tables(results, 'killed')).toEqual(tables(undisturbed, 'killed'));

  const begun = all.flatMap((one) => one.begun());
  const again = begun.length - new Set(begun).size;
  console.log(
    `${kills.runs} runs, ${kills.workers} workers and ${kills.servers} servers killed: ${begun.length} begun, ` +
      `${again} of them again (${engine.begunAgain} by the server's count), ${engine.givenUp} given up.`,
  );
  // Of what a server had seen in its last second it may know nothing after it was killed, and what it had just given
  // somebody may never have come there.
  expect(engine.begunAgain).toBeGreaterThanOrEqual(1);
  expect(engine.begunAgain).toBeLessThanOrEqual(again + kills.servers * serving.length);
  expect(engine.givenUp).toBe(0);
  return again;
}

/** Long runs, one for each kill, among short ones; more short ones in the end for kills of servers. */
function epochsOf({ runs, workers, longEpochs }: Kills): number[] {
  const epochs = shortRuns(runs);
  for (let k = 0; k < workers; ++k) epochs[Math.floor(((k + 1) * runs) / (3 * workers))] = longEpochs + k;
  return epochs;
}

/** The first of these that has been busy with one run for so long that it is a long one. */
async function longAtWork(serving: readonly Program[]): Promise<Program> {
  const since = new Map<Program, { address: string | undefined; time: number }>();
  let found: Program | undefined;
  await until(() => {
    const now = performance.now();
    found = serving.find((one) => {
      const [address] = one.underWay();
      const known = since.get(one);
      if (known?.address !== address || known === undefined) since.set(one, { address, time: now });
      return address !== undefined && known?.address === address && now - known.time > long;
    });
    return found !== undefined;
  }, 'a worker is busy with a long run');
  return found as Program;
}
