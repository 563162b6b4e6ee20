import { attackFigures } from './attack-figures.ts';
import { chainHeadline, chainPart } from './chain-section.ts';
import { chainInWords } from './chain-words.ts';
import { chartsOf, type ReportContent, type TopicSection } from './content.ts';
import type { Actor } from './data/actors.ts';
import { RIVALS, type TopicResult } from './data/epochs.ts';
import { figure, headlineList, leftOutNote } from './figures.ts';
import { attackInWords, comparisonInWords, earningsInWords, isClear, totalEarningsInWords } from './headline.ts';
import { escapeHtml, htmlTable } from './html.ts';
import { commonWords, type LossWords, lossWordsOf } from './loss-words.ts';
import { quantileOf, shortNumber } from './numbers.ts';
import { dictionary, provenanceSection, verbatim } from './provenance.ts';
import { htmlPage, type Library, type Section } from './shell.ts';
import {
  actorTable,
  alignmentTable,
  attackTable,
  comparisonTable,
  concentrationTable,
  expectationsInWords,
  expectationTable,
  policyTable,
  topicsTable,
} from './tables.ts';

/**
 * The report as one HTML page that needs nothing but itself.
 *
 * @param libraries Vega, Vega-Lite and Vega-Embed, in this order
 */
export function page(content: ReportContent, libraries: readonly Library[]): string {
  const { manifest } = content;
  const wordsOf = lossWordsOf(manifest.scenario);
  const sections: Section[] = [
    headlineSection(content),
    ...chainSections(content),
    ...(content.topics.length > 1 ? [topicsSection(content)] : []),
    ...(content.attackSections.length > 0 ? [attacksSection(content)] : []),
    ...content.sections.map((section, t) => topicSection(section, t, wordsOf(section.epochs.topic))),
    ...expectations(content),
    metricsSection(content),
    provenance(content),
  ];
  const { scenario, runId, seed } = manifest;
  const months = scenario.months ?? null;
  const preset = scenario.tokenomics?.preset;
  return htmlPage({
    title: `${scenario.name} · ${runId} · allora-sim`,
    heading: scenario.name,
    question: /^#\s*(.+)/.exec(content.scenarioYaml)?.[1],
    facts: [
      ['protocol', scenario.protocol.profile],
      ...(preset === undefined ? [] : [['tokenomics', preset] as const]),
      ['seed', seed],
      months === null ? ['epochs', String(scenario.epochs)] : ['months', String(months)],
      ['run', runId],
    ],
    sections,
    charts: chartsOf(content),
    libraries,
  });
}

/** The hub chain has a section of its own beside topics; without topics its headline is that of the run. */
function chainSections({ chain, topics }: ReportContent): Section[] {
  if (chain === undefined) return [];
  const headline = topics.length === 0 ? '' : chainHeadline(chain, MOST_CHAIN_SENTENCES);
  const parts = chain.groups.filter(({ charts }) => charts.length > 0);
  const title = topics.length === 0 ? 'The economy in charts' : 'The hub chain: where the tokens go';
  return [{ id: 'chain', title, html: `${headline}${chainPart(chain)}`, parts }];
}

function headlineSection(content: ReportContent): Section {
  const { topics, sections, attacks, manifest, chain, metrics } = content;
  const expected = expectationsInWords(manifest.scenario.expect ?? [], metrics);
  if (topics.length === 0 && chain !== undefined) {
    const html = `${chainHeadline(chain)}${headlineList(present([expected]))}`;
    return { id: 'headline', title: 'Who gets the tokens, and who pays?', html };
  }
  const wordsOf = lossWordsOf(manifest.scenario);
  const several = topics.length > 1;
  const [first] = sections;
  const comparisonSentences = several
    ? topicsInWords(topics, commonWords(topics.map(({ topic }) => wordsOf(topic))))
    : (first?.epochs.comparisons ?? []).map((comparison) => comparisonInWords(comparison, wordsOf(first.epochs.topic)));
  const sentences = present([
    ...comparisonSentences,
    several ? totalEarningsInWords(topics) : first && earningsInWords(first.epochs),
    ...attacks.slice(0, MOST_ATTACK_SENTENCES).map((attack) => attackInWords(attack, several, wordsOf(attack.topic))),
    ...(chain === undefined ? [] : chainInWords(chain.chain).slice(0, MOST_CHAIN_SENTENCES)),
    expected,
  ]);
  const table = several || first === undefined ? '' : comparisons(first, wordsOf(first.epochs.topic));
  const nothing = comparisonSentences.length > 0 ? '' : '<p>No epoch recorded has losses to compare.</p>\n';
  const html = `${nothing}${headlineList(sentences)}\n${table}`;
  return { id: 'headline', title: 'Is the combined inference worth it, and who earns what?', html };
}

