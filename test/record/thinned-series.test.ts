import { describe, expect, it } from 'vitest';
import { GrowingMeans } from '../../src/record/thinned-series.ts';

describe('GrowingMeans', () => {
  it('keeps few values as they are, with gaps where there is none', () => {
    const means = new GrowingMeans();
    means.add(0, 5);
    means.add(2, Number.NaN);
    means.add(1, 7);
    expect([...means.means()]).toEqual([5, 7, Number.NaN]);
  });
  it('joins neighbours when there are many, so that each is a mean of equally many places', () => {
    const means = new GrowingMeans();
    for (let place = 0; place < 1024; ++place) means.add(place, place);
    const found = means.means();
    expect(found).toHaveLength(256);
    expect([found[0], found[1], found[255]]).toEqual([1.5, 5.5, 1021.5]);
  });
  it('has as many entries as its last place asks for, values or none', () => {
    const means = new GrowingMeans();
    means.add(300, 1);
    expect(means.means()).toHaveLength(151);
    expect(means.means().filter(Number.isFinite)).toEqual(Float64Array.of(1));
    expect(new GrowingMeans().means()).toHaveLength(0);
  });
});
