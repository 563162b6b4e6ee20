import { attackMeasureColumns, attackRunColumns } from '../../record/attack-record.ts';
import { attackFigures } from '../attack-figures.ts';
import { type Drawing, type LeftOut, leftOutOf, type PlacedChart, placed } from '../charts/chart.ts';
import { figure, headlineList, leftOutNote } from '../figures.ts';
import { escapeHtml, htmlTable } from '../html.ts';
import { shortNumber } from '../numbers.ts';
import { dictionary, provenanceSection, verbatim } from '../provenance.ts';
import { htmlPage, type Section } from '../shell.ts';
import { counted } from '../sweep/words.ts';
import { differenceForests } from './charts/forest.ts';
import { FRONTIER_MEASURES, frontierChart } from './charts/frontier.ts';
import { frontierHeat } from './charts/heat.ts';
import { worstCharts } from './charts/worst.ts';
import { labelOf } from './measures.ts';
import type { MeasuredFolder } from './read-attack.ts';
import { frontierTable, measureTable, triedTable } from './tables.ts';

/** The charts of one attacked topic. */
interface TopicCharts {
  readonly topic: string;
  readonly differences: readonly PlacedChart[];
  readonly frontier: readonly PlacedChart[];
  readonly worst: readonly PlacedChart[];
  readonly leftOut: Readonly<Record<'differences' | 'frontier' | 'worst', readonly LeftOut[]>>;
}

/** All that the report of an attack says. */
export interface AttackContent {
  readonly measured: MeasuredFolder;
  readonly topics: readonly TopicCharts[];
}

export function attackContent(measured: MeasuredFolder): AttackContent {
  const { manifest, measures } = measured;
  const topics = manifest.topics.map((topic, t): TopicCharts => {
    const prefix = manifest.topics.length > 1 ? `${t + 1}-` : '';
    const differences = differenceForests(manifest, measures, topic);
    const frontier = frontierDrawings(measured, topic);
    const worst = worstCharts(manifest, measures, topic);
    return {
      topic,
      differences: placed(differences, prefix),
      frontier: placed(frontier, prefix),
      worst: placed(worst, prefix),
      leftOut: { differences: leftOutOf(differences), frontier: leftOutOf(frontier), worst: leftOutOf(worst) },
    };
  });
  return { measured, topics };
}

function frontierDrawings({ manifest, measures }: MeasuredFolder, topic: string): Drawing[] {
  const { frontier } = manifest;
  if (frontier === null) return [];
  return FRONTIER_MEASURES.flatMap((shown): Drawing[] => [
    frontierChart(manifest, measures, topic, shown, 'cost'),
    frontier.parameters.length > 1
      ? frontierHeat(manifest, measures, topic, shown)
      : frontierChart(manifest, measures, topic, shown, 'parameter'),
  ]);
}

/** All charts of a report, in its order. */
export function chartsOf({ topics, measured }: AttackContent): PlacedChart[] {
  return [
    ...topics.flatMap(({ differences, frontier, worst }) => [...differences, ...frontier, ...worst]),
    ...measured.timelines.flatMap(({ groups }) => groups.flatMap(({ charts }) => charts)),
  ];
}

/**
 * The report of an attack with its controls as one HTML page that needs nothing but itself.
 *
 * @param libraries JavaScript of Vega, Vega-Lite and Vega-Embed, in this order
 */
export function attackPage(content: AttackContent, libraries: readonly string[]): string {
  const { manifest } = content.measured;
  const { attacks, scenario, question, seed, seeds, epochs, sides, points, runs, failed, attackId } = manifest;
  return htmlPage({
    title: `${scenario} · attack ${attackId} · allora-sim`,
    heading: `${scenario}: what the attack costs, earns and breaks`,
    question,
    facts: [
      ['attacks', attacks.map(({ name }) => name).join(', ')],
      ['epochs', String(epochs)],
      ['replicates', String(seeds.length)],
      ['sides', sides.join(', ')],
      ['points', String(points.length)],
      ['runs', String(runs)],
      ['failed', String(failed.length)],
      ['seed', seed],
      ['measurement', attackId],
    ],
    sections: [
      headlineSection(content),
      measuresSection(content),
      ...forestSections(content),
      ...frontierSections(content),
      ...worstSections(content),
      ...timelineSections(content),
      ...failedSections(content),
      provenance(content),
    ],
    charts: chartsOf(content),
    libraries,
  });
}

