import { createRequire } from 'node:module';
import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { intervalOfResamples } from '../../src/statistics/bca.ts';
import { type SobolOutputs, sobolIndices } from '../../src/statistics/sobol-indices.ts';

// The package brings no types.
const { SobolSequenceGenerator } = createRequire(import.meta.url)('sobol') as {
  SobolSequenceGenerator: new (dimensions: number) => { nextVector(): number[] };
};

type Model = (x: readonly number[]) => number;

/** Outputs of a model over Saltelli's design, A and B being the two halves of each point of twice the dimensions. */
function saltelliOutputs(model: Model, factors: number, points: readonly (readonly number[])[]): SobolOutputs {
  const halves = points.map((point) => [point.slice(0, factors), point.slice(factors)]);
  return {
    a: Float64Array.from(halves, ([a]) => model(a)),
    b: Float64Array.from(halves, ([, b]) => model(b)),
    ab: Array.from({ length: factors }, (_, i) =>
      Float64Array.from(halves, ([a, b]) => model(a.map((value, k) => (k === i ? b[k] : value)))),
    ),
  };
}

/** The first points of the sequence after the one that is all 0. */
function sobolPoints(count: number, dimensions: number): number[][] {
  const sequence = new SobolSequenceGenerator(dimensions);
  sequence.nextVector();
  return Array.from({ length: count }, () => sequence.nextVector());
}

function randomPoints(count: number, dimensions: number, seed: string): number[][] {
  const random = seedrandom.alea(seed);
  return Array.from({ length: count }, () => Array.from({ length: dimensions }, () => random()));
}

/** First and total index of each factor in turn, from the rows given; centred by the mean of all. */
function plainIndices({ a, b, ab }: SobolOutputs, rows: readonly number[]): number[] {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const center = mean([...a, ...b]);
  const both = [...rows.map((j) => a[j]), ...rows.map((j) => b[j])];
  const variance = mean(both.map((value) => (value - mean(both)) ** 2));
  return ab.flatMap((mixed) => [
    mean(rows.map((j) => (b[j] - center) * (mixed[j] - a[j]))) / variance,
    mean(rows.map((j) => (a[j] - mixed[j]) ** 2)) / 2 / variance,
  ]);
}

