import { table } from './table.ts';
import { textWidth, withoutMiddle, wrapped } from './text-width.ts';

/** A column of a table that has to fit. */
export interface FittedColumn {
  readonly head: string;
  /** Set flush right, as numbers are. */
  readonly right?: boolean;
  /** Left out where lines are too long, the highest number first; a column without it stays. */
  readonly rank?: number;
  /** Cells longer than this may lose their middle. Such cells have no colours. */
  readonly least?: number;
}

const gap = 2;

/** A table that fits, in pieces: each ends with a line break, and a row may be several lines. */
export interface FittedRows {
  /** Empty when there is nothing to say above the rows. */
  readonly head: string;
  readonly rows: readonly string[];
}

/** The pieces of `fittedRows` put together. @param style of the line of heads */
export function fittedTable(
  columns: readonly FittedColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  style: (text: string) => string = (text) => text,
): string {
  const { head, rows: lines } = fittedRows(columns, rows, width);
  return [...(head === '' ? [] : [`${style(head.trimEnd())}\n`]), ...lines].join('');
}

/**
 * Rows as columns, in lines of at most `width` columns. Where they are longer, names are shortened, then columns left out
 * that matter less; where even that is too long each row stands as lines `head: cell` below its first cell. Columns
 * without any text are not shown.
 *
 * @param indent blanks before every line
 */
export function fittedRows(
  columns: readonly FittedColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  indent = 2,
): FittedRows {
  const used = columns.map((_, c) => c).filter((c) => rows.some((row) => (row[c] ?? '') !== ''));
  const widthOf = (c: number, cut: boolean): number => {
    const most = rows.reduce((so, row) => Math.max(so, textWidth(row[c] ?? '')), 0);
    const { head, least = most } = columns[c];
    return Math.max(textWidth(head), cut ? Math.min(most, least) : most);
  };
  const total = (shown: readonly number[], cut: boolean): number =>
    shown.reduce((sum, c) => sum + gap + widthOf(c, cut), indent - gap);
  let shown = used;
  while (total(shown, true) > width) {
    const last = leastImportant(columns, shown);
    if (last === undefined) return { head: '', rows: stacked(columns, used, rows, width, indent) };
    shown = shown.filter((c) => c !== last);
  }
  // What is too much comes off the cells that may be shortened, the last column first.
  let excess = total(shown, false) - width;
  const widths = shown.map(() => Number.POSITIVE_INFINITY);
  for (let k = shown.length - 1; k >= 0; --k) {
    const most = widthOf(shown[k], false);
    const cut = Math.max(0, Math.min(excess, most - widthOf(shown[k], true)));
    excess -= cut;
    if (cut > 0) widths[k] = most - cut;
  }
  const blanks = ' '.repeat(indent);
  const cells = rows.map((row) => shown.map((c, k) => withoutMiddle(row[c] ?? '', widths[k])));
  const numbers = shown.flatMap((c, k) => (columns[c].right === true ? [k] : []));
  const [head, ...body] = table([shown.map((c) => columns[c].head), ...cells], numbers)
    .split('\n')
    .slice(0, -1)
    .map((line) => (line === '' ? '' : `${blanks}${line}\n`));
  return { head, rows: body };
}

/** Columns of the terminal that are left for column `bars` beside all others. */
export function roomBeside(
  bars: number,
  columns: readonly FittedColumn[],
  rows: readonly (readonly string[])[],
  width: number,
  indent = 2,
): number {
  return columns.reduce((room, { head }, c) => {
    const most = rows.reduce((so, row) => Math.max(so, textWidth(row[c] ?? '')), 0);
    return c === bars || most === 0 ? room : room - gap - Math.max(textWidth(head), most);
  }, width - indent);
}

function leastImportant(columns: readonly FittedColumn[], shown: readonly number[]): number | undefined {
  const ranked = shown.filter((c) => columns[c].rank !== undefined);
  if (ranked.length === 0) return undefined;
  return ranked.reduce((worst, c) => ((columns[c].rank as number) > (columns[worst].rank as number) ? c : worst));
}

/** Each row as lines of `head: cell`, below its first cell. */
function stacked(
  columns: readonly FittedColumn[],
  [first, ...rest]: readonly number[],
  rows: readonly (readonly string[])[],
  width: number,
  indent: number,
): string[] {
  const named = (row: readonly string[], c: number): string => {
    const name = columns[c].head.trim();
    return `${name === '' ? '' : `${name}: `}${row[c].trim()}`;
  };
  return rows.map((row) => {
    const others = rest.filter((c) => (row[c] ?? '').trim() !== '').map((c) => named(row, c));
    return [row[first]?.trim() ?? '', ...others]
      .map((text, t) => {
        const blanks = indent + (t === 0 ? 0 : gap);
        return `${wrapped(' '.repeat(blanks) + text, width, blanks + gap)}\n`;
      })
      .join('');
  });
}
