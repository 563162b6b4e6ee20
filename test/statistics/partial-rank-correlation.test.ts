import seedrandom from 'seedrandom';
import { describe, expect, it } from 'vitest';
import { intervalOfResamples } from '../../src/statistics/bca.ts';
import { partialRankCorrelations } from '../../src/statistics/partial-rank-correlation.ts';

function rowsOf(count: number, factors: number, seed: string): number[][] {
  const random = seedrandom.alea(seed);
  return Array.from({ length: count }, () => Array.from({ length: factors }, () => random()));
}

/** Ranks by counting: how many are less, and half of those that tie. */
const ranks = (values: readonly number[]): number[] =>
  values.map(
    (value) => values.filter((other) => other < value).length + values.filter((other) => other === value).length / 2,
  );

function correlation(one: readonly number[], other: readonly number[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const a = one.map((value) => value - mean(one));
  const b = other.map((value) => value - mean(other));
  const dot = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, k) => sum + value * y[k], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** Correlation of x and y with the one variable z held. */
function partial(x: readonly number[], y: readonly number[], z: readonly number[]): number {
  const [xy, xz, yz] = [correlation(x, y), correlation(x, z), correlation(y, z)];
  return (xy - xz * yz) / Math.sqrt((1 - xz * xz) * (1 - yz * yz));
}

describe('partialRankCorrelations', () => {
  it("is Spearman's correlation for a single factor", () => {
    // Ranks of the output 1, 3, 2, 4: 1 - 6 (0 + 1 + 1 + 0) / (4 · 15) = 0.8.
    const [{ value, n }] = partialRankCorrelations([[1], [2], [3], [4]], [1, 100, 10, 1000]);
    expect(value).toBeCloseTo(0.8, 14);
    expect(n).toBe(4);
  });
  it('is 1 or -1 for an output that follows one factor only, whatever the shape', () => {
    const rows = rowsOf(20, 1, 'shape');
    const [up] = partialRankCorrelations(
      rows,
      rows.map(([x]) => Math.exp(5 * x)),
    );
    const [down] = partialRankCorrelations(
      rows,
      rows.map(([x]) => -(x ** 3)),
    );
    for (const end of [up.value, up.low, up.high]) expect(end).toBeCloseTo(1, 12);
    for (const end of [down.value, down.low, down.high]) expect(end).toBeCloseTo(-1, 12);
  });
  it('is the partial correlation of ranks, ties sharing theirs', () => {
    const rows = rowsOf(40, 2, 'ties').map(([x, y]) => [Math.round(5 * x), Math.round(5 * y)]);
    const outputs = rows.map(([x, y], k) => x - 2 * y + (k % 7));
    const [x, y] = [0, 1].map((i) => ranks(rows.map((row) => row[i])));
    const output = ranks(outputs);
    const found = partialRankCorrelations(rows, outputs);
    expect(found[0].value).toBeCloseTo(partial(x, output, y), 12);
    expect(found[1].value).toBeCloseTo(partial(y, output, x), 12);
  });
  it('has the interval of resamples that are ranked anew, row by row', () => {
    const rows = rowsOf(25, 2, 'anew').map(([x, y]) => [Math.round(8 * x), y]);
    const outputs = rows.map(([x, y]) => x + 6 * y * y);
    const of = (kept: readonly number[]): number => {
      const [x, y] = [0, 1].map((i) => ranks(kept.map((row) => rows[row][i])));
      return partial(x, ranks(kept.map((row) => outputs[row])), y);
    };
    const all = [...rows.keys()];
    const random = seedrandom.alea('anew');
    const resampled = Float64Array.from({ length: 100 }, () => of(all.map(() => Math.floor(random() * 25))));
    const leftOut = Float64Array.from(all, (left) => of(all.filter((row) => row !== left)));
    const [found] = partialRankCorrelations(rows, outputs, { seed: 'anew', resamples: 100, confidence: 0.9 });
    // 1.645 is the 95 % point of the normal distribution.
    const { low, high } = intervalOfResamples(of(all), resampled, leftOut, 1.6448536269514722);
    expect(found.low).toBeCloseTo(low, 10);
    expect(found.high).toBeCloseTo(high, 10);
  });
  it('holds the other factors: what only comes along with a cause is nothing', () => {
    const rows = rowsOf(400, 2, 'cause').map(([x, y]) => [x, x + 0.3 * y]);
    const noise = rowsOf(400, 1, 'noise');
    const [cause, companion] = partialRankCorrelations(
      rows,
      rows.map(([x], k) => x + 0.2 * noise[k][0]),
      { resamples: 200 },
    );
    expect(cause.value).toBeGreaterThan(0.8);
    expect(companion.low).toBeLessThan(0);
    expect(companion.high).toBeGreaterThan(0);
  });
  it('has intervals that hold the true value about as often as they promise', () => {
    // A factor of no effect beside one of strong effect.
    let held = 0;
    for (let k = 0; k < 150; ++k) {
      const rows = rowsOf(30, 3, `rows ${k}`);
      const [, { low, high }] = partialRankCorrelations(
        rows,
        rows.map(([x, , z]) => 2 * x + z),
        { resamples: 200 },
      );
      if (low <= 0 && 0 <= high) ++held;
    }
    expect(held / 150).toBeGreaterThan(0.9);
    expect(held / 150).toBeLessThan(0.995);
  });
  it('asks for order only, not for units, and not for the order of the rows in its values', () => {
    const rows = rowsOf(30, 2, 'units');
    const outputs = rows.map(([x, y]) => x + y * y);
    const found = partialRankCorrelations(rows, outputs);
    expect(
      partialRankCorrelations(
        rows.map(([x, y]) => [Math.exp(x), 7 * y - 1]),
        outputs.map((value) => value ** 3),
      ),
    ).toEqual(found);
    partialRankCorrelations([...rows].reverse(), [...outputs].reverse()).forEach((one, i) => {
      expect(one.value).toBeCloseTo(found[i].value, 12);
    });
  });
  it('leaves out rows without an output', () => {
    const rows = rowsOf(30, 2, 'holes');
    const outputs = rows.map(([x, y]) => x * y);
    const holes = outputs.map((value, k) => (k % 10 === 3 ? Number.NaN : value));
    const kept = [...rows.keys()].filter((k) => k % 10 !== 3);
    const found = partialRankCorrelations(rows, holes);
    expect(found).toEqual(
      partialRankCorrelations(
        kept.map((k) => rows[k]),
        kept.map((k) => outputs[k]),
      ),
    );
    expect(found[0].n).toBe(27);
  });
  it('is not defined for a factor that does not vary; the others do not mind', () => {
    const rows = rowsOf(25, 2, 'constant');
    const outputs = rows.map(([x, y]) => x - 0.5 * y);
    const [x, constant, y] = partialRankCorrelations(
      rows.map(([one, other]) => [one, 0.5, other]),
      outputs,
    );
    expect(constant).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN, n: 25 });
    expect([x, y]).toEqual(partialRankCorrelations(rows, outputs));
  });
  it('is not defined for outputs that do not vary, too few rows, or factors that determine each other', () => {
    const undefinedFor = (rows: number[][], outputs: number[]): void => {
      for (const one of partialRankCorrelations(rows, outputs)) {
        expect(one).toEqual({ value: Number.NaN, low: Number.NaN, high: Number.NaN, n: rows.length });
      }
    };
    const rows = rowsOf(12, 2, 'undefined');
    undefinedFor(
      rows,
      rows.map(() => 1),
    );
    // Two factors explain three rows whatever they are.
    undefinedFor(
      [
        [1, 3],
        [2, 1],
        [3, 2],
      ],
      [1, 3, 2],
    );
    // One factor twice; three of which one is always 1 and the others 0, whatever rounding makes of it.
    for (let k = 0; k < 20; ++k) {
      const drawn = rowsOf(12, 2, `drawn ${k}`);
      const twice = drawn.map(([x, y]) => [x, y, 2 * x]);
      const oneOfThree = drawn.map(([x, y]) => [x, ...[0, 1, 2].map((kind) => (Math.floor(3 * y) === kind ? 1 : 0))]);
      for (const determined of [twice, oneOfThree]) {
        undefinedFor(
          determined,
          drawn.map(([x, y], row) => x + y + (row % 3)),
        );
      }
    }
    expect(partialRankCorrelations([], [])).toEqual([]);
  });
  it('is not defined for a factor where the others alone determine the output', () => {
    const rows = rowsOf(20, 2, 'determined');
    const [x, y] = partialRankCorrelations(
      rows,
      rows.map(([one]) => one),
    );
    expect(x.value).toBeCloseTo(1, 12);
    expect(y.value).toBeNaN();
  });
  it('is the same for the same seed, and refused for unequal numbers or options out of their range', () => {
    const rows = rowsOf(15, 2, 'seed');
    const outputs = rows.map(([x, y]) => x + y ** 2);
    const one = partialRankCorrelations(rows, outputs, { seed: 'one' });
    expect(partialRankCorrelations(rows, outputs, { seed: 'one' })).toEqual(one);
    expect(partialRankCorrelations(rows, outputs, { seed: 'two' })[0].low).not.toBe(one[0].low);
    expect(() => partialRankCorrelations(rows, [1])).toThrow(RangeError);
    expect(() => partialRankCorrelations(rows, outputs, { confidence: 0 })).toThrow(RangeError);
  });
});
