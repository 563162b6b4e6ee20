import { pointColumns, runColumns, sensitivityColumns } from '../../record/sweep-record.ts';
import type { PlacedChart } from '../charts/chart.ts';
import { figure, headlineList, leftOutNote } from '../figures.ts';
import { escapeHtml, htmlTable } from '../html.ts';
import { dictionary, provenanceSection, verbatim } from '../provenance.ts';
import { htmlPage, type Section } from '../shell.ts';
import type { ChosenMetrics } from './choose-metrics.ts';
import { headline } from './headline.ts';
import type { MetricSection } from './metric-section.ts';
import type { Sweep } from './read-sweep.ts';
import { failureTable, metricTable, otherMetricsTable, pointsTable } from './tables.ts';
import { axisTitle, fromTo } from './words.ts';

/** All that the report of a sweep says. */
export interface SweepContent {
  readonly sweep: Sweep;
  readonly chosen: ChosenMetrics;
  readonly sections: readonly MetricSection[];
}

/** All charts of a report, in its order. */
export function chartsOf({ sections }: SweepContent): PlacedChart[] {
  return sections.flatMap(({ charts }) => charts);
}

/**
 * The report of a sweep as one HTML page that needs nothing but itself.
 *
 * @param libraries JavaScript of Vega, Vega-Lite and Vega-Embed, in this order
 */
export function sweepPage(content: SweepContent, libraries: readonly string[]): string {
  const { sweep, chosen, sections } = content;
  const { manifest, failures } = sweep;
  return htmlPage({
    title: `${manifest.name} · ${manifest.sweepId} · allora-sim`,
    heading: manifest.name,
    question: manifest.question,
    facts: factsOf(sweep),
    sections: [
      { id: 'headline', title: 'What came out', html: headlineHtml(content) },
      ...(failures.length > 0 ? [{ id: 'failed', title: 'Failed runs', html: failureTable(sweep) }] : []),
      ...sections.map((section, m) => metricPart(sweep, section, m)),
      ...(sweep.points.length > 0 ? [{ id: 'points', title: 'Every point', html: pointsPart(content) }] : []),
      ...(chosen.others.length > 0 ? [{ id: 'others', title: 'Other metrics', html: othersPart(content) }] : []),
      provenance(sweep),
    ],
    charts: chartsOf(content),
    libraries,
  });
}

function factsOf({ manifest, factors }: Sweep): [string, string][] {
  const { kind, ...sizes } = manifest.design;
  const told = Object.entries(sizes).map(([name, value]) => `${name} ${value}`);
  const { least, most } = manifest.replicates;
  return [
    ['scenario', manifest.scenario],
    ['design', [kind.replaceAll('-', ' '), ...told].join(', ')],
    ['factors', factors.length > 0 ? factors.map(({ name }) => name).join(', ') : 'none'],
    ['points', String(manifest.points)],
    ['runs', String(manifest.runs)],
    ['failed', String(manifest.failed)],
    ['replicates', fromTo([least, most])],
    ['seeds', manifest.commonRandomNumbers ? 'common to all points' : 'own ones for each point'],
    ['seed', manifest.seed],
    ['sweep', manifest.sweepId],
  ];
}

function headlineHtml({ sweep, chosen, sections }: SweepContent): string {
  const notices = sweep.manifest.notices.map((notice) => `<p class="note">${escapeHtml(notice)}</p>`).join('\n');
  const sentences = headline(sweep, sections);
  const nothing = sections.length === 0 ? '<p>No metric has a value.</p>' : '';
  const how = sections.length > 0 ? `<p class="note">${escapeHtml(`${chosen.how} ${INTERVALS}`)}</p>` : '';
  return `${headlineList(sentences)}
${nothing}${notices}
${how}`;
}

const INTERVALS =
  'Intervals are 95 %, each for itself: they are not widened for the number of points and metrics that are looked at.';

