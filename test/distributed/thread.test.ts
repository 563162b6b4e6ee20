import { describe, expect, it } from 'vitest';
import { ready } from '../../src/distributed/thread.ts';

describe('a thread of a worker', () => {
  it('practises with a run that goes all the way to its metrics', async () => {
    const run = await ready();
    expect(run).toMatchObject({ kind: 'result', stored: false, result: { status: 'done' } });
    const { result } = run as Extract<typeof run, { kind: 'result' }>;
    expect(result.status === 'done' && result.metrics.length).toBeGreaterThan(5);
  });
});
