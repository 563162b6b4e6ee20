import { button, element, say } from '../shared/dom.ts';
import { emptyState } from './empty-state.ts';
import { filters, metricColumns } from './filters.ts';
import type { Page } from './main.ts';
import { mostCompared } from './records.ts';
import { filtered, sorted } from './rows.ts';
import { runsTable } from './runs-table.ts';
import { listing } from './server.ts';
import type { PageState } from './state.ts';

/** Rows that are drawn unless more are asked for. */
const rowsAtFirst = 200;

/** The table of all records, with what narrows it. */
export async function listView({ main, state, go, keep, left }: Page): Promise<void> {
  let list = await listing(state.metrics);
  if (left()) return;
  if (list.records.length === 0) {
    main.replaceChildren(...emptyState(list.root));
    return;
  }
  let now = state;
  let most = rowsAtFirst;
  const bar = element('div', { class: 'row' });
  const results = element('div');

  const draw = (): void => {
    const focused = document.activeElement?.id ?? '';
    const found = sorted(filtered(list.records, now), now.sort, now.falling);
    const count = `${found.length} of ${list.records.length} records`;
    const more = button(`Show all ${found.length}`, () => {
      most = found.length;
      draw();
    });
    const table = runsTable(found.slice(0, most), { listing: list, state: now, go, change });
    results.replaceChildren(element('p', { class: 'note', id: 'count' }, count), table);
    if (found.length > most) results.append(more);
    bar.replaceChildren(...compareBar());
    // What had the focus was made anew.
    if (focused !== '' && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
    say(count);
  };
  const change = (changed: Partial<PageState>): void => {
    now = { ...now, ...changed };
    keep(now);
    draw();
  };
  const showMetrics = async (metrics: readonly string[]): Promise<void> => {
    const fresh = await listing(metrics);
    if (left()) return;
    list = fresh;
    change({ metrics });
  };
  const compareBar = (): HTMLElement[] => {
    const { picked } = now;
    const few = picked.length < 2;
    const compare = button('Compare', () => go({ view: 'compare' }), {
      class: 'primary',
      id: 'compare',
      disabled: few,
    });
    const none = button('Choose none', () => change({ picked: [] }), { id: 'none', disabled: picked.length === 0 });
    const text = `${picked.length} chosen; 2 to ${mostCompared} runs can be compared`;
    return [compare, none, element('span', { class: 'note', id: 'chosen' }, text)];
  };

  main.replaceChildren(
    element('h1', {}, 'Runs'),
    element('p', { class: 'note' }, 'Recorded in ', element('code', {}, list.root)),
    filters(list.records, state, change),
    metricColumns(list, (metrics) => void showMetrics(metrics)),
    bar,
    results,
  );
  draw();
}
