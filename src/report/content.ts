import type { ColumnDeclaration, SummaryMetric } from '../../sim/index.ts';
import type { Manifest } from '../record/manifest.ts';
import { attackCharts } from './charts/attacks/attack-charts.ts';
import { chainChartGroups } from './charts/chain/chain-charts.ts';
import { type LeftOut, leftOutOf, type PlacedChart, placed } from './charts/chart.ts';
import { chartGroups } from './charts/charts.ts';
import type { TopicInput } from './charts/topic-input.ts';
import { topicsChart } from './charts/topics.ts';
import type { ActorsData, TopicActors } from './data/actors.ts';
import type { AttackResult, AttacksData } from './data/attacks.ts';
import type { ChainData } from './data/chain.ts';
import { type EpochsData, MOST_TOPICS, type TopicEpochs, type TopicResult, topicWithoutEpochs } from './data/epochs.ts';
import { commonWords, type LossWords, lossWordsOf } from './loss-words.ts';

/** Charts that belong together. */
export interface PlacedGroup {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly PlacedChart[];
}

/** What the report says about one topic. */
export interface TopicSection {
  readonly epochs: TopicEpochs;
  readonly actors: TopicActors | undefined;
  readonly groups: readonly PlacedGroup[];
  readonly leftOut: readonly LeftOut[];
}

/** What the report says about one attack. */
export interface AttackSection {
  readonly attack: AttackResult;
  readonly groups: readonly PlacedGroup[];
  readonly leftOut: readonly LeftOut[];
}

/** What the report says about the hub chain. */
export interface ChainSection {
  readonly chain: ChainData;
  readonly groups: readonly PlacedGroup[];
  readonly leftOut: readonly LeftOut[];
}

/** All that a report says. */
export interface ReportContent {
  readonly manifest: Manifest;
  /** Text of the resolved scenario. */
  readonly scenarioYaml: string;
  readonly metrics: readonly SummaryMetric[];
  readonly tables: readonly { readonly name: string; readonly columns: readonly ColumnDeclaration[] }[];
  /** Undefined for a run without a hub chain. */
  readonly chain: ChainSection | undefined;
  /** Every topic; `sections` has the first of them in full. */
  readonly topics: readonly TopicResult[];
  readonly topicActors: ReadonlyMap<string, TopicActors> | undefined;
  readonly topicsChart: PlacedChart | undefined;
  readonly sections: readonly TopicSection[];
  readonly attacks: readonly AttackResult[];
  readonly attackSections: readonly AttackSection[];
}

/** What a run's folder holds; tables that were not recorded are undefined. */
export interface RunTables {
  readonly manifest: Manifest;
  readonly scenarioYaml: string;
  readonly metrics: readonly SummaryMetric[];
  readonly epochs: EpochsData | undefined;
  readonly actors: ActorsData | undefined;
  readonly attacks: AttacksData | undefined;
  readonly chain: ChainData | undefined;
  /** One epoch in so many is recorded. */
  readonly every: { readonly epochs: number; readonly actors: number };
}

/** Attacks that get charts of their own. */
const MOST_ATTACKS = 8;

