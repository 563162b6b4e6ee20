/**
 * The monotone sequence that is nearest to the values in squares: never falling when `rising`, never rising otherwise. Where
 * the values go the wrong way their mean stands for them (pool adjacent violators; Barlow, Bartholomew, Bremner and Brunk,
 * Statistical Inference under Order Restrictions, 1972).
 *
 * @param values finite
 */
export function isotonic(values: readonly number[], rising: boolean): number[] {
  const sign = rising ? 1 : -1;
  const blocks: { mean: number; count: number }[] = [];
  for (const value of values) {
    let block = { mean: sign * value, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean > block.mean; last = blocks.at(-1)) {
      blocks.pop();
      const count = last.count + block.count;
      block = { mean: (last.count * last.mean + block.count * block.mean) / count, count };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, count }) => Array.from({ length: count }, () => sign * mean));
}

/**
 * Where a line through points, monotone in y, first reaches a level: x by straight lines between neighbours; null where it
 * does not, and where fewer than two points are given.
 *
 * @param x ascending
 * @param y as many, never falling or never rising
 */
export function crossing(x: readonly number[], y: readonly number[], level: number): number | null {
  for (let k = 1; k < x.length; ++k) {
    const [from, to] = [y[k - 1], y[k]];
    if (from === level) return x[k - 1];
    if ((from < level && to >= level) || (from > level && to <= level)) {
      return x[k - 1] + ((level - from) / (to - from)) * (x[k] - x[k - 1]);
    }
  }
  return null;
}

/** Straight lines between points. @param at within x */
export function interpolated(x: readonly number[], y: readonly number[], at: number): number {
  const k = Math.max(
    1,
    x.findIndex((value) => value >= at),
  );
  return y[k - 1] + ((at - x[k - 1]) / (x[k] - x[k - 1])) * (y[k] - y[k - 1]);
}
