import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisProgram, startRedis, type TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { sweepAmongKills } from './killed.ts';
import { endPrograms } from './processes.ts';

const program = redisProgram();
let redis: TestRedis;
beforeAll(async () => {
  if (program !== undefined) redis = await startRedis(program);
}, 300_000);
afterAll(async () => {
  await endPrograms();
  await redis?.remove();
});

describe.skipIf(program === undefined)('a sweep on a queue', { timeout: 120_000 }, () => {
  it('comes to the tables of a local one though a worker is killed in a run, and then the server', {
    timeout: 120_000,
  }, async () => {
    const kills = { runs: 200, workers: 1, servers: 1, longEpochs: 10_000 };
    const again = await sweepAmongKills(redis, temporaryFolder(), kills);
    expect(again).toBeGreaterThanOrEqual(1);
  });
});
