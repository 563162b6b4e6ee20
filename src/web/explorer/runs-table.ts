import { button, type Content, element } from '../shared/dom.ts';
import { bytesText, numberText } from '../shared/numbers.ts';
import { actions } from './actions.ts';
import { type ListedRecord, type Listing, mostCompared } from './records.ts';
import { metricKey } from './rows.ts';
import type { PageState } from './state.ts';

/** What the table needs besides its rows. */
export interface TableContext {
  readonly listing: Listing;
  readonly state: PageState;
  readonly go: (change: Partial<PageState>) => void;
  /** Changes what is shown in place. */
  readonly change: (changed: Partial<PageState>) => void;
}

interface Column {
  readonly key: string;
  readonly title: string;
  readonly hint?: string;
  readonly number?: boolean;
  readonly cell: (record: ListedRecord) => Content;
}

/** The records as a table that can be sorted by every column. */
export function runsTable(records: readonly ListedRecord[], context: TableContext): HTMLElement {
  const columns = columnsOf(context);
  const body = element('tbody', {}, ...records.map((record) => row(record, columns, context)));
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, 'Compare'),
    headCell(columns[0], context),
    element('th', { scope: 'col' }, 'Open'),
    ...columns.slice(1).map((column) => headCell(column, context)),
  );
  const table = element('table', { class: 'runs' }, element('thead', {}, head), body);
  if (records.length === 0) return element('p', {}, 'No record is like that.');
  return element('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': 'Table of runs' }, table);
}

function columnsOf({ listing, go }: TableContext): Column[] {
  const name = (record: ListedRecord): Content => {
    const { question, state, problem, controlOf, id } = record;
    const open = button(record.name, () => go({ view: 'run', path: record.path }), {
      class: 'plain',
      id: `open-${record.path}`,
    });
    open.setAttribute('aria-label', `${record.name} ${id}: details`);
    const tags = [state === 'complete' ? '' : state, controlOf === '' ? '' : `control of ${controlOf.slice(0, 6)}`];
    const shown = tags.filter((tag) => tag !== '').map((tag) => element('span', { class: 'tag' }, tag));
    const below = element('small', {}, id, question === '' ? '' : ` · ${question}`);
    const wrong = problem === '' ? undefined : element('small', { class: 'problem' }, problem);
    return element('span', {}, open, ' ', ...shown, below, wrong);
  };
  return [
    { key: 'name', title: 'Name', cell: name },
    { key: 'kind', title: 'Kind', cell: ({ kind }) => kind },
    { key: 'time', title: 'When', cell: ({ time }) => timeText(time) },
    { key: 'protocol', title: 'Protocol', cell: ({ protocol }) => protocol },
    { key: 'seed', title: 'Seed', cell: ({ seed }) => seed },
    { key: 'epochs', title: 'Epochs', number: true, cell: ({ epochs }) => numberText(epochs) },
    ...listing.shown.map((metric): Column => {
      const unit = listing.metrics.find((one) => one.name === metric)?.unit ?? '';
      return {
        key: metricKey(metric),
        title: metric,
        hint: unit,
        number: true,
        cell: (record) => metricCell(record, metric),
      };
    }),
    {
      key: 'wallSeconds',
      title: 'Took',
      hint: 's',
      number: true,
      cell: ({ wallSeconds }) => numberText(wallSeconds, 3),
    },
    { key: 'bytes', title: 'Size', number: true, cell: ({ bytes }) => (bytes === null ? '–' : bytesText(bytes)) },
  ];
}

function headCell({ key, title, hint, number }: Column, { state, change }: TableContext): HTMLElement {
  const isSorted = state.sort === key;
  const sort = button(
    title,
    () => change({ sort: key, falling: isSorted ? !state.falling : number === true || key === 'time' }),
    {
      class: 'plain',
      id: `sort-${key}`,
    },
  );
  if (isSorted) sort.append(element('span', { 'aria-hidden': 'true' }, state.falling ? '▼' : '▲'));
  const values = {
    scope: 'col',
    class: [number ? 'number' : '', key === 'name' ? 'name' : ''].join(' ').trim() || undefined,
    'aria-sort': isSorted ? (state.falling ? 'descending' : 'ascending') : 'none',
  };
  return element('th', values, sort, hint ? element('small', {}, hint) : undefined);
}

function row(record: ListedRecord, columns: readonly Column[], context: TableContext): HTMLElement {
  const cells = columns.map(({ key, number, cell }) =>
    element('td', { class: key === 'name' ? 'name' : number ? 'number' : undefined }, cell(record)),
  );
  return element(
    'tr',
    { 'data-path': record.path },
    element('td', {}, pick(record, context)),
    cells[0],
    element('td', {}, actions(record, context.listing.root)),
    ...cells.slice(1),
  );
}

/** The box that chooses a run for comparing. */
function pick(record: ListedRecord, { state, change }: TableContext): Content {
  if (record.kind !== 'run' || record.state !== 'complete') return undefined;
  const isPicked = state.picked.includes(record.path);
  const box = element('input', {
    type: 'checkbox',
    id: `pick-${record.path}`,
    'aria-label': `Compare ${record.name} ${record.id}`,
    checked: isPicked,
    disabled: !isPicked && state.picked.length >= mostCompared,
    onchange: () => {
      const others = state.picked.filter((path) => path !== record.path);
      change({ picked: box.checked ? [...others, record.path] : others });
    },
  });
  return box;
}

function metricCell({ metrics }: ListedRecord, name: string): Content {
  if (!Object.hasOwn(metrics, name)) return '–';
  const { value, topic, topics } = metrics[name];
  if (topics < 2) return numberText(value);
  return element('span', {}, numberText(value), element('small', {}, `${topic}, first of ${topics}`));
}

/** Local time, as `2026-01-31 14:05`. */
export function timeText(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
