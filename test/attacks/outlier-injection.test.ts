import { describe, expect, it } from 'vitest';
import { outlierInjection } from '../../sim/attacks/outlier-injection.ts';
import { infererView, type Values } from '../policies/views.ts';
import { planOf } from './plan-setting.ts';

const epochs = Array.from({ length: 4000 }, (_, epoch) => epoch);

/** How far off two keys answer in each epoch, in deviations of their error; they themselves do not err. */
function outliers(values: Values, strength = 1): number[][] {
  const { inferer } = planOf(outlierInjection, { errorDeviation: 2, ...values }, { strength: () => strength });
  const keys = [inferer(0), inferer(1)];
  return epochs.map((epoch) => keys.map((key) => key.infer(infererView({ epoch, scale: 3, truth: 50 })) / 3 - 50 / 3));
}

describe('outlier injection', () => {
  it('answers far off in as many epochs as it should, all keys in the same ones, and honestly in between', () => {
    const found = outliers({ magnitude: 12, frequency: 0.2 });
    for (const [first, second] of found) expect(second).toBe(first);
    const off = found.filter(([first]) => Math.abs(first) > 1e-9);
    for (const [first] of off) expect(first).toBeCloseTo(12, 9);
    expect(Math.abs(off.length / epochs.length - 0.2)).toBeLessThan(0.02);
    expect(
      outliers({ frequency: 0 })
        .flat()
        .every((x) => Math.abs(x) < 1e-9),
    ).toBe(true);
  });

  it('keeps its sign, turns it from epoch to epoch, or leaves it to chance', () => {
    const signs = (sign: string) => outliers({ sign, frequency: 1 }).map(([first]) => Math.sign(first));
    expect(new Set(signs('up'))).toEqual(new Set([1]));
    expect(new Set(signs('down'))).toEqual(new Set([-1]));
    expect(signs('alternating').every((sign, epoch) => sign === (epoch % 2 === 0 ? 1 : -1))).toBe(true);
    const mean = signs('random').reduce((sum, sign) => sum + sign, 0) / epochs.length;
    expect(Math.abs(mean)).toBeLessThan(0.06);
  });

  it('adds to its model’s own error, by its strength: none of it at 0', () => {
    const answer = (strength: number) =>
      planOf(outlierInjection, { errorDeviation: 2, frequency: 1 }, { strength: () => strength })
        .inferer(0)
        .infer(infererView({ error: 0.5 }));
    expect([answer(0), answer(0.5), answer(1)]).toEqual([0.5, 5.5, 10.5]);
  });

  it('says which way it pushes', () => {
    const direction = (sign: string) => outlierInjection.direction?.({ sign });
    expect(['up', 'down', 'alternating', 'random'].map(direction)).toEqual([1, -1, 0, 0]);
  });
});
