import fc from 'fast-check';

/**
 * Numbers spread evenly from `least` to `most`.
 *
 * `fc.double` spreads its draws over the representable numbers, nearly all of which are next to 0: sums and deviations of
 * such draws consist of one or two terms, and mistakes in the others do not show.
 */
export function spreadNumber(least: number, most: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 30 }).map((step) => least + ((most - least) * step) / 2 ** 30);
}
