import { describe, expect, it } from 'vitest';
import { pairing } from '../../src/compare/pairs.ts';
import { failure, metric, run, runs } from './made-up.ts';

describe('pairing', () => {
  it('puts the values of equal seeds side by side, whatever the order of the runs', () => {
    const { metrics } = pairing(runs(1, 2, 3), runs(10, 20, 30).reverse());
    expect(metrics).toEqual([
      {
        point: '',
        metric: 'skill',
        topic: 'eth',
        unit: '1',
        on: 'both',
        seeds: ['s-1', 's-2', 's-3'],
        a: [1, 2, 3],
        b: [10, 20, 30],
      },
    ]);
  });
  it('leaves failed runs out, on either side, and counts seeds that only one side had', () => {
    const a = [...runs(1, 2), failure('s-3'), run('s-4', [metric('skill', 4)])];
    const b = [failure('s-1'), ...runs(0, 20, 30).slice(1)];
    const { metrics, unpaired } = pairing(a, b);
    expect(metrics[0]).toMatchObject({ seeds: ['s-2'], a: [2], b: [20] });
    // s-1 and s-3 had a partner, which failed; s-4 had none.
    expect(unpaired).toEqual({ a: 1, b: 0 });
  });
  it('keeps metrics that one side only has, those of A first', () => {
    const a = [run('s', [metric('old', 1), metric('common', 2)])];
    const b = [run('s', [metric('new', 3), metric('common', 4)])];
    expect(pairing(a, b).metrics.map(({ metric: name, on }) => [name, on])).toEqual([
      ['old', 'A'],
      ['common', 'both'],
      ['new', 'B'],
    ]);
  });
  it('tells topics apart', () => {
    const both = [run('s', [metric('skill', 1, 'eth'), metric('skill', 2, 'btc'), metric('paid', 3, '')])];
    expect(pairing(both, both).metrics.map(({ topic, a }) => [topic, ...a])).toEqual([
      ['eth', 1],
      ['btc', 2],
      ['', 3],
    ]);
  });
  it('has no value for what is null, not finite or absent from one run', () => {
    const a = [run('1', [metric('x', null)]), run('2', [metric('x', Number.NaN)]), run('3', [])];
    const b = ['1', '2', '3'].map((seed) => run(seed, [metric('x', 5)]));
    expect(pairing(a, b).metrics[0]).toMatchObject({ on: 'both', a: [null, null, null], b: [5, 5, 5] });
  });
  it('pairs points by their settings and lists those of one side', () => {
    const at = (point: string, value: number) => run('s', [metric('x', value)], point);
    const { metrics, points } = pairing([at('n=1', 1), at('n=2', 2)], [at('n=2', 20), at('n=3', 30)]);
    expect(metrics.map(({ point, a, b }) => [point, ...a, ...b])).toEqual([['n=2', 2, 20]]);
    expect(points).toEqual({ both: 1, onlyA: ['n=1'], onlyB: ['n=3'] });
  });
  it('looks at the metrics asked for alone', () => {
    const both = [run('s', [metric('skill', 1), metric('paid', 2)])];
    expect(pairing(both, both, ['paid']).metrics.map(({ metric: name }) => name)).toEqual(['paid']);
  });
});
