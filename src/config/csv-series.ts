import Papa from 'papaparse';
import { expectations, messages } from './messages.ts';
import { nearestWord } from './nearest-word.ts';
import type { CellRange } from './registries.ts';

/** A column of a CSV text, or what is wrong: with the text (line and column from 1), or with the column asked for. */
export type CsvSeries =
  | { readonly values: Float64Array }
  | { readonly line: number; readonly column: number; readonly message: string }
  | { readonly header: readonly string[]; readonly times: number; readonly suggestion: string | undefined };

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads the numbers under `column`: the first row names the columns, cells are parted by commas, empty lines are passed
 * over. Stops at the first thing wrong.
 */
export function csvSeries(text: string, column: string, range?: CellRange): CsvSeries {
  let header: string[] | undefined;
  let field = -1;
  let rowStart = 0;
  let values = new Float64Array(1024);
  let rows = 0;
  let outcome: CsvSeries | undefined;
  const wrong = (row: readonly string[], at: number, message: string): CsvSeries => {
    const offset = rowStart + fieldOffset(text, rowStart, Math.min(at, row.length - 1));
    return { ...lineAndColumn(text, offset), message };
  };

  Papa.parse<string[]>(text, {
    delimiter: ',',
    step: ({ data: row, errors, meta }, parser) => {
      const isEmpty = row.length === 1 && row[0].trim() === '';
      if (errors.some(({ type }) => type === 'Quotes')) {
        const quoted = row.findIndex((_cell, at) => text[rowStart + fieldOffset(text, rowStart, at)] === '"');
        outcome = wrong(row, Math.max(quoted, 0), messages.openQuote());
      } else if (isEmpty) {
        // Passed over.
      } else if (header === undefined) {
        header = row.map((name) => name.trim());
        field = header.indexOf(column);
        const times = header.filter((name) => name === column).length;
        if (times !== 1) outcome = { header, times, suggestion: nearestWord(column, header) };
      } else if (row.length !== header.length) {
        outcome = wrong(row, header.length, messages.cellCount(row.length, header.length));
      } else {
        const value = numberIn(row[field]);
        if (!isIn(value, range)) {
          outcome = wrong(row, field, messages.cell(column, row[field].trim(), expectations.cell(range)));
        } else {
          if (rows === values.length) {
            const grown = new Float64Array(2 * rows);
            grown.set(values);
            values = grown;
          }
          values[rows++] = value;
        }
      }
      rowStart = meta.cursor;
      if (outcome !== undefined) parser.abort();
    },
  });
  if (outcome !== undefined) return outcome;
  if (header === undefined) return { line: 1, column: 1, message: messages.noHeader() };
  return rows === 0 ? { line: 1, column: 1, message: messages.noRows() } : { values: values.slice(0, rows) };
}

/** NaN for what is no finite number. */
function numberIn(cell: string): number {
  const trimmed = cell.trim();
  const value = numeral.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

function isIn(value: number, range: CellRange | undefined): boolean {
  if (Number.isNaN(value)) return false;
  if (range === 'probability') return value >= 0 && value <= 1;
  if (range === 'positive') return value > 0;
  return range === undefined || value >= 0;
}

/** Characters from the beginning of a row to that of its `field`, counted from 0. */
function fieldOffset(text: string, rowStart: number, field: number): number {
  let isQuoted = false;
  let fields = 0;
  let at = rowStart;
  for (; at < text.length && fields < field; ++at) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === ',' && !isQuoted) ++fields;
  }
  return at - rowStart;
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1) as string).length + 1 };
}
