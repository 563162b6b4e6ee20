import { element, isDark } from '../shared/dom.ts';
import { overlays } from './overlays.ts';
import type { RunSeries } from './records.ts';
import type { RunLabel } from './run-labels.ts';

/** Draws the charts of several runs. The library comes with the page, and is loaded only where there is something to draw. */
export async function drawOverlays(
  place: HTMLElement,
  series: readonly (RunSeries | undefined)[],
  labels: readonly RunLabel[],
): Promise<void> {
  const charts = overlays(series, labels);
  if (charts.length === 0) {
    place.replaceWith(element('p', { class: 'note' }, 'None of these runs has losses or shares by epoch.'));
    return;
  }
  const { default: embed } = await import('vega-embed');
  const note = thinning(series, labels);
  if (note !== '') place.before(element('p', { class: 'note' }, note));
  // All places first: the width of each depends on how many stand beside it.
  const drawings = charts.map(({ id, title, spec }) => {
    const chart = element('div', { class: 'chart', id: `chart-${id}`, role: 'img', 'aria-label': title });
    place.append(element('figure', {}, element('figcaption', {}, element('h3', {}, title)), chart));
    return { chart, spec };
  });
  for (const { chart, spec } of drawings) {
    await embed(chart, spec as Parameters<typeof embed>[1], {
      renderer: 'svg',
      actions: false,
      tooltip: { theme: isDark() ? 'dark' : 'light' },
      config: {
        background: 'transparent',
        font: getComputedStyle(document.body).fontFamily,
        view: { stroke: null },
        axis: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', titlePadding: 8 },
      },
    });
  }
}

/** Which points are means of several recorded rows. */
function thinning(series: readonly (RunSeries | undefined)[], labels: readonly RunLabel[]): string {
  const thinned = series.flatMap((one, r) =>
    one === undefined || one.every === 1 ? [] : [`${labels[r].short}: ${one.every} of ${one.rows} recorded epochs`],
  );
  return thinned.length === 0 ? '' : `Each point is the mean of consecutive epochs (${thinned.join('; ')}).`;
}