function present(sentences: readonly (string | undefined)[]): string[] {
  return sentences.filter((sentence) => sentence !== undefined);
}

/** What else the hub chain came to stands in its own section. */
const MOST_CHAIN_SENTENCES = 2;
const MOST_ATTACK_SENTENCES = 8;

const INTERVALS = `Epochs whose inferences could use no judged epoch yet are left out. Intervals are 95 %, from batch means: the
epochs are cut into about sqrt(n), at most twenty, consecutive blocks, whose means are taken as independent (Student's t); so they
allow for losses that follow one another, as long as a block outlasts that memory.`;

const SKILL_SCORE =
  "The skill score is 1 − 10^(−difference): the part of the other's loss that is saved, in the geometric mean.";

function comparisons({ epochs }: TopicSection, words: LossWords): string {
  if (epochs.comparisons.length === 0)
    return `<p>None of the ${epochs.epochs} epochs recorded has losses to compare.</p>`;
  const feedback = Number.isNaN(epochs.meanFeedback)
    ? ''
    : ` The newest judged epoch that an inference could use was ${shortNumber(epochs.meanFeedback)} epochs old on average.`;
  const measured = words.raw ? 'the true loss, which may be negative' : 'log10 of the true loss';
  const what = `Differences are other minus combined in ${measured}, epoch by epoch: positive where the combined inference is better.`;
  return `${comparisonTable(epochs.comparisons, words)}
<p class="note">${escapeHtml(`${what} ${INTERVALS}${words.raw ? '' : ` ${SKILL_SCORE}`}${feedback}`)}</p>`;
}

/** The comparisons over many topics, one sentence per rival. */
function topicsInWords(topics: readonly TopicResult[], lossWords: LossWords): string[] {
  return RIVALS.flatMap(({ name, words }) => {
    const found = topics.flatMap(({ comparisons }) => comparisons.filter(({ rival }) => rival.name === name));
    if (found.length === 0) return [];
    const clear = found.filter(isClear);
    const better = clear.filter(({ mean }) => mean > 0).length;
    const sorted = found.map(({ mean }) => mean).sort((a, b) => a - b);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((q) => shortNumber(quantileOf(sorted, q)));
    return [
      `Against ${words} the combined inference is clearly better in ${better} of ${found.length} topics and clearly worse in ${clear.length - better}; mean ${lossWords.difference}: median ${middle}, middle half of the topics ${low} to ${high}.`,
    ];
  });
}

function topicsSection({ topics, topicActors, topicsChart, sections, manifest }: ReportContent): Section {
  const wordsOf = lossWordsOf(manifest.scenario);
  const { losses } = commonWords(topics.map(({ topic }) => wordsOf(topic)));
  const more =
    topics.length > sections.length
      ? `<p>Only the first ${sections.length} of the ${topics.length} topics have charts of their own below.</p>`
      : '';
  const chart = topicsChart === undefined ? '' : `<div class="charts">${figure(topicsChart)}</div>`;
  const html = `${more}
${chart}
<p class="note">Mean differences of ${losses}, other minus combined, with 95 % intervals from batch means; positive where the combined
inference is better. Alignment: Spearman's rank correlation of reward per epoch with true skill. The table has ${topics.length} rows;
it scrolls.</p>
${topicsTable(topics, topicActors)}
${
  topicActors === undefined
    ? ''
    : concentrationPart(
        'Concentration over all topics',
        [...topicActors.values()].flatMap(({ actors }) => actors),
      )
}`;
  return { id: 'topics', title: `The ${topics.length} topics side by side`, html };
}

function attacksSection({ attacks, attackSections, manifest }: ReportContent): Section {
  const { control } = manifest;
  const where = !control
    ? ''
    : `<p class="note">The same run without the attackers' keys is <code>${escapeHtml(control.runId)}</code>, in
<code>${escapeHtml(control.folder)}</code>.</p>`;
  const more =
    attacks.length > attackSections.length
      ? `<p>Only the first ${attackSections.length} of the ${attacks.length} attacks have charts of their own.</p>`
      : '';
  const parts = attackSections.map(({ attack }, a) => ({ id: `attack-${a + 1}`, title: attack.attack }));
  const html = `${attackTable(attacks)}
<p class="note">Over the epochs of the attack proper. Honest mean: reward per honest key in the same mix of roles. Dilution: part of the
honest keys' reward that they lose against the run without the attack. Damage: true loss of the combined inference less that of the
same epoch without the attack; 95 % interval from batch means. One run (n = 1): amounts have no interval; <code>attack</code> and
<code>sweep</code> run replicates. Net: income and outside profit less the outlay, over the whole run.</p>
${where}${more}
${attackSections.map((section, a) => attackFigures(section, parts[a].id)).join('\n')}`;
  return { id: 'attacks', title: attacks.length === 1 ? 'The attack' : 'The attacks', html, parts };
}

