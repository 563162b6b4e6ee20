import type { Table } from 'apache-arrow';

/* What cells show besides charts. */

/** A number in words, with the value behind it: whoever reads the page by program gets it whole. */
export function figure(id: string, value: number, text: string): HTMLDataElement {
  const element = document.createElement('data');
  element.id = id;
  element.value = String(value);
  element.textContent = text;
  return element;
}

/**
 * A chart under its title. Its drawing is one picture to those who listen to the page, named by the title; what libraries say
 * of single marks is taken away.
 */
export function chart(title: string, drawing: Element): HTMLElement {
  const whole = element('figure', 'chart');
  whole.appendChild(element('figcaption')).textContent = title;
  whole.append(drawing);
  for (const svg of whole.querySelectorAll('svg')) {
    svg.setAttribute('role', 'img');
    if (svg.closest('[class*="swatch"]') !== null) svg.setAttribute('aria-hidden', 'true');
    else svg.setAttribute('aria-label', title);
    for (const part of svg.querySelectorAll('*')) {
      for (const name of ['role', 'aria-label', 'aria-description', 'aria-roledescription']) part.removeAttribute(name);
    }
  }
  return whole;
}

/** An input of two controls, a number and a slider, of which the second has got no label yet. */
export function labelled(input: HTMLElement): HTMLElement {
  const label = input.querySelector('label')?.textContent ?? '';
  input.querySelector('input[type=range]')?.setAttribute('aria-label', label);
  return input;
}

type Cell = string | number | null | undefined | Node;

/** A table that scrolls sideways where it is wider than the page. Numbers are shown with four significant digits. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const whole = element('div', 'scroll');
  whole.tabIndex = 0;
  whole.setAttribute('role', 'group');
  whole.setAttribute('aria-label', caption);
  const shown = whole.appendChild(element('table'));
  shown.appendChild(element('caption')).textContent = caption;
  const headRow = shown.appendChild(element('thead')).appendChild(element('tr'));
  head.forEach((text, c) => {
    const cell = headRow.appendChild(element('th', typeof rows[0]?.[c] === 'number' ? 'number' : ''));
    cell.setAttribute('scope', 'col');
    cell.textContent = text;
  });
  const body = shown.appendChild(element('tbody'));
  for (const row of rows) {
    const line = body.appendChild(element('tr'));
    for (const value of row) {
      const cell = line.appendChild(element('td', typeof value === 'number' ? 'number' : ''));
      cell.append(value instanceof Node ? value : text(value));
    }
  }
  return whole;
}

/** Columns of an Arrow table with unit and meaning, as its fields' metadata say them. */
export function columnsTable(caption: string, recorded: Table): HTMLElement {
  return table(
    caption,
    ['column', 'type', 'unit', 'meaning'],
    recorded.schema.fields.map(({ name, type, metadata }) => [
      name,
      String(type).replace(/^Dictionary.*/, 'words (dictionary)'),
      metadata.get('unit') ?? '',
      metadata.get('doc') ?? '',
    ]),
  );
}

/** The first rows of some columns. */
export function firstRows(caption: string, recorded: Table, columns: readonly string[], count = 5): HTMLElement {
  const rows = Array.from({ length: Math.min(count, recorded.numRows) }, (_, r) =>
    columns.map((name) => recorded.getChild(name)?.get(r) as Cell),
  );
  return table(caption, columns, rows);
}

/** A number in words: `digits` significant digits, thousands apart, a true minus. */
export function number(value: number, digits = 3): string {
  if (value !== 0 && Math.abs(value) < 1e-5) return value.toExponential(digits - 1).replaceAll('-', '−');
  return value.toLocaleString('en-GB', { maximumSignificantDigits: digits }).replace('-', '−');
}

/** A mean with its interval and how many seeds it rests on: 12 ALLO [8, 16], n = 8. */
export function interval({ mean, low, high, n }: Interval, unit = ''): string {
  return `${number(mean)}${unit === '' ? '' : ` ${unit}`} [${number(low)}, ${number(high)}], n = ${n}`;
}

interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/** Whether an interval says which sign a mean has. */
export function sign({ low, high }: { readonly low: number; readonly high: number }): 'above' | 'below' | 'unclear' {
  if (low > 0) return 'above';
  return high < 0 ? 'below' : 'unclear';
}

function text(value: Exclude<Cell, Node>): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'number' ? number(value, 4) : String(value);
}

function element(name: string, className = ''): HTMLElement {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  return made;
}
