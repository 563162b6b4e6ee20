/** Text with the five characters that mean something in HTML written as entities. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** JSON that may stand inside a script element. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** JavaScript that may stand inside a script element: without an early end tag or a pointer to a source map. */
export function codeForScript(code: string): string {
  return code.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll(/^\/\/# sourceMappingURL=.*$/gm, '');
}

/** A number for a table: six significant digits; a dash for none. */
export function numberText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(6)));
}

/** A table; cells that are numbers are aligned as such. Texts are escaped here. */
export function htmlTable(
  head: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
  caption?: string,
): string {
  const cell = (value: string | number | null): string =>
    typeof value === 'string' ? `<td>${escapeHtml(value)}</td>` : `<td class="number">${numberText(value)}</td>`;
  const headRow = head.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
  const title = caption === undefined ? '' : `<caption>${escapeHtml(caption)}</caption>`;
  return `<div class="wide"><table>${title}<thead><tr>${headRow}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

/**
 * Markup with headings that go down one step at a time, below a heading of the second level: a title that stands two
 * steps below the one before it moves up.
 */
export function nestedHeadings(html: string): string {
  const above: number[] = [];
  return html.replaceAll(/<(\/?)h([3-6])\b/g, (_, slash: string, digit: string) => {
    const level = Number(digit);
    if (slash === '') {
      while (above.length > 0 && above[above.length - 1] >= level) above.pop();
      above.push(level);
    }
    return `<${slash}h${2 + above.length}`;
  });
}
