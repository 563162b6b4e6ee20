/** Rows of text as columns with two spaces between them; `right` names the columns (from 0) that are set flush right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) => Math.max(...rows.map((row) => (row[c] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row.map((text, c) => (right.includes(c) ? text.padStart(widths[c]) : text.padEnd(widths[c]))).join('  ');
  return rows.map((row) => `${line(row).trimEnd()}\n`).join('');
}
