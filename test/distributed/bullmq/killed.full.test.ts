import { afterEach, describe, expect, it } from 'vitest';
import type { TestRedis } from '../../support/redis.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { sweepAmongKills } from './killed.ts';
import { endPrograms } from './processes.ts';
import { redisOfFile } from './redis-of-file.ts';

let redis: TestRedis;
const hasRedis = redisOfFile((started) => {
  redis = started;
});
afterEach(endPrograms);

describe.skipIf(!hasRedis)('a sweep on a queue, killed more often', () => {
  it('comes to the tables of a local one though five workers are killed in a run, and the server three times', async () => {
    const kills = { runs: 400, workers: 5, servers: 3, longEpochs: 10_000 };
    expect(await sweepAmongKills(redis, temporaryFolder(), kills)).toBeGreaterThanOrEqual(5);
  });
});
