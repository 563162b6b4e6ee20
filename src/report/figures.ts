import type { LeftOut, PlacedChart } from './charts/chart.ts';
import { escapeHtml } from './html.ts';

/** About what a chart has above and below its plot: legend, axis; pixels. */
const AROUND_PLOT = 80;
/** Of plots whose height follows their data. */
const USUAL_HEIGHT = 250;

/** The place of a chart in the page, with its title and how to read it. It is as high as the chart will be. */
export function figure({ id, title, note, wide, spec }: PlacedChart): string {
  const height = (typeof spec.height === 'number' ? spec.height : USUAL_HEIGHT) + AROUND_PLOT;
  return `<figure${wide ? ' class="wide-figure"' : ''}>
<figcaption><h4 class="chart-title">${escapeHtml(title)}</h4><span class="note">${escapeHtml(note)}</span></figcaption>
<div class="chart" id="chart-${id}" style="min-height:${height}px"></div>
</figure>`;
}

/** Which charts are not drawn, and why; empty when all are. */
export function leftOutNote(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return '';
  const reasons = new Map<string, string[]>();
  for (const { title, reason } of leftOut) reasons.set(reason, [...(reasons.get(reason) ?? []), title]);
  const words = [...reasons].map(([reason, titles]) => `${titles.join(', ')} (${reason})`);
  return `<p class="note left-out">Charts left out: ${escapeHtml(words.join('; '))}.</p>`;
}

/** Sentences that say what came out. */
export function headlineList(sentences: readonly string[]): string {
  if (sentences.length === 0) return '';
  return `<ul class="headline">${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join('')}</ul>`;
}