function headlineSection({ measured: { manifest } }: AttackContent): Section {
  const rows = manifest.attacks.map(({ name, number, doc, question, topic, start, duration, budget, knowledge }) => [
    name,
    `${number}. ${doc}`,
    question,
    topic,
    `from epoch ${start}${duration === null ? '' : `, ${counted(duration, 'epoch')}`}`,
    budget === null ? 'no limit' : `${shortNumber(budget, 6)} ALLO`,
    knowledge,
  ]);
  const html = `${headlineList(manifest.headline)}
${manifest.notices.map((notice) => `<p class="note">${escapeHtml(notice)}</p>`).join('\n')}
${htmlTable(['attack', 'what it does', 'what it asks', 'topic', 'when', 'budget', 'it knows'], rows)}
<p class="note">Intervals are 95 %, each for itself: they are not widened for the number of measures that are looked at.</p>`;
  return { id: 'headline', title: 'What came out', html };
}

const CONTROLS_NOTE = `Every side runs with the same seeds, n is the number of them. The controls: no attack (the same run without the
attackers' keys), honest play (their keys and tokens used as an honest owner would), random play (the same cost, without a plan), one identity
(all their stake and skill on one key). Of a metric, "against" is the mean difference attack less control, seed by seed; derived measures say
in the last column what they are. Intervals are Student's t of means, and BCa bootstrap of ratios. "free": the attacker loses nothing;
"unbounded": the interval of the denominator holds 0.`;

function measuresSection({ measured: { manifest, measures } }: AttackContent): Section {
  const several = manifest.topics.length > 1;
  const parts = manifest.topics.map((topic) => {
    const others = measureTable(manifest, measures, topic, 'others');
    return `${several ? `<h3>Topic ${escapeHtml(topic)}</h3>` : ''}${measureTable(manifest, measures, topic, 'told')}
${others === '' ? '' : `<details><summary>All other metrics</summary>${others}</details>`}`;
  });
  const html = `<p class="note">${CONTROLS_NOTE}</p>\n${parts.join('\n')}`;
  return { id: 'measures', title: 'Every measure', html };
}

function forestSections(content: AttackContent): Section[] {
  return sectionOf(content, 'differences', 'What is different from each control?', () => '');
}

function frontierSections(content: AttackContent): Section[] {
  const { manifest, measures } = content.measured;
  const { frontier } = manifest;
  if (frontier === null) return [];
  const crossings = (topic: string): string => {
    const rows = frontier.crossings.filter((one) => one.topic === topic || one.topic === '');
    const [first, second] = frontier.parameters;
    const sentences = rows.map(({ at, value, cost, reached }) => {
      const where = second === undefined ? '' : ` at ${second.name} ${shortNumber(at[second.name] ?? Number.NaN, 6)}`;
      return value === null
        ? `The shift of the combined inference lies ${reached === 'above' ? 'above' : 'below'} one standard deviation of the honest error at all points${where}.`
        : `The shift crosses one standard deviation of the honest error${where} near ${first.name} ${shortNumber(value)}${cost === null ? '' : `, at a cost of ${shortNumber(cost)} ALLO`} (interpolated between points; no interval).`;
    });
    return `${headlineList(sentences)}${frontierTable(manifest, measures, topic)}`;
  };
  const names = frontier.parameters.map(({ name }) => name).join(' and ');
  return sectionOf(content, 'frontier', `Frontier over ${names}`, crossings);
}

