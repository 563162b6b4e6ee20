import { describe, expect, it } from 'vitest';
import { nextReplicates } from '../../src/experiment/stopping.ts';
import { meanInterval } from '../../src/statistics/mean-interval.ts';

const rule = (halfWidth: number, most = 1000) => ({ metric: 'm', topic: '', halfWidth, most });
/** Half-width of the 95 % t-interval. */
const halfWidth = (values: readonly number[]): number => meanInterval(values).high - meanInterval(values).mean;

const values = [1, 2, 3, 4];

describe('nextReplicates', () => {
  it('asks for no more where the interval is narrow enough, exactly so included', () => {
    expect(nextReplicates(rule(halfWidth(values)), 4, [values])).toBe(4);
    expect(nextReplicates(rule(100), 4, [values])).toBe(4);
  });

  it('asks for what the spread so far needs, since the interval narrows with the root of the number', () => {
    // 1.2 times too wide: 1.44 times as many, rounded up.
    expect(nextReplicates(rule(halfWidth(values) / 1.2), 4, [values])).toBe(6);
  });

  it('asks for one more at least, twice as many at most, and never more than the rule allows', () => {
    expect(nextReplicates(rule(halfWidth(values) / 1.0001), 4, [values])).toBe(5);
    expect(nextReplicates(rule(halfWidth(values) / 100), 4, [values])).toBe(8);
    expect(nextReplicates(rule(halfWidth(values) / 100, 7), 4, [values])).toBe(7);
    expect(nextReplicates(rule(1e-9, 3), 4, [values])).toBe(4);
  });

  it('goes by the topic that needs most', () => {
    expect(nextReplicates(rule(halfWidth(values) * 1.1), 4, [values, [0, 20, 40, 60]])).toBe(8);
  });

  it('asks for more where failures have left fewer than two values, and for none where nothing has the metric', () => {
    expect(nextReplicates(rule(1), 4, [[5]])).toBe(8);
    expect(nextReplicates(rule(1), 4, [])).toBe(4);
  });

  it('is content with values that are all alike', () => {
    expect(nextReplicates(rule(1e-12), 2, [[5, 5]])).toBe(2);
  });
});
