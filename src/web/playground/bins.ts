/** Points that one series may have. */
export const mostPoints = 400;

/** Points of a series that is so rough that more of them hide what it does. */
export const mostRoughPoints = 100;

/** How values that fall into one point become its value. */
export type Merging = 'mean' | 'last';

/** Takes the points of a series that are complete. */
export type TakePoint = (series: number, x: number, value: number, low: number) => void;

/**
 * Values of one series on their way to a chart: those of `width` consecutive epochs become one point, in their middle.
 * A value that comes after its point was handed out is left out.
 */
export class Bins {
  readonly #series: number;
  readonly #width: number;
  readonly #merging: Merging;
  #bin = -1;
  #count = 0;
  #x = 0;
  #value = 0;
  #low = 0;

  constructor(series: number, width: number, merging: Merging) {
    this.#series = series;
    this.#width = width;
    this.#merging = merging;
  }

  add(x: number, value: number, low: number, take: TakePoint): void {
    if (Number.isNaN(value)) return;
    const bin = Math.floor(x / this.#width);
    if (bin < this.#bin) return;
    if (bin > this.#bin) this.end(take);
    this.#bin = bin;
    const isMean = this.#merging === 'mean';
    this.#count += 1;
    this.#x += x;
    this.#value = isMean ? this.#value + value : value;
    this.#low = isMean ? this.#low + low : low;
  }

  /** Hands out the point that is being made, as it is. */
  end(take: TakePoint): void {
    if (this.#count === 0) return;
    const of = this.#merging === 'mean' ? this.#count : 1;
    take(this.#series, this.#x / this.#count, this.#value / of, this.#low / of);
    this.#count = 0;
    this.#x = 0;
    this.#value = 0;
    this.#low = 0;
  }
}

/** Width of points so that at most `most` of them cover the axis: whole, and a multiple of what is recorded. */
export function widthOfPoints(length: number, every: number, most = mostPoints): number {
  const step = Math.max(1, every);
  return step * Math.max(1, Math.ceil(length / step / most));
}
