import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostTasks, taskSizes } from '../../../src/distributed/slurm/task-sizes.ts';

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);

describe('how runs are parted among tasks', () => {
  it.each([
    // Few runs, which may be long: as many tasks as there are runs, or fewer where a task has threads for several.
    [40, null, 1, 40, 1],
    [40, null, 4, 10, 4],
    [500, null, 1, 100, 5],
    [5000, null, 1, 500, 10],
    // More would be too many tasks.
    [100_000, null, 1, 1000, 100],
    [100_000, 10, 8, 1000, 100],
    [40, 15, 1, 3, 14],
    [1, 50, 8, 1, 1],
  ])('%i runs, %s asked for and %i threads make %i tasks of up to %i', (runs, asked, jobs, tasks, largest) => {
    const sizes = taskSizes(runs, asked, jobs);
    expect([sizes.length, Math.max(...sizes)]).toEqual([tasks, largest]);
  });

  it('has every run once, no empty task, and tasks that differ by one run at the most', () => {
    const asked = fc.option(fc.integer({ min: 1, max: 500 }), { nil: null });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300_000 }), asked, fc.integer({ min: 1, max: 64 }), (runs, each, jobs) => {
        const sizes = taskSizes(runs, each, jobs);
        expect(sum(sizes)).toBe(runs);
        expect(sizes.length).toBeLessThanOrEqual(mostTasks);
        expect(Math.min(...sizes)).toBeGreaterThan(0);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
