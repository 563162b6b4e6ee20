import type { Points } from './messages.ts';

/** Points that wait to be handed over; columns grow as they need to. */
export class PointList {
  #count = 0;
  #series = new Int32Array(256);
  #x = new Float64Array(256);
  #value = new Float64Array(256);
  #low = new Float64Array(256);

  get count(): number {
    return this.#count;
  }

  readonly add = (series: number, x: number, value: number, low: number): void => {
    if (this.#count === this.#series.length) this.#grow();
    this.#series[this.#count] = series;
    this.#x[this.#count] = x;
    this.#value[this.#count] = value;
    this.#low[this.#count] = low;
    ++this.#count;
  };

  /** All points, in arrays of their own; the list is empty afterwards. */
  take(): Points {
    const count = this.#count;
    this.#count = 0;
    return {
      series: this.#series.slice(0, count),
      x: this.#x.slice(0, count),
      value: this.#value.slice(0, count),
      low: this.#low.slice(0, count),
    };
  }

  #grow(): void {
    const twice = 2 * this.#series.length;
    const longer = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(twice);
      grown.set(column);
      return grown;
    };
    const series = new Int32Array(twice);
    series.set(this.#series);
    this.#series = series;
    this.#x = longer(this.#x);
    this.#value = longer(this.#value);
    this.#low = longer(this.#low);
  }
}
