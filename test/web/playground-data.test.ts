import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/library/simulate.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { Bins, mostPoints, widthOfPoints } from '../../src/web/playground/bins.ts';
import { Collector } from '../../src/web/playground/collector.ts';
import { type Drawn, Frames } from '../../src/web/playground/frames.ts';
import { liveRun } from '../../src/web/playground/live-run.ts';
import type { Points } from '../../src/web/playground/messages.ts';
import { PointList } from '../../src/web/playground/point-list.ts';
import { fromFragment, toFragment } from '../../src/web/playground/share.ts';
import { safeName } from '../../src/web/playground/sharing.ts';

type Point = readonly [series: number, x: number, value: number, low: number];

/** Points that bins make of values at 0, 1, 2 ... */
function pointsOf(values: readonly number[], width: number, merging: 'mean' | 'last'): Point[] {
  const points: Point[] = [];
  const take = (...point: Point): void => void points.push(point);
  const bins = new Bins(0, width, merging);
  values.forEach((value, x) => {
    bins.add(x, value, value - 1, take);
  });
  bins.end(take);
  return points;
}

describe('the points of a series', () => {
  it('are the means of as many epochs as one of them stands for, in their middle', () => {
    expect(pointsOf([1, 3, 5, 7, 9], 2, 'mean')).toEqual([
      [0, 0.5, 2, 1],
      [0, 2.5, 6, 5],
      [0, 4, 9, 8],
    ]);
  });

  it('are the last value of each where it is a sum', () => {
    expect(pointsOf([1, 3, 5], 2, 'last').map(([, , value]) => value)).toEqual([3, 5]);
  });

  it('leave out epochs without a value, and values that come after their point', () => {
    expect(pointsOf([Number.NaN, 4], 2, 'mean')).toEqual([[0, 1, 4, 3]]);
    const points: Point[] = [];
    const bins = new Bins(0, 1, 'mean');
    for (const x of [0, 2, 1, 3]) bins.add(x, x, x, (...point) => void points.push(point));
    expect(points.map(([, x]) => x)).toEqual([0, 2]);
  });

  it('are never more than 400, and stand for whole multiples of what is recorded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 0, max: 1000 }), (length, every) => {
        const width = widthOfPoints(length, every);
        expect(Math.ceil(length / width)).toBeLessThanOrEqual(mostPoints);
        expect(width % Math.max(1, every)).toBe(0);
      }),
    );
  });

  it('are handed over whole, however many wait', () => {
    const list = new PointList();
    for (let p = 0; p < 1000; ++p) list.add(p, 2 * p, 3 * p, 4 * p);
    const { series, x, value, low } = list.take();
    expect([series.length, series[999], x[999], value[999], low[999]]).toEqual([1000, 999, 1998, 2997, 3996]);
    expect(list.count).toBe(0);
  });
});

/** Points of a run by chart and name. */
async function drawn(file: string, epochs: string, slice: number) {
  const { scenario, inputs } = await readScenario(file, { epochs });
  const run = liveRun(scenario, inputs);
  const taken: Points[] = [];
  while (!run.finished) {
    run.advance(slice);
    taken.push(run.collector.take());
  }
  const points = new Map<string, [number, number][]>();
  for (const { series, x, value } of taken) {
    series.forEach((one, p) => {
      const { chart, name } = run.collector.series[one];
      const key = `${chart}: ${name}`;
      points.set(key, [...(points.get(key) ?? []), [x[p], value[p]]]);
    });
  }
  return { points, metrics: run.metrics(), shape: run.collector.shape };
}

