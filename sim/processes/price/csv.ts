import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import { sha256Parameter } from '../process-parameters.ts';
import type { PriceProcess } from './price-process.ts';

const file: ParameterDeclaration = {
  name: 'file',
  kind: 'text',
  default: '',
  unit: 'path',
  doc: 'CSV file with a header and one row per day; its path is relative to the scenario.',
};
const column: ParameterDeclaration = {
  name: 'column',
  kind: 'text',
  default: 'price',
  unit: 'name',
  doc: 'Column that holds the price, fiat per ALLO, by its name in the header.',
};

/** Prices from a file, the first row on the first day. After the last row its price holds. */
export const csv: PriceProcess = {
  name: 'csv',
  doc: 'A column of a CSV file, one row per day; the last price holds when the rows are over.',
  source: 'own model',
  parameters: [file, column, sha256Parameter],
  create: (parameters, _root, inputs) => {
    const series = inputs?.series ?? new Float64Array(0);
    const where = `${String(parameters.file ?? file.default)}, column ${String(parameters.column ?? column.default)}`;
    const last = series.length - 1;
    if (last < 0) throw new RangeError(`csv: ${where} gave no prices.`);
    for (let row = 0; row <= last; ++row) {
      if (series[row] > 0 && series[row] < Number.POSITIVE_INFINITY) continue;
      throw new RangeError(`csv: row ${row + 1} of ${where} is ${series[row]}; expected a price above 0.`);
    }
    return { at: (day) => series[Math.min(Math.floor(day), last)] };
  },
};
