import type { ComparedMetric, ComparedSide, Comparison, ComparisonManifest } from '../../record/comparison-record.ts';
import { type LeftOut, leftOutOf, type PlacedChart, placed } from '../charts/chart.ts';
import { figure, headlineList, leftOutNote } from '../figures.ts';
import { escapeHtml, htmlTable } from '../html.ts';
import { provenanceSection } from '../provenance.ts';
import { htmlPage, type Section } from '../shell.ts';
import { isClear } from './clear.ts';
import { differenceForests, effectForest } from './forest.ts';
import { type Pairs, scatter } from './scatter.ts';

/** The pairs behind a row of a comparison. */
export type PairsOf = (row: ComparedMetric) => Pairs;

/** The charts of a comparison. */
export interface ComparisonCharts {
  readonly effects: readonly PlacedChart[];
  readonly differences: readonly PlacedChart[];
  readonly scatters: readonly PlacedChart[];
  readonly leftOut: readonly LeftOut[];
}

/** The clearest metrics whose pairs are drawn. */
const MOST_SCATTERS = 6;

export function comparisonCharts({ rows, confidence }: Comparison, pairsOf: PairsOf): ComparisonCharts {
  const level = percentage(confidence);
  const tested = rows.filter(({ n, verdict }) => n > 1 && verdict !== 'same');
  const clearest = tested.filter((row) => isClear(row) && row.effect !== null).slice(0, MOST_SCATTERS);
  const all = [
    [effectForest(rows, level)],
    differenceForests(rows, level),
    clearest.map((row, r) => scatter(row, pairsOf(row), { name: `pairs-${r + 1}`, all: rows })),
  ];
  const [effects, differences, scatters] = all.map((drawings) => placed(drawings, ''));
  const leftOut = tested.length === 0 ? [] : leftOutOf(all.flat());
  return { effects, differences, scatters, leftOut };
}

/**
 * The report of a comparison as one HTML page that needs nothing but itself.
 *
 * @param libraries JavaScript of Vega, Vega-Lite and Vega-Embed, in this order
 */
export function comparisonPage(
  manifest: ComparisonManifest,
  comparison: Comparison,
  charts: ComparisonCharts,
  libraries: readonly string[],
): string {
  const { a, b, comparisonId, seeds, confidence, adjust } = comparison;
  const names = a.name === b.name ? a.name : `${a.name} and ${b.name}`;
  const sections = [
    headlineSection(comparison, charts),
    ...differenceSections(charts),
    tableSection(comparison),
    settingsSection(comparison),
    ...failureSections(comparison),
    provenance(manifest, comparison),
  ];
  return htmlPage({
    title: `${names} · ${comparisonId} · allora-sim`,
    heading: a.name === b.name ? `${a.name}, two ways` : `${a.name} against ${b.name}`,
    question: undefined,
    facts: [
      ['A', sideInWords(a)],
      ['B', sideInWords(b)],
      ['seeds', seedsInWords(seeds)],
      ['intervals', percentage(confidence)],
      ['adjustment', adjustmentInWords(adjust)],
      ['comparison', comparisonId],
    ],
    sections,
    charts: [...charts.effects, ...charts.differences, ...charts.scatters],
    libraries,
  });
}

function headlineSection({ headline, notices, points }: Comparison, { effects, leftOut }: ComparisonCharts): Section {
  const only = (side: string, names: readonly string[]): string[] =>
    names.length === 0 ? [] : [`${counted(names.length, 'point')} in ${side} only: ${names.join('; ')}.`];
  const notes = [...notices, ...only('A', points.onlyA), ...only('B', points.onlyB)];
  const html = `${headlineList(headline)}
${notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('\n')}
<div class="charts">${effects.map(figure).join('\n')}</div>
${leftOutNote(leftOut)}`;
  return { id: 'headline', title: 'What is different?', html };
}

function differenceSections({ differences, scatters }: ComparisonCharts): Section[] {
  const section = (id: string, title: string, note: string, charts: readonly PlacedChart[]): Section[] =>
    charts.length === 0
      ? []
      : [
          {
            id,
            title,
            html: `<p class="note">${note}</p>\n<div class="charts">${charts.map(figure).join('\n')}</div>`,
          },
        ];
  return [
    ...section('pairs', 'The clearest differences, pair by pair', PAIRS_NOTE, scatters),
    ...section('differences', 'Differences in their own units', DIFFERENCES_NOTE, differences),
  ];
}

const PAIRS_NOTE =
  'Both runs of a mark have the same seed, so they share every draw: what is left beside the diagonal is the difference itself.';