describe('what a run draws', () => {
  it('does not hang on how the run is sliced', async () => {
    const one = await drawn('scenarios/baseline.yaml', '60', 1);
    const seven = await drawn('scenarios/baseline.yaml', '60', 7);
    expect(one.points.size).toBeGreaterThan(20);
    expect([...seven.points].sort()).toEqual([...one.points].sort());
    expect(seven.metrics).toEqual(one.metrics);
  });

  it('has the skill so far end where the summary has it, and rewards of all policies sum to those of all roles', async () => {
    const { points, metrics } = await drawn('scenarios/baseline.yaml', '60', 5);
    const skill = metrics.find(({ name }) => name === 'skill_vs_naive');
    expect(points.get('skill: skill against naive')?.at(-1)?.[1]).toBe(skill?.value);
    const policies = [...points].filter(([key]) => key.startsWith('policy-rewards: '));
    expect(policies.map(([key]) => key).sort()).toEqual([
      'policy-rewards: forecaster regime-ema',
      'policy-rewards: inferer biased',
      'policy-rewards: inferer honest',
      'policy-rewards: inferer noisy',
      'policy-rewards: reputer honest',
      'policy-rewards: reputer noisy',
    ]);
    const paid = policies.reduce((sum, [, one]) => sum + (one.at(-1)?.[1] ?? Number.NaN), 0);
    const { tables } = await simulate(readFileSync('scenarios/baseline.yaml', 'utf8'), { epochs: 60 });
    const rewards = tables.epochs.numbers('reward').reduce((sum, reward) => sum + reward, 0);
    expect(paid / rewards).toBeCloseTo(1, 9);
  });

  it('shows the damage of an attack, and the hub chain where there is one', async () => {
    const attack = await drawn('scenarios/attacks/sybil.yaml', '80', 9);
    expect(attack.shape).toMatchObject({ attacks: true, days: 0, topics: ['eth-return'] });
    expect(attack.points.get('damage: sybil')?.length).toBe(80);
    const hub = await drawn('scenarios/loyal-delegators.yaml', '30', 9);
    expect(hub.shape.topics).toEqual(['rich', 'middling', 'poor']);
    expect(hub.points.get('emission: emission')?.length).toBeGreaterThan(20);
    expect([...hub.points.values()].every((one) => one.length <= 3 * 400)).toBe(true);
  });

  it('is drawn of ten topics at most, and says of how many', async () => {
    const { scenario } = await readScenario('scenarios/hundred-topics.yaml');
    const names = Array.from({ length: 100 }, (_, n) => `topic-${n}`);
    const { shape } = new Collector(scenario, names, []);
    expect([shape.topics.length, shape.allTopics]).toEqual([10, 100]);
  });
});

describe('frames', () => {
  /** Charts that are stale, and frames that come when they are called. */
  function stage(count: number, rest: number) {
    const order: number[] = [];
    const waiting: ((now: number) => void)[] = [];
    const charts = Array.from({ length: count }, (_, n) => {
      const chart = { isStale: true, draw: () => {} };
      chart.draw = () => {
        chart.isStale = false;
        order.push(n);
      };
      return chart;
    });
    let frames = 0;
    const made = new Frames(
      (callback) => void waiting.push(callback),
      () => rest,
      () => void ++frames,
    );
    made.charts = charts satisfies Drawn[];
    const next = (now: number): void => waiting.shift()?.(now);
    return { charts, order, waiting, made, next, frames: () => frames };
  }

  it('draw one chart each, in turn, and stop when nothing is stale', () => {
    const { order, waiting, made, next, charts, frames } = stage(3, 0);
    made.request();
    made.request();
    expect(waiting.length).toBe(1);
    for (let now = 0; now < 3; ++now) {
      next(now);
      expect(order.length).toBe(now + 1);
    }
    expect(order).toEqual([0, 1, 2]);
    expect([waiting.length, frames()]).toEqual([0, 3]);
    charts[1].isStale = true;
    charts[0].isStale = true;
    made.request();
    next(4);
    next(5);
    expect(order).toEqual([0, 1, 2, 0, 1]);
  });

  it('give a chart its rest where people want little motion', () => {
    const { order, made, next, charts } = stage(1, 1000);
    made.request();
    next(0);
    charts[0].isStale = true;
    made.request();
    next(500);
    expect(order.length).toBe(1);
    next(1000);
    expect(order.length).toBe(2);
  });
});

describe('links', () => {
  it('carry any scenario there and back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (yaml, file) => {
        expect(await fromFragment(`#${await toFragment({ yaml, file })}`)).toEqual({ yaml, file });
      }),
      { numRuns: 10 },
    );
  });

  it('are made of letters that no address changes', async () => {
    const fragment = await toFragment({ yaml: 'name: ü ✓\n'.repeat(50), file: 'a b/c.yaml' });
    expect(fragment).toMatch(/^yaml=[A-Za-z0-9_-]+&file=a%20b%2Fc\.yaml$/);
    expect(fragment.length).toBeLessThan(120);
  });

  it('say so when they are damaged or unpack to more than a scenario may have, and are none without a scenario', async () => {
    await expect(fromFragment('#yaml=%%%')).rejects.toThrow('damaged or too large');
    await expect(fromFragment('#yaml=AAAA')).rejects.toThrow('damaged or too large');
    const bomb = await toFragment({ yaml: 'x'.repeat(600 * 1024), file: 'x' });
    await expect(fromFragment(bomb)).rejects.toThrow('damaged or too large');
    expect(await fromFragment('#scenario=baseline')).toBeUndefined();
    expect(await fromFragment('')).toBeUndefined();
  });

  it('have names for files that every system takes', () => {
    expect(safeName('my scenario/2')).toBe('my-scenario-2');
    expect(safeName('../..')).toBe('scenario');
    expect(safeName('a'.repeat(200)).length).toBe(100);
  });
});