describe('sobolIndices', () => {
  it('come within 0.005 of the analytic ones of the Ishigami function from 8 192 rows', () => {
    const a = 7;
    const b = 0.1;
    const ishigami: Model = (unit) => {
      const [x, y, z] = unit.map((u) => Math.PI * (2 * u - 1));
      return Math.sin(x) + a * Math.sin(y) ** 2 + b * z ** 4 * Math.sin(x);
    };
    // Parts of the variance: of the first, of the second, of the first and the third together.
    const first = 0.5 * (1 + (b * Math.PI ** 4) / 5) ** 2;
    const second = (a * a) / 8;
    const together = (8 * b * b * Math.PI ** 8) / 225;
    const variance = first + second + together;
    const expected = [
      [first / variance, (first + together) / variance],
      [second / variance, second / variance],
      [0, together / variance],
    ];
    expect(expected.flat().map((value) => value.toFixed(6))).toEqual([
      '0.313905',
      '0.557589',
      '0.442411',
      '0.442411',
      '0.000000',
      '0.243684',
    ]);

    const outputs = saltelliOutputs(ishigami, 3, sobolPoints(8192, 6));
    const found = sobolIndices(outputs, { seed: 'ishigami', resamples: 500 });
    expect(found.n).toBe(8192);
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.005);
    found.factors.forEach((factor, i) => {
      const [one, all] = expected[i];
      console.log(
        `Ishigami, factor ${i + 1}: first ${factor.first.toFixed(4)} [${factor.firstLow.toFixed(4)}, ${factor.firstHigh.toFixed(4)}] of ${one.toFixed(4)}, ` +
          `total ${factor.total.toFixed(4)} [${factor.totalLow.toFixed(4)}, ${factor.totalHigh.toFixed(4)}] of ${all.toFixed(4)}`,
      );
      expect(Math.abs(factor.first - one)).toBeLessThan(0.005);
      expect(Math.abs(factor.total - all)).toBeLessThan(0.005);
      expect(factor.firstLow).toBeLessThan(one);
      expect(factor.firstHigh).toBeGreaterThan(one);
      expect(factor.totalLow).toBeLessThan(all);
      expect(factor.totalHigh).toBeGreaterThan(all);
    });
  });
  it('are the sums of the two estimators, worked by hand', () => {
    // Outputs of mean 0 at A and B: V = (1 + 1 + 9 + 9) / 4 = 5. First: (3 · (2 + 1) - 3 · (0 - 1)) / 2 / 5 = 1.2;
    // total: ((-3)² + 1²) / 4 / 5 = 0.5.
    const outputs = { a: Float64Array.of(-1, 1), b: Float64Array.of(3, -3), ab: [Float64Array.of(2, 0)] };
    const { n, variance, factors } = sobolIndices(outputs);
    expect([n, variance]).toEqual([2, 5]);
    expect(factors[0].first).toBeCloseTo(1.2, 14);
    expect(factors[0].total).toBeCloseTo(0.5, 14);
  });
  it('have the intervals of resamples that are worked out from the rows drawn, one by one', () => {
    const outputs = saltelliOutputs(([x, y]) => 3 + Math.exp(x) * y, 2, randomPoints(30, 4, 'plain'));
    const found = sobolIndices(outputs, { seed: 'plain', resamples: 200, confidence: 0.9 });
    const random = seedrandom.alea('plain');
    const all = Array.from({ length: 30 }, (_, j) => j);
    const resampled = Array.from({ length: 200 }, () =>
      plainIndices(
        outputs,
        all.map(() => Math.floor(random() * 30)),
      ),
    );
    const leftOut = all.map((left) =>
      plainIndices(
        outputs,
        all.filter((j) => j !== left),
      ),
    );
    plainIndices(outputs, all).forEach((value, k) => {
      const of = (many: readonly number[][]): Float64Array => Float64Array.from(many, (one) => one[k]);
      // 1.645 is the 95 % point of the normal distribution.
      const { low, high } = intervalOfResamples(value, of(resampled), of(leftOut), 1.6448536269514722);
      const factor = found.factors[k >> 1];
      const mine =
        k % 2 === 0
          ? [factor.first, factor.firstLow, factor.firstHigh]
          : [factor.total, factor.totalLow, factor.totalHigh];
      [value, low, high].forEach((expected, end) => {
        expect(mine[end]).toBeCloseTo(expected, 10);
      });
    });
  });
  it('give an additive model first indices that equal its totals, each by its own variance', () => {
    // Variances 9 : 1 of 3 x + y, nothing left for z.
    const outputs = saltelliOutputs(([x, y]) => 3 * x + y, 3, sobolPoints(4096, 6));
    const [x, y, z] = sobolIndices(outputs, { resamples: 50 }).factors;
    expect(x.first).toBeCloseTo(0.9, 2);
    expect(x.total).toBeCloseTo(0.9, 2);
    expect(y.first).toBeCloseTo(0.1, 2);
    expect(y.total).toBeCloseTo(0.1, 2);
    expect(z).toEqual({ first: 0, firstLow: 0, firstHigh: 0, total: 0, totalLow: 0, totalHigh: 0 });
  });
  it('do not change with the unit of the outputs nor with an offset a thousand times their spread', () => {
    const model: Model = ([x, y]) => x * x + x * y;
    const points = randomPoints(300, 4, 'units');
    const { variance, factors } = sobolIndices(saltelliOutputs(model, 2, points), { resamples: 100 });
    const moved = sobolIndices(
      saltelliOutputs((x) => 1000 - 2 * model(x), 2, points),
      { resamples: 100 },
    );
    expect(moved.variance).toBeCloseTo(4 * variance, 8);
    moved.factors.forEach((factor, i) => {
      for (const key of ['first', 'firstLow', 'firstHigh', 'total', 'totalLow', 'totalHigh'] as const) {
        expect(factor[key]).toBeCloseTo(factors[i][key], 8);
      }
    });
  });
  it('have intervals that hold the true index about as often as they promise', () => {
    // y = x1 + 2 x2: first and total of x1 are 1/5.
    let held = 0;
    for (let k = 0; k < 200; ++k) {
      const outputs = saltelliOutputs(([x, y]) => x + 2 * y, 2, randomPoints(100, 4, `rows ${k}`));
      const [{ firstLow, firstHigh, totalLow, totalHigh }] = sobolIndices(outputs, { resamples: 300 }).factors;
      if (firstLow <= 0.2 && 0.2 <= firstHigh) ++held;
      if (totalLow <= 0.2 && 0.2 <= totalHigh) ++held;
    }
    expect(held / 400).toBeGreaterThan(0.91);
    expect(held / 400).toBeLessThan(0.985);
  });
  it('are the same for the same seed; of another seed only the intervals differ', () => {
    const outputs = saltelliOutputs(([x, y]) => x * y, 2, randomPoints(50, 4, 'seeds'));
    const one = sobolIndices(outputs, { seed: 'one' });
    expect(sobolIndices(outputs, { seed: 'one' })).toEqual(one);
    const two = sobolIndices(outputs, { seed: 'two' });
    expect(two.factors[0].first).toBe(one.factors[0].first);
    expect(two.factors[0].firstLow).not.toBe(one.factors[0].firstLow);
  });
  it('leave out rows with a NaN in any of the outputs', () => {
    const outputs = saltelliOutputs(([x, y]) => x * y, 2, randomPoints(40, 4, 'holes'));
    const without = (rows: readonly number[]): SobolOutputs => {
      const kept = (column: Float64Array): Float64Array => column.filter((_, j) => !rows.includes(j));
      return { a: kept(outputs.a), b: kept(outputs.b), ab: outputs.ab.map(kept) };
    };
    const expected = sobolIndices(without([3, 7, 11]));
    outputs.a[3] = Number.NaN;
    outputs.b[7] = Number.NaN;
    outputs.ab[1][11] = Number.NaN;
    expect(sobolIndices(outputs)).toEqual(expected);
    expect(expected.n).toBe(37);
  });
  it('are NaN for outputs that do not vary, for a single row and for none', () => {
    const none = { first: Number.NaN, firstLow: Number.NaN, firstHigh: Number.NaN };
    const nothing = { ...none, total: Number.NaN, totalLow: Number.NaN, totalHigh: Number.NaN };
    const same = new Float64Array(8).fill(0.1);
    expect(sobolIndices({ a: same, b: same, ab: [same] })).toEqual({ n: 8, variance: 0, factors: [nothing] });
    const elsewhere = sobolIndices({ a: same, b: same, ab: [new Float64Array(8).fill(0.2)] });
    expect(elsewhere.factors).toEqual([nothing]);
    const one = sobolIndices({ a: Float64Array.of(1), b: Float64Array.of(2), ab: [Float64Array.of(2)] });
    expect(one).toEqual({ n: 1, variance: 0.25, factors: [nothing] });
    const failed = Float64Array.of(Number.NaN);
    expect(sobolIndices({ a: failed, b: failed, ab: [failed] })).toEqual({
      ...{ n: 0, variance: Number.NaN, factors: [nothing] },
    });
  });
  it('are refused for columns of different lengths and for options out of their range', () => {
    const two = Float64Array.of(1, 2);
    expect(() => sobolIndices({ a: two, b: Float64Array.of(1), ab: [two] })).toThrow(RangeError);
    expect(() => sobolIndices({ a: two, b: two, ab: [two, Float64Array.of(1)] })).toThrow(RangeError);
    expect(() => sobolIndices({ a: two, b: two, ab: [two] }, { confidence: 1 })).toThrow('Confidence');
  });
});