const DIFFERENCES_NOTE =
  'Only charts of one unit can be compared with each other. Metrics that are the same in all pairs are left out.';

const HEAD = [
  ...['metric', 'topic', 'verdict', 'n', 'A', 'B', 'B − A', 'low', 'high', 'BCa low', 'BCa high', 'p', 'adjusted p'],
  ...['g', 'pairing gain', 'unit'],
];

function tableSection({ rows, tested, confidence, adjust }: Comparison): Section {
  const withPoints = rows.some(({ point }) => point !== '');
  const body = rows.map((row) => {
    const { point, metric, topic, verdict, n, meanA, meanB, difference, low, high, bcaLow, bcaHigh } = row;
    const { p, adjustedP, effect, pairingGain, unit, halfPairs } = row;
    const reason = halfPairs === 0 ? verdict : `${verdict} (${counted(halfPairs, 'pair')} with one value only)`;
    const values = [meanA, meanB, difference, low, high, bcaLow, bcaHigh, p, adjustedP, effect, pairingGain];
    return [...(withPoints ? [point] : []), metric, topic, reason, n, ...values.map(shortened), unit];
  });
  const level = percentage(confidence);
  const note = `Means over n pairs. low, high: ${level} t-interval of the mean difference; BCa: bootstrap interval, for what is far from normal (n of 5 or more). p: paired t-test, two-sided; adjusted p: over all ${tested} metrics with at least two pairs (${adjustmentInWords(adjust)}); clear is what is below ${shortened(1 - confidence)}. g: Hedges' g. Pairing gain: how many times fewer replicates common seeds need than independent ones for the same interval; 1 when sharing seeds is of no use.`;
  return {
    id: 'table',
    title: 'Every metric',
    html: `<p class="note">${escapeHtml(note)}</p>\n<div class="scroll">${htmlTable([...(withPoints ? ['point'] : []), ...HEAD], body)}</div>`,
  };
}

function settingsSection({ settings, a, b }: Comparison): Section {
  const given = [a, b].map(({ set }) => (set.length === 0 ? 'none' : set.map((text) => `--set ${text}`).join(' ')));
  const table =
    settings.length === 0
      ? '<p>The two are made alike.</p>'
      : htmlTable(
          ['setting', 'A', 'B'],
          settings.map((one) => [one.path, one.a ?? '–', one.b ?? '–']),
        );
  const html = `${table}
<p class="note">Of the resolved scenarios, path by path as after <code>--set</code>; a dash where a side has none. On the command line:
A ${escapeHtml(given[0])}; B ${escapeHtml(given[1])}.</p>`;
  return { id: 'settings', title: 'What was made different', html };
}

function failureSections({ failed }: Comparison): Section[] {
  if (failed.length === 0) return [];
  const rows = failed.map(({ side, point, seed, error }) => [side, point, seed, error]);
  const html = `<p>Their pairs are left out everywhere.</p>\n${htmlTable(['side', 'point', 'seed', 'error'], rows)}`;
  return [{ id: 'failed', title: `${counted(failed.length, 'run')} failed`, html }];
}

function provenance(manifest: ComparisonManifest, { a, b, seeds, metrics }: Comparison): Section {
  const sides = [
    ['A', a],
    ['B', b],
  ] as const;
  const rows = sides.map(([word, { kind, source, id, runs, failed, codeHash }]) => {
    return [word, kind, source, id, runs, failed, codeHash];
  });
  return provenanceSection(manifest, {
    above: htmlTable(['side', 'kind', 'source', 'id', 'runs', 'failed', "SHA-256 of the engine's code"], rows),
    before: [
      ['seeds', seeds.length === 0 ? 'none in common' : seeds.join(', ')],
      ['metrics asked for', metrics.length === 0 ? 'all' : metrics.join(', ')],
    ],
  });
}

function sideInWords({ kind, source, set, runs }: ComparedSide): string {
  const settings = set.map((text) => ` --set ${text}`).join('');
  return `${kind} ${source}${settings} (${counted(runs, 'run')})`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function seedsInWords(seeds: readonly string[]): string {
  if (seeds.length === 0) return 'none in common';
  return seeds.length === 1 ? seeds[0] : `${seeds[0]} to ${seeds.at(-1)}, the same on both sides`;
}

function adjustmentInWords(adjust: Comparison['adjust']): string {
  return adjust === 'holm' ? 'Holm' : 'Benjamini-Hochberg';
}

function percentage(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}

function shortened(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(4));
}
