import { describe, expect, it } from 'vitest';
import { queuePackages } from '../../../src/distributed/bullmq/packages.ts';
import { EngineError } from '../../../src/distributed/engine-error.ts';

describe('the packages behind queues', () => {
  it('are there', async () => {
    const { bullmq, Redis } = await queuePackages();
    expect(bullmq.Queue).toBeTypeOf('function');
    expect(Redis).toBeTypeOf('function');
  });

  it('are optional: without them one line says what to install', async () => {
    const missing = Object.assign(new Error("Cannot find package 'bullmq'"), { code: 'ERR_MODULE_NOT_FOUND' });
    const refused = queuePackages(() => Promise.reject(missing));
    await expect(refused).rejects.toThrow(EngineError);
    await expect(refused).rejects.toThrow(
      /^Queues need .*: npm install bullmq@6\.7\.0 ioredis@6\.0\.0\. All else works/,
    );
  });

  it('are not said to be missing when something else is wrong with them', async () => {
    const broken = new SyntaxError('Unexpected token');
    await expect(queuePackages(() => Promise.reject(broken))).rejects.toBe(broken);
  });
});
