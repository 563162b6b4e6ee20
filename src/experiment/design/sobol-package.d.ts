declare module 'sobol' {
  /** Points of the Sobol sequence, the first of them at zero; right for the first 2^20. */
  export class SobolSequenceGenerator {
    /** @param dimensions at most 21 201 */
    constructor(dimensions: number);
    nextVector(): number[];
  }
}