function metricPart(sweep: Sweep, { metric, charts, leftOut }: MetricSection, m: number): Section {
  const html = `${charts.length > 0 ? `<div class="charts">${charts.map(figure).join('\n')}</div>` : ''}
${leftOutNote(leftOut)}
${metricTable(sweep, metric)}`;
  return { id: `metric-${m + 1}`, title: axisTitle(metric.label, metric.unit), html };
}

function pointsPart({ sweep, sections }: SweepContent): string {
  const metrics = sections.map(({ metric }) => metric);
  return `<p class="note">Mean over the runs of a point with its 95 % t-interval. n: runs with a value; failed runs and runs that ended without one
do not count. A dash: no value. The table scrolls.</p>
${pointsTable(sweep, metrics)}
${methods(sweep, sections)}`;
}

/** How the intervals are made, and where the bootstrap disagrees with them. */
function methods({ manifest }: Sweep, sections: readonly MetricSection[]): string {
  const cells = sections
    .flatMap(({ metric }) => metric.cells)
    .filter(({ bcaLow, low, high }) => Number.isFinite(bcaLow) && high > low);
  const apart = cells.filter(({ low, high, bcaLow, bcaHigh }) => {
    const half = (high - low) / 2;
    return Math.abs(bcaLow - low) > half / 2 || Math.abs(bcaHigh - high) > half / 2;
  }).length;
  const bootstrap =
    cells.length === 0
      ? 'There are none: points have fewer than five runs with a value.'
      : `Of the ${cells.length} intervals of the metrics above, ${apart === 0 ? 'none has' : apart === 1 ? 'one has' : `${apart} have`} an end that lies more than a quarter of the interval's width from the bootstrap's.`;
  const seeds = manifest.commonRandomNumbers
    ? 'Replicate r has the same seed at every point, so differences are taken seed by seed, and means over several points are first taken within a replicate: their n is the number of replicates that have a value at all of these points.'
    : 'Every point has seeds of its own: points are independent, differences are those of independent means (Welch), and n counts runs.';
  return `<p class="note">${escapeHtml(`Student's t: mean ± t s / √n, s the standard deviation of the replicates. It trusts that means are nearly normal; where values are heavily skewed and n is small, the BCa bootstrap (bias-corrected and accelerated, 2 000 resamples, seeded) in points.arrow is the better guide. ${bootstrap} ${seeds}`)}</p>`;
}

function othersPart({ sweep, chosen }: SweepContent): string {
  const { others } = chosen;
  return `<details><summary>${others.length === 1 ? 'The metric' : `The ${others.length} metrics`} without charts, and how they vary over the points</summary>
<p class="note">Spread / half-width: standard deviation of the points' means over the mean half-width of their 95 % intervals; below 1 the points can hardly be
told apart.</p>
${otherMetricsTable(sweep, others)}</details>`;
}

function provenance({ manifest, experimentYaml }: Sweep): Section {
  const recorded = new Set(manifest.files.map(({ path }) => path));
  const tables = [
    { file: 'runs.arrow', columns: runColumns, more: 'Then the factors, then every metric.' },
    { file: 'points.arrow', columns: pointColumns, more: 'Before them: the point and the factors.' },
    { file: 'sensitivity.arrow', columns: sensitivityColumns, more: '' },
  ].filter(({ file }) => recorded.has(file));
  const factors = manifest.factors.map(({ name, paths, levels, scale }) => [
    name,
    paths.join(', '),
    levels === null ? `drawn from a range, ${scale}` : levels.join(', '),
  ]);
  return provenanceSection(manifest, {
    folded: [
      ['Experiment', verbatim(experimentYaml)],
      ['Factors', htmlTable(['factor', 'sets', 'to'], factors)],
      ...tables.map(
        ({ file, columns, more }) =>
          [`Columns of ${file}`, `<p class="note">${more}</p>${dictionary(columns)}`] as const,
      ),
    ],
    wallTime: 'wall time of the last call',
  });
}
