import { EngineError } from '../engine-error.ts';

/** The optional packages behind queues. */
export interface QueuePackages {
  readonly bullmq: typeof import('bullmq');
  readonly Redis: typeof import('ioredis').Redis;
}

/** Loads the packages, which are optional. @throws EngineError that says what to install */
export async function queuePackages(
  load: () => Promise<QueuePackages> = async () => {
    const [bullmq, { Redis }] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { bullmq, Redis };
  },
): Promise<QueuePackages> {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new EngineError(
      'Queues need the optional packages bullmq and ioredis: npm install bullmq@6.7.0 ioredis@6.0.0. All else works without them.',
    );
  }
}
