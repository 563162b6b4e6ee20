import { button, choice, element, field } from '../shared/dom.ts';
import { actions } from './actions.ts';
import { drawOverlays } from './charts.ts';
import { metricsTable, settingsTable } from './compare-tables.ts';
import type { Page } from './main.ts';
import { overlayColumns } from './overlays.ts';
import { type RunLabel, runLabels } from './run-labels.ts';
import { runComparison, runSeries } from './server.ts';

/** Two to six runs side by side: what differs in what they are, what came out, and how it went. */
export async function compareView({ main, state, go, left }: Page): Promise<void> {
  const back = button('Back to all runs', () => go({ view: 'list' }), { class: 'quiet' });
  if (state.picked.length < 2) {
    const text = 'Choose two runs or more in the table.';
    main.replaceChildren(back, element('h1', {}, 'Compare runs'), element('p', {}, text));
    return;
  }
  const { runs, settings } = await runComparison(state.picked);
  const series = await Promise.all(
    runs.map(async ({ record }) => {
      try {
        return await runSeries(record.path, overlayColumns, state.topic);
      } catch {
        // A run of months alone has no table of epochs.
        return undefined;
      }
    }),
  );
  if (left()) return;
  const labels = runLabels(runs.map(({ record }) => record));
  const topics = series.find((one) => one !== undefined)?.topics ?? [];
  const charts = element('div', { class: 'charts' });
  main.replaceChildren(
    back,
    element('h1', {}, `${runs.length} runs side by side`),
    legend(labels),
    element(
      'p',
      { class: 'note' },
      'One run each (n = 1): a difference has no interval and may be chance. Where seeds are alike, chance is shared. For many seeds and intervals: ',
      element('code', {}, 'allora-sim compare A B'),
      '.',
    ),
    element('h2', {}, 'Settings that differ'),
    settingsTable(settings, labels),
    element('h2', {}, 'Over the epochs'),
    ...(topics.length < 2 ? [] : [topicChoice(topics, state.topic, (topic) => go({ topic }))]),
    charts,
    element('h2', {}, 'Metrics'),
    ...metricsTable(runs, labels),
  );
  for (const [r, { record, root }] of runs.entries()) labels[r].place?.append(' ', actions(record, root));
  await drawOverlays(charts, series, labels);
}

function legend(labels: readonly RunLabel[]): HTMLElement {
  const items = labels.map((label) => {
    const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.borderTopColor = label.colour === '#222222' ? 'var(--ink)' : label.colour;
    swatch.style.borderTopStyle = label.dash.length === 0 ? 'solid' : label.dash[0] > 3 ? 'dashed' : 'dotted';
    const place = element('li', {}, swatch, element('strong', {}, label.short), ` ${label.long}`);
    label.place = place;
    return place;
  });
  return element('ul', { class: 'legend' }, ...items);
}

function topicChoice(topics: readonly string[], topic: string, change: (topic: string) => void): HTMLElement {
  const options = topics.map((name) => ({ value: name, text: name }));
  return field('Topic', 'topic', choice(options, topic || topics[0], change));
}
