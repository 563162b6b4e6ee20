import { padded, textWidth } from './text-width.ts';

/** Rows of text as columns with two spaces between them; `right` names the columns (from 0) that are set flush right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) =>
    rows.reduce((most, row) => Math.max(most, textWidth(row[c] ?? '')), 0),
  );
  const line = (row: readonly string[]): string =>
    row.map((text, c) => padded(text, widths[c], right.includes(c))).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
