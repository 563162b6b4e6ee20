import { afterAll, describe, expect, it } from 'vitest';
import type { TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { sweepAmongKills } from './killed.ts';
import { endPrograms } from './processes.ts';
import { redisOfFile } from './redis-of-file.ts';

let redis: TestRedis;
const hasRedis = redisOfFile((started) => {
  redis = started;
});
afterAll(endPrograms);

describe.skipIf(!hasRedis)('a sweep on a queue', { timeout: 120_000 }, () => {
  it('comes to the tables of a local one though a worker is killed in a run, and then the server', {
    timeout: 120_000,
  }, async () => {
    const kills = { runs: 200, workers: 1, servers: 1, longEpochs: 10_000 };
    const again = await sweepAmongKills(redis, temporaryFolder(), kills);
    expect(again).toBeGreaterThanOrEqual(1);
  });
});
