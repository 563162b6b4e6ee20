import type { ColumnDeclaration, SummaryMetric } from '../../sim/index.ts';
import type { Manifest } from '../record/manifest.ts';
import type { Chart } from './charts/chart.ts';
import { type Comparison, inWords } from './headline.ts';
import { codeForScript, escapeHtml, htmlTable, jsonForScript } from './html.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';

/** What the report says about one topic. */
export interface TopicSection {
  readonly topic: string;
  /** Rows of the epochs table. */
  readonly epochs: number;
  readonly comparisons: readonly Comparison[];
  readonly charts: readonly Chart[];
}

/** All that a report says. */
export interface ReportContent {
  readonly manifest: Manifest;
  /** Text of the resolved scenario. */
  readonly scenarioYaml: string;
  readonly metrics: readonly SummaryMetric[];
  readonly columns: readonly ColumnDeclaration[];
  readonly topics: readonly TopicSection[];
}

/** Nothing may be fetched. Vega turns its expressions into functions, which needs `unsafe-eval`. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:";

/**
 * The report as one HTML page that needs nothing but itself.
 *
 * @param libraries JavaScript of Vega, Vega-Lite and Vega-Embed, in this order
 */
export function page(content: ReportContent, libraries: readonly string[]): string {
  const { manifest, topics } = content;
  const placed = topics.flatMap(({ charts }, t) => charts.map(({ spec }, c) => ({ id: chartId(t, c), spec })));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<link rel="icon" href="data:,">
<title>${escapeHtml(manifest.scenario.name)} · ${manifest.runId} · allora-sim</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
${header(manifest)}
${topics.map((topic, t) => topicSection(topic, t)).join('\n')}
${metricsSection(content.metrics)}
${provenance(content)}
<script type="application/json" id="charts">${jsonForScript(placed)}</script>
${libraries.map((code) => `<script>${codeForScript(code)}</script>`).join('\n')}
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

function header({ scenario, runId, seed }: Manifest): string {
  return `<header>
<h1>${escapeHtml(scenario.name)}</h1>
${facts([
  ['protocol', scenario.protocol.profile],
  ['seed', seed],
  ['epochs', String(scenario.epochs)],
  ['run', runId],
])}
</header>`;
}

function facts(entries: readonly (readonly [string, string])[]): string {
  const items = entries.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`);
  return `<dl class="facts">${items.join('')}</dl>`;
}

function topicSection({ topic, epochs, comparisons, charts }: TopicSection, t: number): string {
  const figures = charts.map(
    ({ title, note }, c) => `<figure>
<figcaption><h3>${escapeHtml(title)}</h3><span class="note">${escapeHtml(note)}</span></figcaption>
<div class="chart" id="${chartId(t, c)}"></div>
</figure>`,
  );
  return `<section>
<h2>Topic ${escapeHtml(topic)}: is the combined inference worth it?</h2>
${headline(comparisons, epochs)}
${figures.join('\n')}
</section>`;
}

function headline(comparisons: readonly Comparison[], epochs: number): string {
  if (comparisons.length === 0) return `<p>None of the ${epochs} epochs recorded has losses to compare.</p>`;
  const rows = comparisons.map(({ against, combined, other, difference, standardError, n }) => {
    return [against, combined, other, difference, standardError, n];
  });
  return `<ul class="headline">${comparisons.map((each) => `<li>${escapeHtml(inWords(each))}</li>`).join('')}</ul>
${htmlTable(['compared with', 'mean log10 loss, combined', 'mean log10 loss, other', 'difference', 'standard error', 'epochs'], rows)}
<p class="note">Differences are other minus combined in log10 loss, epoch by epoch: positive where the combined inference is
better. The first epoch is left out: no loss is known in it yet. Called clear beyond two standard errors; these take epochs as independent, so they are too small where losses follow
one another.</p>`;
}

function metricsSection(metrics: readonly SummaryMetric[]): string {
  const rows = metrics.map(({ name, value, unit, topic }) => [name, value, unit, topic]);
  return `<section><h2>Summary</h2>
${rows.length > 0 ? htmlTable(['metric', 'value', 'unit', 'topic'], rows) : '<p>No metrics were recorded.</p>'}
</section>`;
}

function provenance({ manifest, scenarioYaml, columns }: ReportContent): string {
  const files = manifest.files.map(({ path, rows, bytes, sha256 }) => [path, rows ?? null, bytes, sha256]);
  const meanings = columns.map(({ name, unit, doc }) => [name, unit, doc]);
  return `<section><h2>Where this comes from</h2>
<details><summary>Resolved scenario</summary><pre>${escapeHtml(scenarioYaml)}</pre></details>
<details><summary>Columns of the epochs table</summary>${htmlTable(['column', 'unit', 'meaning'], meanings)}</details>
<details open><summary>Versions, hashes and files</summary>
${htmlTable(
  ['what', 'value'],
  [
    ['allora-sim', manifest.engineVersion],
    ['Node', manifest.nodeVersion],
    ['SHA-256 of the scenario', manifest.scenarioHash],
    ["SHA-256 of the engine's code", manifest.codeHash],
    ['wall time', `${manifest.wallSeconds.toFixed(1)} s`],
    ['finished', manifest.finishedAt],
    ...Object.entries(manifest.counts).map(([name, count]) => [`number of ${name}`, String(count)]),
  ],
)}
${htmlTable(['file', 'rows', 'bytes', 'SHA-256'], files)}
</details>
</section>`;
}

function chartId(topic: number, chart: number): string {
  return `chart-${topic}-${chart}`;
}
