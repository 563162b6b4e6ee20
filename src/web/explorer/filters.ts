import { choice, element, field } from '../shared/dom.ts';
import type { ListedRecord, Listing } from './records.ts';
import { wordsOf } from './rows.ts';
import type { PageState } from './state.ts';

/** Controls that narrow the table. */
export function filters(
  records: readonly ListedRecord[],
  state: PageState,
  change: (changed: Partial<PageState>) => void,
): HTMLElement {
  const words = element('input', {
    type: 'search',
    value: state.words,
    autocomplete: 'off',
    oninput: () => change({ words: words.value }),
  });
  const of = (key: 'kind' | 'name' | 'protocol', label: string, any: string): HTMLElement => {
    const known = wordsOf(records, (record) => record[key]);
    // A word from the address stays, also where no record has it.
    const all = state[key] === '' || known.includes(state[key]) ? known : [state[key], ...known];
    const options = [{ value: '', text: any }, ...all.map((word) => ({ value: word, text: word }))];
    return field(
      label,
      `filter-${key}`,
      choice(options, state[key], (value) => change({ [key]: value })),
    );
  };
  return element(
    'div',
    { class: 'row filters', role: 'search', 'aria-label': 'Runs' },
    field('Containing', 'filter-words', words),
    of('kind', 'Kind', 'all kinds'),
    of('name', 'Scenario or experiment', 'all'),
    of('protocol', 'Protocol', 'all versions'),
  );
}

/** Which metrics have columns. */
export function metricColumns(
  { metrics, shown }: Listing,
  change: (metrics: readonly string[]) => void,
): HTMLElement | string {
  if (metrics.length === 0) return '';
  const summary = element('summary', {}, `Metric columns (${shown.length})`);
  const chosen = new Set(shown);
  const boxes = metrics.map(({ name, unit }, m) => {
    const box = element('input', {
      type: 'checkbox',
      id: `metric-${m}`,
      checked: chosen.has(name),
      onchange: () => {
        if (box.checked) chosen.add(name);
        else chosen.delete(name);
        summary.textContent = `Metric columns (${chosen.size})`;
        change(metrics.map((metric) => metric.name).filter((one) => chosen.has(one)));
      },
    });
    const label = element('label', { for: box.id }, name, unit === '' ? '' : element('small', {}, ` ${unit}`));
    return element('span', { class: 'check' }, box, label);
  });
  const columns = element('fieldset', {}, element('legend', {}, 'Columns of metrics'));
  columns.append(element('div', { class: 'columns' }, ...boxes));
  return element('details', {}, summary, columns);
}
