import { describe, expect, it } from 'vitest';
import type { RunPool } from '../../src/experiment/run-pool.ts';
import { openRunStore } from '../../src/experiment/run-store.ts';
import { runUnits, type UnitTask } from '../../src/experiment/run-units.ts';
import type { UnitOutcome } from '../../src/experiment/stored-run.ts';
import type { RunUnit } from '../../src/run/run-unit.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const addressOf = (name: string): string => Buffer.from(name).toString('hex').padEnd(64, '0');

/** Tasks whose units are nothing but their names. */
const tasksOf = (...names: readonly string[]): UnitTask[] =>
  names.map((name) => ({ address: addressOf(name), unit: () => name as unknown as RunUnit }));

/** A pool that is done with a unit when the test says so; names that begin with "bad" fail. */
function poolByHand(threads: number) {
  const running = new Map<string, () => void>();
  const begun: string[] = [];
  const pool: RunPool = {
    threads,
    run: (unit) =>
      new Promise<UnitOutcome>((resolve) => {
        const name = unit as unknown as string;
        begun.push(name);
        const about = { address: addressOf(name), stored: false, seconds: 1 };
        const metrics = [{ name: 'length', value: name.length, unit: '1', topic: '' }];
        running.set(name, () =>
          resolve(
            name.startsWith('bad')
              ? { status: 'failed', error: name, ...about }
              : { status: 'done', metrics, ...about },
          ),
        );
      }),
    close: async () => {},
  };
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    pool,
    begun,
    async finish(name: string) {
      await settle();
      running.get(name)?.();
      await settle();
    },
  };
}

describe('runUnits', () => {
  it('hands back every result with the place of its task, whatever the order in which they arrive', async () => {
    const { pool, finish } = poolByHand(3);
    const taken: (readonly [number, string])[] = [];
    const ended = runUnits(tasksOf('a', 'bb', 'ccc'), {
      store: openRunStore(temporaryFolder()),
      pool,
      take: (index, outcome) => taken.push([index, outcome.status]),
    });
    for (const name of ['ccc', 'a', 'bb']) await finish(name);
    expect(await ended).toBe('done');
    expect(taken).toEqual([
      [2, 'done'],
      [0, 'done'],
      [1, 'done'],
    ]);
  });

  it('keeps one task waiting for the threads, not all of them', async () => {
    const { pool, begun, finish } = poolByHand(1);
    const ended = runUnits(tasksOf('a', 'b', 'c', 'd'), {
      store: openRunStore(temporaryFolder()),
      pool,
      take: () => {},
    });
    await finish('none');
    expect(begun).toEqual(['a', 'b']);
    for (const name of ['a', 'b', 'c', 'd']) await finish(name);
    expect(await ended).toBe('done');
  });

  it('runs equal addresses once, and what is in the store not at all', async () => {
    const { pool, begun, finish } = poolByHand(2);
    const store = openRunStore(temporaryFolder());
    store.write(addressOf('known'), { status: 'done', metrics: [] });
    const stored: boolean[] = [];
    const progress: string[] = [];
    const ended = runUnits(tasksOf('a', 'known', 'a'), {
      store,
      pool,
      take: (index, outcome) => {
        stored[index] = outcome.stored;
      },
      onProgress: ({ total, done, failed, stored: known }) => progress.push(`${done}/${total} ${failed} ${known}`),
    });
    await finish('a');
    expect(await ended).toBe('done');
    expect(begun).toEqual(['a']);
    expect(stored).toEqual([false, true, true]);
    expect(progress[0]).toBe('0/3 0 0');
    expect(progress.at(-1)).toBe('3/3 0 2');
  });

  it('goes on after a failure, or begins no further run, as it is told', async () => {
    for (const stopOnFailure of [false, true]) {
      const { pool, begun, finish } = poolByHand(1);
      const ended = runUnits(tasksOf('bad', 'a', 'b', 'c'), {
        store: openRunStore(temporaryFolder()),
        pool,
        take: () => {},
        stopOnFailure,
      });
      for (const name of ['bad', 'a', 'b', 'c']) await finish(name);
      expect(await ended).toBe(stopOnFailure ? 'failed' : 'done');
      expect(begun).toEqual(stopOnFailure ? ['bad', 'a'] : ['bad', 'a', 'b', 'c']);
    }
  });

  it('takes a failure in the store as it is, unless it is to be tried again', async () => {
    for (const retryFailures of [false, true]) {
      const { pool, begun, finish } = poolByHand(1);
      const store = openRunStore(temporaryFolder());
      store.write(addressOf('a'), { status: 'failed', error: 'as before' });
      const statuses: string[] = [];
      const ended = runUnits(tasksOf('a'), {
        store,
        pool,
        take: (_index, outcome) => statuses.push(outcome.status),
        retryFailures,
      });
      await finish('a');
      await ended;
      expect([begun, statuses]).toEqual(retryFailures ? [['a'], ['done']] : [[], ['failed']]);
    }
  });

  it('ends soon after somebody asks for the end, though runs are under way', async () => {
    const { pool, begun } = poolByHand(1);
    let asked = false;
    setTimeout(() => {
      asked = true;
    }, 20);
    const ended = await runUnits(tasksOf('a', 'b', 'c'), {
      store: openRunStore(temporaryFolder()),
      pool,
      take: () => {},
      interrupted: () => asked,
    });
    expect(ended).toBe('interrupted');
    expect(begun).toEqual(['a', 'b']);
  });
});
