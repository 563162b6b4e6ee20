import type { RecordedTable } from '../../record/read-table.ts';
import type { RecordedFactor, SweepManifest } from '../../record/sweep-record.ts';
import { shortNumber } from '../numbers.ts';

/** A factor with its setting at every point. */
export interface SweepFactor extends RecordedFactor {
  /** Its different settings as shown, in the order of the experiment file; empty for a range that is drawn from. */
  readonly levelNames: readonly string[];
  /** The numbers of the levels; empty for words and for a range that is drawn from. */
  readonly levelValues: readonly number[];
  /** Entry p is the level at the p-th point; -1 for a range that is drawn from. */
  readonly levelOf: readonly number[];
  /** Entry p is the number at the p-th point; NaN for words. */
  readonly values: readonly number[];
  /** Entry p is the setting at the p-th point, as shown. */
  readonly settings: readonly string[];
}

/** Designs that draw every point anew: their numbers have no levels. */
const DRAWN = ['latin-hypercube', 'sobol', 'morris'];

/**
 * The factors of a sweep.
 *
 * @param rows a row per point in a table that has the factors' columns
 */
export function sweepFactors(
  { factors, design }: SweepManifest,
  rows: readonly { readonly table: RecordedTable; readonly row: number }[],
): SweepFactor[] {
  return factors.map((factor): SweepFactor => {
    if (!factor.numeric) {
      const settings = rows.map(({ table, row }) => {
        const { codes, words } = table.words(factor.name);
        return words[codes[row]];
      });
      const levelNames = distinct([...(factor.levels ?? []), ...settings]);
      const levelOf = settings.map((setting) => levelNames.indexOf(setting));
      return { ...factor, levelNames, levelValues: [], levelOf, values: rows.map(() => Number.NaN), settings };
    }
    const values = rows.map(({ table, row }) => table.numbers(factor.name)[row]);
    if (factor.levels === null && DRAWN.includes(design.kind)) {
      const settings = values.map((value) => shortNumber(value, 4));
      return { ...factor, levelNames: [], levelValues: [], levelOf: values.map(() => -1), values, settings };
    }
    // The first points go through the levels in their order, so the n-th new number is the n-th level.
    const levelValues = distinct(values);
    const named = distinct(factor.levels ?? []);
    const levelNames = named.length === levelValues.length ? named : levelValues.map((value) => shortNumber(value, 6));
    const levelOf = values.map((value) => levelValues.indexOf(value));
    return { ...factor, levelNames, levelValues, levelOf, values, settings: levelOf.map((level) => levelNames[level]) };
  });
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
