/** Sums up paired or single observations: their mean and its standard error. */
export class Observations {
  #count = 0;
  #mean = 0;
  #squares = 0;

  add(value: number): void {
    this.#count += 1;
    const distance = value - this.#mean;
    this.#mean += distance / this.#count;
    this.#squares += distance * (value - this.#mean);
  }
  get mean(): number {
    return this.#mean;
  }
  get standardError(): number {
    return Math.sqrt(this.#squares / (this.#count - 1) / this.#count);
  }
}
