import { describe, expect, it } from 'vitest';
import { bestOf, type Evaluate, type SearchRules, searchWorst, valueAt } from '../../src/attack/search.ts';
import type { VariedParameter } from '../../src/record/attack-record.ts';

const range = (name: string, low: number, high: number, changes: Partial<VariedParameter> = {}): VariedParameter => ({
  name,
  path: name,
  unit: '1',
  values: null,
  low,
  high,
  whole: false,
  scale: 'linear',
  ...changes,
});

const rules = (changes: Partial<SearchRules> = {}): SearchRules => ({
  parameters: [range('x', 0, 10), range('y', -1, 1)],
  own: { x: 1, y: 0 },
  evaluations: 200,
  mostReplicates: 20,
  seed: 's',
  ...changes,
});

/** Highest at x = 7, y = 0.5. */
const hill = ({ x, y }: Readonly<Record<string, number>>): number => -((x - 7) ** 2) - 10 * (y - 0.5) ** 2;

/** Looks at the settings, and counts what that costs: a seed that was looked at costs nothing. */
function looker(of: (settings: Readonly<Record<string, number>>) => number | null) {
  const seeds = new Map<string, number>();
  const evaluate: Evaluate = async (candidates) =>
    candidates.map(({ settings, replicates }) => {
      const key = JSON.stringify(settings);
      seeds.set(key, Math.max(seeds.get(key) ?? 0, replicates));
      return of(settings);
    });
  return { evaluate, spent: () => [...seeds.values()].reduce((sum, count) => sum + count, 0) };
}

describe('the search for the worst case', () => {
  it('finds the top of a hill', async () => {
    const { evaluate } = looker(hill);
    const best = bestOf((await searchWorst(rules(), evaluate)) ?? []);
    expect(Math.abs((best?.settings.x ?? 0) - 7)).toBeLessThan(1);
    expect(Math.abs((best?.settings.y ?? 0) - 0.5)).toBeLessThan(0.25);
  });
  it.each([8, 9, 20, 50, 200, 333])('looks at no more than %i seeds', async (evaluations) => {
    const { evaluate, spent } = looker(hill);
    const tried = await searchWorst(rules({ evaluations }), evaluate);
    expect(spent()).toBeLessThanOrEqual(evaluations);
    expect(spent()).toBeGreaterThan(evaluations / 3);
    expect(tried?.length).toBeGreaterThan(0);
  });
  it('tries the settings of the scenario first, and none twice', async () => {
    const { evaluate } = looker(hill);
    const tried = (await searchWorst(rules(), evaluate)) ?? [];
    expect(tried[0].settings).toEqual({ x: 1, y: 0 });
    expect(new Set(tried.map(({ settings }) => JSON.stringify(settings))).size).toBe(tried.length);
  });
  it('gives the best more seeds than the others', async () => {
    const { evaluate } = looker(hill);
    const tried = (await searchWorst(rules(), evaluate)) ?? [];
    expect(bestOf(tried)?.replicates).toBe(16);
    expect(tried.filter(({ replicates }) => replicates === 2).length).toBeGreaterThan(10);
  });
  it('draws new settings from a box that is half as long each time', async () => {
    const known = new Set<string>();
    const spreads: number[] = [];
    await searchWorst(rules({ evaluations: 800 }), async (candidates) => {
      const fresh = candidates.filter(({ settings }) => !known.has(JSON.stringify(settings)));
      for (const { settings } of fresh) known.add(JSON.stringify(settings));
      const x = fresh.map(({ settings }) => settings.x);
      spreads.push((Math.max(...x) - Math.min(...x)) / 10);
      return candidates.map(({ settings }) => hill(settings));
    });
    expect(spreads).toHaveLength(4);
    spreads.forEach((spread, round) => {
      expect(spread).toBeLessThanOrEqual(0.5 ** round);
      expect(spread).toBeGreaterThan(0.5 * 0.5 ** round);
    });
  });
  it('is the same search with the same seed', async () => {
    const settings = async (seed: string) =>
      (await searchWorst(rules({ seed }), looker(hill).evaluate))?.map((one) => one.settings);
    expect(await settings('a')).toEqual(await settings('a'));
    expect(await settings('a')).not.toEqual(await settings('b'));
  });
  it('goes past settings that have no value', async () => {
    const { evaluate } = looker((settings) => (settings.x > 6 ? null : hill(settings)));
    const best = bestOf((await searchWorst(rules(), evaluate)) ?? []);
    expect(best?.settings.x).toBeLessThanOrEqual(6);
    expect(bestOf((await searchWorst(rules(), looker(() => null).evaluate)) ?? [])).toBeUndefined();
  });
  it('stays in the range', async () => {
    const parameters = [range('k', 1, 9, { whole: true }), range('z', 0.1, 100, { scale: 'log' })];
    const { evaluate } = looker(({ k, z }) => k + z);
    const tried = (await searchWorst(rules({ parameters, own: { k: 20, z: 1 } }), evaluate)) ?? [];
    for (const { settings } of tried) {
      expect(Number.isInteger(settings.k) && settings.k >= 1 && settings.k <= 9).toBe(true);
      expect(settings.z >= 0.1 && settings.z <= 100).toBe(true);
    }
  });
  it('ends when somebody interrupts', async () => {
    expect(await searchWorst(rules(), async () => undefined)).toBeUndefined();
  });
});

describe('valueAt', () => {
  it('shares the range evenly, or by factors', () => {
    expect(valueAt(range('x', 0, 10), 0.25)).toBe(2.5);
    expect(valueAt(range('x', 1, 100, { scale: 'log' }), 0.5)).toBe(10);
    expect(valueAt(range('x', 1, 3, { whole: true }), 0.34)).toBe(2);
    expect(valueAt(range('x', 1, 3, { whole: true }), 0.999)).toBe(3);
  });
});
