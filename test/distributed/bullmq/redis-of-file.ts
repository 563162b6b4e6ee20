import { afterAll, beforeAll } from 'vitest';
import { redisProgram, startRedis, type TestRedis } from '../../support/redis.ts';

/**
 * Gives the tests of a file a Redis of their own: it is there before what the file does itself beforehand, and until after
 * what it does afterwards.
 *
 * @returns whether there is a Redis on this machine
 */
export function redisOfFile(give: (redis: TestRedis) => void): boolean {
  const program = redisProgram();
  if (program === undefined) return false;
  let redis: TestRedis | undefined;
  beforeAll(async () => {
    redis = await startRedis(program);
    give(redis);
  }, 300_000);
  afterAll(async () => {
    await redis?.remove();
  });
  return true;
}
