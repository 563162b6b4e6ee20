import { type Content, element } from '../shared/dom.ts';
import { numberText, signedText } from '../shared/numbers.ts';
import type { DifferingSetting, RunDetails } from './records.ts';
import type { RunLabel } from './run-labels.ts';

/** Settings in which a run differs from the first. */
export function settingsTable(settings: readonly DifferingSetting[], labels: readonly RunLabel[]): HTMLElement {
  if (settings.length === 0) return element('p', {}, 'None: they differ in their names at most.');
  const rows = settings.map(({ path, values }) => [
    element('th', { scope: 'row', class: 'setting' }, path),
    ...values.map((value) =>
      element('td', { class: value === values[0] ? 'setting' : 'setting differing' }, value ?? 'none'),
    ),
  ]);
  return table('Settings that differ', ['Setting', ...labels.map(({ short }) => short)], 0, rows);
}

/** A metric of several runs; one without it has undefined, one without a value null. */
export interface ComparedRow {
  readonly name: string;
  readonly topic: string;
  readonly unit: string;
  readonly values: readonly (number | null | undefined)[];
}

/** Metrics side by side, topics before the run as a whole, in the order of the first run, those that only others have behind. */
export function comparedRows(runs: readonly Pick<RunDetails, 'metrics'>[]): ComparedRow[] {
  const rows = new Map<string, { name: string; topic: string; unit: string; values: (number | null | undefined)[] }>();
  for (const [r, { metrics }] of runs.entries()) {
    for (const { name, topic, unit, value } of metrics) {
      const key = JSON.stringify([name, topic]);
      const row = rows.get(key) ?? { name, topic, unit, values: runs.map(() => undefined) };
      row.values[r] = value;
      rows.set(key, row);
    }
  }
  return [...rows.values()].sort((a, b) => Number(a.topic === '') - Number(b.topic === ''));
}

const isNumber = (value: number | null | undefined): value is number => value !== null && value !== undefined;

/** Parts of a number by which two may differ and still be the same: what the order of additions leaves. */
const ROUNDING = 1e-12;

/** Whether two runs at least have numbers, and these differ by more than rounding. */
export function differs({ values }: ComparedRow): boolean {
  const numbers = values.filter(isNumber);
  const size = Math.max(...numbers.map(Math.abs));
  return numbers.length > 1 && numbers.some((value) => Math.abs(value - numbers[0]) > ROUNDING * size);
}

/** The metrics of the runs with the differences to the first one. */
export function metricsTable(runs: readonly RunDetails[], labels: readonly RunLabel[]): HTMLElement[] {
  const rows = comparedRows(runs);
  const others = labels.slice(1).map(({ short }) => short);
  const head = ['Metric', labels[0].short, ...others.flatMap((short) => [short, `${short} − ${labels[0].short}`])];
  const place = element('div');
  const draw = (all: boolean): void => {
    const shown = rows.filter((row) => all || differs(row));
    place.replaceChildren(
      shown.length === 0
        ? element('p', {}, 'No metric differs.')
        : table('Metrics side by side', head, 1, shown.map(metricRow)),
    );
  };
  const alike = rows.filter((row) => !differs(row)).length;
  const box = element('input', { type: 'checkbox', id: 'alike', onchange: () => draw(box.checked) });
  const label = element('label', { for: 'alike' }, `also the ${alike} that are the same, or that one run at most has`);
  draw(false);
  return [element('p', { class: 'check' }, box, label), place];
}

function metricRow({ name, topic, unit, values }: ComparedRow): HTMLElement[] {
  const [first, ...others] = values;
  const cell = (content: Content): HTMLElement => element('td', { class: 'number' }, content);
  const about = [topic, unit].filter((text) => text !== '').join(' · ');
  return [
    element('th', { scope: 'row' }, name, about === '' ? undefined : element('small', {}, ` ${about}`)),
    cell(numberText(first)),
    ...others.flatMap((value) => [
      cell(numberText(value)),
      cell(isNumber(value) && isNumber(first) ? signedText(value - first) : '–'),
    ]),
  ];
}

/** @param numbersFrom the first column that holds numbers; 0: none */
function table(
  label: string,
  head: readonly string[],
  numbersFrom: number,
  rows: readonly HTMLElement[][],
): HTMLElement {
  const isNumeric = (h: number): boolean => numbersFrom > 0 && h >= numbersFrom;
  const heads = head.map((text, h) =>
    element('th', { scope: 'col', class: isNumeric(h) ? 'number' : undefined }, text),
  );
  const made = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows.map((cells) => element('tr', {}, ...cells))),
  );
  return element('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': label }, made);
}