/** Topics whose charts stand open; those of further ones are folded away and drawn when they are opened. */
const OPEN_TOPICS = 3;

function topicSection({ epochs, actors, groups, leftOut }: TopicSection, t: number, words: LossWords): Section {
  const filled = groups.filter(
    ({ charts, id }) => charts.length > 0 || (id.endsWith('alignment') && actors !== undefined),
  );
  const sentences =
    t === 0
      ? []
      : present([
          ...epochs.comparisons.map((comparison) => comparisonInWords(comparison, words)),
          earningsInWords(epochs),
        ]);
  const charts = `${filled
    .map(
      ({ id, title, charts }) => `<h3 id="${id}">${escapeHtml(title)}</h3>
<div class="charts">${charts.map(figure).join('\n')}</div>
${actors === undefined ? '' : tablesOf(id, actors.actors)}`,
    )
    .join('\n')}
${leftOutNote(leftOut)}`;
  const count = filled.reduce((sum, group) => sum + group.charts.length, 0);
  const html = `${headlineList(sentences)}
${t < OPEN_TOPICS ? charts : `<details class="charts-inside"><summary>The ${count} charts and the tables of this topic</summary>\n${charts}\n</details>`}`;
  return { id: `topic-${t + 1}`, title: `Topic ${epochs.topic}`, html, parts: filled };
}

/** Tables that belong to a group of charts. */
function tablesOf(group: string, actors: readonly Actor[]): string {
  if (group.endsWith('-alignment')) {
    return `<h4>Is skill rewarded?</h4>
${alignmentTable(actors)}
<p class="note">Rank correlation of reward per epoch with true skill (minus the mean loss) over the actors of a role; of reputers, of
reward per ALLO staked with the accuracy of their reports. Healthy: near 1. Interval: Fisher's, with Bonett and Wright's variance.</p>
<h4>Policies</h4>
${policyTable(actors)}
<details><summary>The best paid actors of each role</summary>${actorTable(actors)}</details>`;
  }
  if (!group.endsWith('-rewards')) return '';
  return concentrationPart('Concentration', actors);
}

/** How unevenly reward and stake are spread, per key and per owner. */
function concentrationPart(title: string, actors: readonly Actor[]): string {
  return `<h4>${title}</h4>
${concentrationTable(actors)}
<p class="note">Gini: 0 when all hold the same, near 1 when one holds everything. HHI: sum of squared shares; 1 / HHI is as many equal holders.
Nakamoto: least number of holders with more than half. Keys that earned nothing count. A key is one registration in one topic; owners hold keys
in any role${title === 'Concentration' ? '' : ' and topic'}.</p>`;
}

function expectations({ manifest, metrics }: ReportContent): Section[] {
  const expected = manifest.scenario.expect ?? [];
  if (expected.length === 0) return [];
  return [{ id: 'expectations', title: 'What was expected', html: expectationTable(expected, metrics) }];
}

function metricsSection({ metrics, sections, topics }: ReportContent): Section {
  const shown = new Set(sections.map(({ epochs }) => epochs.topic));
  const rows = metrics
    .filter(({ topic }) => topic === '' || topics.length === 0 || shown.has(topic))
    .map(({ name, value, unit, topic }) => [name, value, unit, topic]);
  const more =
    rows.length < metrics.length
      ? `<p>Of the first ${sections.length} topics; all ${metrics.length} metrics stand in <code>summary.json</code>.</p>`
      : '';
  const html = `${more}${rows.length > 0 ? htmlTable(['metric', 'value', 'unit', 'topic'], rows) : '<p>No metrics were recorded.</p>'}\n`;
  return { id: 'summary', title: 'Summary', html };
}

function provenance({ manifest, scenarioYaml, tables }: ReportContent): Section {
  return provenanceSection(manifest, {
    folded: [
      ['Resolved scenario', verbatim(scenarioYaml)],
      ...tables.map(({ name, columns }) => [`Columns of the table ${name}`, dictionary(columns)] as const),
    ],
    before: [['SHA-256 of the scenario', manifest.scenarioHash]],
    after: Object.entries(manifest.counts).map(([name, count]) => [`number of ${name}`, String(count)] as const),
  });
}