/** Draws all charts of a run. */
export function reportContent({
  manifest,
  scenarioYaml,
  metrics,
  epochs,
  actors,
  attacks,
  chain,
  every,
}: RunTables): ReportContent {
  const unrecorded = [...(actors?.topics.keys() ?? [])].map(topicWithoutEpochs);
  const topics = epochs?.all ?? unrecorded;
  const shown = epochs?.shown ?? unrecorded.slice(0, MOST_TOPICS);
  const wordsOf = lossWordsOf(manifest.scenario);
  const policyPlace = placeOfPolicies(shown.flatMap(({ topic }) => actors?.topics.get(topic) ?? []));
  const sections = shown.map((topic, t): TopicSection => {
    const input: TopicInput = {
      epochs: topic,
      actors: actors?.topics.get(topic.topic),
      words: wordsOf(topic.topic),
      every,
      policyPlace,
    };
    const prefix = topics.length > 1 ? `${t + 1}-` : '';
    const drawn = chartGroups.map((group) => ({ ...group, drawings: group.charts.map((draw) => draw(input)) }));
    const groups = drawn.map(({ id, title, drawings }): PlacedGroup => {
      return { id: `topic-${t + 1}-${id}`, title, charts: placed(drawings, prefix) };
    });
    const leftOut = drawn.flatMap(({ drawings }) => leftOutOf(drawings));
    return { epochs: topic, actors: input.actors, groups, leftOut };
  });
  const allAttacks = attacks?.attacks ?? [];
  const attackSections = attackSectionsOf(allAttacks, every.epochs, wordsOf);
  const [overTopics] =
    topics.length > 1 ? placed([topicsChart(topics, commonWords(topics.map(({ topic }) => wordsOf(topic))))], '') : [];
  const tables = Object.entries({ chain, epochs, actors, attacks }).flatMap(([name, table]) =>
    table === undefined ? [] : [{ name, columns: table.columns }],
  );
  return {
    manifest,
    scenarioYaml,
    metrics,
    tables,
    chain: chain === undefined ? undefined : chainSection(chain, epochs, manifest),
    topics,
    topicActors: actors?.topics,
    topicsChart: overTopics,
    sections,
    attacks: allAttacks,
    attackSections,
  };
}

/**
 * The charts of attacks, of the first of them where there are many.
 *
 * @param every one epoch in so many is recorded
 */
export function attackSectionsOf(
  attacks: readonly AttackResult[],
  every: number,
  wordsOf: (topic: string) => LossWords,
): AttackSection[] {
  return attacks.slice(0, MOST_ATTACKS).map((attack, a) => {
    const drawn = attackCharts(attack, every, wordsOf(attack.topic));
    const prefix = `attack-${attacks.length > 1 ? `${a + 1}-` : ''}`;
    const groups = drawn.map(({ id, title, drawings }): PlacedGroup => {
      return { id: `attack-${a + 1}-${id}`, title, charts: placed(drawings, prefix) };
    });
    return { attack, groups, leftOut: drawn.flatMap(({ drawings }) => leftOutOf(drawings)) };
  });
}

/** All charts of a report, in its order. */
export function chartsOf({ chain, topicsChart, sections, attackSections }: ReportContent): PlacedChart[] {
  return [
    ...(chain?.groups.flatMap(({ charts }) => charts) ?? []),
    ...(topicsChart === undefined ? [] : [topicsChart]),
    ...attackSections.flatMap(({ groups }) => groups.flatMap(({ charts }) => charts)),
    ...sections.flatMap(({ groups }) => groups.flatMap(({ charts }) => charts)),
  ];
}

function chainSection(chain: ChainData, epochs: EpochsData | undefined, { scenario }: Manifest): ChainSection {
  const blocks = scenario.tokenomics?.blocksPerMonth ?? scenario.protocol.blocksPerMonth;
  const input = {
    chain,
    standings: epochs?.standings,
    blocksPerMonth: typeof blocks === 'number' ? blocks : undefined,
  };
  const drawn = chainChartGroups.map((group) => ({ ...group, drawings: group.charts.map((draw) => draw(input)) }));
  return {
    chain,
    groups: drawn.map(({ id, title, drawings }) => ({
      id: `chain-${id}`,
      title,
      charts: placed(drawings, 'chain-'),
    })),
    leftOut: drawn.flatMap(({ drawings }) => leftOutOf(drawings)),
  };
}

function placeOfPolicies(topics: readonly TopicActors[]): (policy: string) => number {
  const policies = new Map<string, number>();
  for (const { actors } of topics) {
    for (const { policy } of actors) if (!policies.has(policy)) policies.set(policy, policies.size);
  }
  return (policy) => policies.get(policy) ?? 0;
}
