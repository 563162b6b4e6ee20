import Papa from 'papaparse';

/** A table of numbers, as read from CSV text. */
export interface CsvTable {
  /** Where the text came from, for messages. */
  readonly file: string;
  readonly header: readonly string[];
  /** Number columns by name; an empty cell is NaN, True and False are 1 and 0. */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** Text columns by name, as asked for. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
  /** Data rows, the header not counted. */
  readonly rows: number;
}

/** A CSV text that cannot be read as a table. Line and column (characters) count from 1. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
  constructor(file: string, line: number, column: number, found: string, expected: string) {
    super(`${file}:${line}:${column} found ${found}; expected ${expected}.`);
    this.file = file;
    this.line = line;
    this.column = column;
    this.found = found;
    this.expected = expected;
  }
}

const numeral = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * Reads CSV text whose first row names the columns. Every column holds numbers, except those named in `textColumns`.
 *
 * @param file name used in messages
 * @throws CsvError for an empty text, no data rows, a name that occurs twice, a row of another length than the header,
 *   an unclosed quote, or a cell that is no finite number
 */
export function parseCsvTable(text: string, file: string, textColumns: readonly string[] = []): CsvTable {
  if (text.trim() === '') throw new CsvError(file, 1, 1, 'an empty file', 'a header and at least one row');
  const parsed = Papa.parse<string[]>(text, { delimiter: ',', skipEmptyLines: true });
  const fail = (row: number, field: number, found: string, expected: string): never => {
    const { line, column } = positionOf(text, row, field);
    throw new CsvError(file, line, column, found, expected);
  };

  const quote = parsed.errors.find((error) => error.type === 'Quotes');
  if (quote !== undefined) fail(quote.row ?? 0, 0, 'a quote that is not closed or not escaped', 'matching quotes');

  const [names, ...rows] = parsed.data;
  const header = names.map((name) => name.trim());
  header.forEach((name, field) => {
    const first = header.indexOf(name);
    if (first < field)
      fail(0, field, `column "${name}" for the second time`, `a name other than that of column ${first + 1}`);
  });
  if (rows.length === 0) fail(0, 0, 'a header only', 'at least one row of data');

  const columns = new Map<string, Float64Array>();
  const texts = new Map<string, string[]>();
  for (const name of header) {
    if (textColumns.includes(name)) texts.set(name, []);
    else columns.set(name, new Float64Array(rows.length));
  }
  rows.forEach((cells, row) => {
    if (cells.length !== header.length) {
      const field = Math.min(cells.length, header.length + 1) - 1;
      fail(row + 1, field, `${cells.length} cells`, `${header.length}, as in the header`);
    }
    cells.forEach((cell, field) => {
      const name = header[field];
      const textColumn = texts.get(name);
      if (textColumn !== undefined) {
        textColumn.push(cell);
        return;
      }
      const value = numberIn(cell);
      if (value === undefined) fail(row + 1, field, `"${cell}" in column ${name}`, 'a finite number or an empty cell');
      else (columns.get(name) as Float64Array)[row] = value;
    });
  });
  return { file, header, columns, texts, rows: rows.length };
}

/**
 * The numbers of a column that has to be there.
 *
 * @throws CsvError at the header when the table has no such number column
 */
export function requiredColumn(table: CsvTable, name: string): Float64Array {
  const column = table.columns.get(name);
  if (column === undefined) throw new CsvError(table.file, 1, 1, `no column "${name}"`, 'it among the numeric columns');
  return column;
}

/** NaN for an empty cell, undefined for what is no finite number. */
function numberIn(cell: string): number | undefined {
  const trimmed = cell.trim();
  if (trimmed === '') return Number.NaN;
  if (/^true$/i.test(trimmed)) return 1;
  if (/^false$/i.test(trimmed)) return 0;
  const value = numeral.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Line and column where a field begins; rows are counted without empty lines, as the parser counts them. */
function positionOf(text: string, row: number, field: number): { line: number; column: number } {
  let line = 1;
  let lineStart = text.startsWith('\uFEFF') ? 1 : 0;
  let rowsDone = 0;
  let fieldsDone = 0;
  let rowStart = lineStart;
  let isQuoted = false;
  for (let at = lineStart; at < text.length; ++at) {
    if (at === rowStart && text.startsWith('\r\n', at)) rowStart = ++at;
    const isEmptyLine = at === rowStart && (text[at] === '\n' || text[at] === '\r');
    if (rowsDone === row && fieldsDone === field && !isEmptyLine) return { line, column: at - lineStart + 1 };
    const character = text[at];
    if (character === '"') isQuoted = !isQuoted;
    const endsLine = character === '\n' || (character === '\r' && text[at + 1] !== '\n');
    if (endsLine) {
      line += 1;
      lineStart = at + 1;
    }
    if (isQuoted) continue;
    if (character === ',') fieldsDone += 1;
    if (endsLine) {
      if (rowsDone === row && !isEmptyLine) return { line: line - 1, column: at - rowStart + 1 };
      if (!isEmptyLine) rowsDone += 1;
      rowStart = at + 1;
      fieldsDone = 0;
    }
  }
  return { line, column: text.length - lineStart + 1 };
}
