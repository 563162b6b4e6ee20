import { button, type Content, element } from '../shared/dom.ts';
import { bytesText, numberText } from '../shared/numbers.ts';
import { actions } from './actions.ts';
import type { Page } from './main.ts';
import type { RunDetails } from './records.ts';
import { timeText } from './runs-table.ts';
import { fileAddress, runDetails } from './server.ts';

/** All that one record says. */
export async function runView({ main, state, go, left }: Page): Promise<void> {
  const details = await runDetails(state.path);
  if (left()) return;
  const { record, metrics, notices, files } = details;
  const back = button('Back to all runs', () => go({ view: 'list', path: '' }), { class: 'quiet' });
  main.replaceChildren(
    back,
    element('h1', {}, record.name),
    ...(record.question === '' ? [] : [element('p', {}, record.question)]),
    ...(record.problem === '' ? [] : [element('p', { class: 'problem' }, record.problem)]),
    factList(details),
    actions(record, details.root),
    ...notices.map((notice) => element('p', { class: 'note' }, notice)),
    ...(metrics.length === 0 ? [] : [element('h2', {}, 'Metrics'), metricTable(details)]),
    element('h2', {}, 'Files'),
    fileTable(record.path, files),
  );
}

function factList({ record, facts }: RunDetails): HTMLElement {
  const { kind, state, id, protocol, seed, epochs, runs, wallSeconds, bytes, controlOf, time } = record;
  const own: Record<string, string> = {
    ...{ kind, state, id, protocol, seed, written: timeText(time), 'control of': controlOf },
    ...(epochs === null ? {} : { epochs: String(epochs) }),
    ...(runs === null ? {} : { runs: String(runs) }),
    ...(wallSeconds === null ? {} : { took: `${numberText(wallSeconds, 3)} s` }),
    ...(bytes === null ? {} : { size: bytesText(bytes) }),
  };
  const all = [...Object.entries(own), ...facts.filter(([name]) => !Object.hasOwn(own, name))];
  const shown = all.filter(([, value]) => value !== '');
  const item = ([name, value]: readonly [string, string]): HTMLElement =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value));
  return element('dl', { class: 'facts' }, ...shown.map(item));
}

function metricTable({ metrics }: RunDetails): HTMLElement {
  const rows = metrics.map(({ name, topic, unit, value }) => ({
    cells: [name, topic, unit],
    number: numberText(value, 9),
  }));
  return plainTable('Metrics of the run', ['Metric', 'Topic', 'Unit', 'Value'], rows);
}

function fileTable(path: string, files: RunDetails['files']): HTMLElement {
  const rows = files.map((file) => {
    const values = { href: fileAddress(`${path}/${file.path}`), target: '_blank', rel: 'noopener' };
    return { cells: [file.served ? element('a', values, file.path) : file.path], number: bytesText(file.bytes) };
  });
  return plainTable('Files of the run', ['File', 'Size'], rows);
}

/** A table whose last column holds numbers. */
function plainTable(
  label: string,
  head: readonly string[],
  rows: readonly { readonly cells: readonly Content[]; readonly number: string }[],
): HTMLElement {
  const last = head.length - 1;
  const heads = head.map((text, h) => element('th', { scope: 'col', class: h === last ? 'number' : undefined }, text));
  const body = rows.map(({ cells, number }) =>
    element('tr', {}, ...cells.map((cell) => element('td', {}, cell)), element('td', { class: 'number' }, number)),
  );
  const table = element('table', {}, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...body));
  return element('div', { class: 'wide', role: 'region', tabindex: 0, 'aria-label': label }, table);
}