function worstSections(content: AttackContent): Section[] {
  const { manifest, measures } = content.measured;
  const { worst } = manifest;
  if (worst === null) return [];
  const told = (topic: string): string => {
    const number = (value: number | null): string => (value === null ? 'no value' : shortNumber(value));
    const settings = worst.best === null ? {} : manifest.points[worst.best].settings;
    const at = Object.entries(settings).map(([name, value]) => `${name} ${shortNumber(value, 6)}`);
    const budget = worst.budget === null ? '' : ` Its owner may lay out ${shortNumber(worst.budget, 6)} ALLO.`;
    const sentence =
      worst.best === null
        ? `No setting tried has a value of ${labelOf(worst.measure)}.`
        : `The worst of ${worst.tried.length} settings for ${labelOf(worst.measure)}: ${at.join(', ')}. In the search ${number(worst.searched)}, on seeds of its own ${number(worst.fresh)}.`;
    return `${headlineList([sentence])}
<p class="note">${worst.runs} of at most ${worst.runsAllowed} runs.${escapeHtml(budget)} A search finds a lower bound of the worst case, not the worst case.</p>
${triedTable(manifest, measures, topic)}`;
  };
  return sectionOf(content, 'worst', 'The worst case found', told);
}

/** One part per topic: what `told` says, then the charts. */
function sectionOf(
  { topics }: AttackContent,
  of: 'differences' | 'frontier' | 'worst',
  title: string,
  told: (topic: string) => string,
): Section[] {
  const several = topics.length > 1;
  const parts = topics.map((charts) => {
    const head = several ? `<h3>Topic ${escapeHtml(charts.topic)}</h3>` : '';
    return `${head}<div class="charts">${charts[of].map(figure).join('\n')}</div>
${leftOutNote(charts.leftOut[of])}${told(charts.topic)}`;
  });
  return parts.length === 0 ? [] : [{ id: of, title, html: parts.join('\n') }];
}

function timelineSections({ measured: { timelines, manifest } }: AttackContent): Section[] {
  if (timelines.length === 0) return [];
  const parts = timelines.map(({ attack }, a) => ({ id: `timeline-${a + 1}`, title: attack.attack }));
  const html = `<p class="note">One run, with the first seed (${escapeHtml(manifest.seeds[0] ?? manifest.seed)}), against the same without the attackers' keys: n = 1, no intervals.</p>
${timelines.map((section, a) => attackFigures(section, parts[a].id)).join('\n')}`;
  return [{ id: 'timeline', title: 'One replicate over time', html, parts }];
}

function failedSections({ measured: { manifest } }: AttackContent): Section[] {
  const { failed } = manifest;
  if (failed.length === 0) return [];
  const rows = failed.map(({ point, side, seed, error }) => [String(point), side, seed, error]);
  const html = `<p>Their seeds are left out of what needs them.</p>\n${htmlTable(['point', 'side', 'seed', 'error'], rows)}`;
  return [{ id: 'failed', title: `${counted(failed.length, 'run')} failed`, html }];
}

function provenance({ measured: { manifest, scenarioYaml } }: AttackContent): Section {
  const { seeds, attacks, recorded } = manifest;
  const sources = htmlTable(
    ['attack', 'source'],
    attacks.map(({ name, source }) => [name, source]),
  );
  return provenanceSection(manifest, {
    folded: [
      ['Scenario', verbatim(scenarioYaml)],
      ['Sources of the attacks', sources],
      ['Columns of runs.arrow', dictionary(attackRunColumns)],
      ['Columns of measures.arrow', dictionary(attackMeasureColumns)],
    ],
    before: [
      ['seeds', seeds.join(', ')],
      ['recorded run with the attack', recorded?.attack.folder ?? 'none'],
      ['recorded run without', recorded?.control.folder ?? 'none'],
    ],
  });
}
