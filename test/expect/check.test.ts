import { describe, expect, it } from 'vitest';
import type { ExpectedMetric, Scenario } from '../../sim/index.ts';
import { checkExpectations } from '../../src/expect/check.ts';
import type { RunnableScenario } from '../../src/run/read-scenario.ts';
import { noProgress } from '../../src/run/run-to-end.ts';
import { fakeScenario } from '../support/fake-batches.ts';
import { fakeEngine } from '../support/fake-engine.ts';

const expected = (changes: Partial<ExpectedMetric>): ExpectedMetric => ({
  metric: 'skill',
  topic: '',
  sign: 'positive',
  above: null,
  below: null,
  seeds: 1,
  than: '',
  ...changes,
});

function runnable(changes: Partial<Scenario>, others: Record<string, RunnableScenario> = {}): RunnableScenario {
  return { scenario: fakeScenario(changes), yaml: '', inputs: { formulas: {}, series: {}, files: [], others } };
}

/** Runs of an engine whose skill is the number at the end of the seed, ten times that in the scenario called `other`. */
function recordingEngine() {
  const ran: string[] = [];
  const engine = fakeEngine(({ name, seed }) => {
    ran.push(`${name} ${seed}`);
    const value = Number(/\d+$/.exec(seed)?.[0] ?? 100) * (name === 'other' ? 10 : 1);
    return [{ name: 'skill', value, unit: '1', topic: 'eth-return' }];
  });
  return { engine, ran };
}

const metrics = [{ name: 'skill', value: -1, unit: '1', topic: 'eth-return' }];

describe('checkExpectations', () => {
  it('looks at the run itself for one seed, and runs <seed>-1 to <seed>-n for several', async () => {
    const { engine, ran } = recordingEngine();
    const expect_ = [expected({}), expected({ seeds: 3 }), expected({ seeds: 2 })];
    const verdicts = await checkExpectations(runnable({ expect: expect_ }), metrics, undefined, engine);
    expect(ran).toEqual(['fake allora-1', 'fake allora-2', 'fake allora-3']);
    expect(verdicts?.map(({ mean, n, met }) => [mean, n, met])).toEqual([
      [-1, 1, false],
      [2, 3, false],
      [1.5, 2, false],
    ]);
  });
  it('runs the other scenario with the same seeds', async () => {
    const { engine, ran } = recordingEngine();
    const expect_ = [expected({ seeds: 2, than: 'other.yaml', sign: 'negative' }), expected({ than: 'other.yaml' })];
    const subject = runnable({ expect: expect_ }, { 'other.yaml': runnable({ name: 'other' }) });
    const verdicts = await checkExpectations(subject, metrics, undefined, engine);
    expect(ran).toEqual(['fake allora-1', 'fake allora-2', 'other allora', 'other allora-1', 'other allora-2']);
    expect(verdicts?.map(({ mean, n }) => [mean, n])).toEqual([
      [-13.5, 2],
      [-1001, 1],
    ]);
  });
  it('runs nothing when every expectation is about the run itself', async () => {
    const { engine, ran } = recordingEngine();
    const subject = runnable({ expect: [expected({})] });
    expect(await checkExpectations(subject, metrics, undefined, engine)).toHaveLength(1);
    expect(ran).toEqual([]);
  });
  it('hands nothing back when interrupted', async () => {
    const watch = { progress: noProgress, interrupted: () => true };
    const subject = runnable({ expect: [expected({ seeds: 2 })] });
    expect(await checkExpectations(subject, metrics, watch, fakeEngine())).toBeUndefined();
  });
});
