import type { Scenario, SummaryMetric } from '../../sim/index.ts';
import { evaluateRun } from '../expect/evaluate.ts';
import type { ReportContent } from '../report/content.ts';
import { shortNumber } from '../report/numbers.ts';
import type { SiteScenario } from './scenario-files.ts';
import { sparkline } from './sparkline.ts';

/** What scenarios are about, as the filter of the index has it. */
export const GROUPS = ['accuracy', 'economy', 'attacks'] as const;
export type Group = (typeof GROUPS)[number];

/** What the index says about one scenario. Texts are plain unless said otherwise. */
export interface Card extends SiteScenario {
  readonly name: string;
  readonly question: string;
  /** One of them for most; what is about losses and tokens has two. */
  readonly groups: readonly Group[];
  /** Markup of one sentence; empty when the report has none. */
  readonly answer: string;
  /** Names and values worth a glance. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly epochs: number;
  /** Mean log10 loss saved against the naive inference, mean over the topics; null without. */
  readonly skill: number | null;
  /** Markup of a small picture; empty when there is nothing to draw. */
  readonly picture: string;
  readonly expectations: Expectations;
  /** Attacks that it has, by their key in the registry. */
  readonly attacks: readonly string[];
}

/** What became of what the scenario expects. */
export interface Expectations {
  readonly met: number;
  readonly missed: number;
  /** One run cannot tell. */
  readonly open: number;
}

/**
 * @param html the scenario's report, whose headline is quoted
 * @param short the run is cut short, so that what is expected of the whole says nothing about it
 */
export function cardOf(
  place: SiteScenario,
  question: string,
  content: ReportContent,
  html: string,
  short: boolean,
): Card {
  const { scenario, counts } = content.manifest;
  const groups = groupsOf(scenario);
  const skill = meanOf(content.metrics, 'skill_vs_naive');
  return {
    ...place,
    question,
    name: scenario.name,
    groups,
    answer: answerIn(html, groups),
    facts: factsOf(content, skill),
    epochs: counts.epochs ?? 0,
    skill,
    picture: sparkline(content),
    expectations: short ? { met: 0, missed: 0, open: (scenario.expect ?? []).length } : expectationsOf(content),
    attacks: scenario.attacks.map(({ attack }) => attack),
  };
}

/** Metrics that say how good inferences are; other expectations are about the economy. */
const ABOUT_ACCURACY = /skill_|_loss$|^alignment_|^reported_error/;

/** By what the author expects; a scenario that expects nothing is about accuracy, one without topics about the economy. */
export function groupsOf({ attacks, months, expect = [] }: Pick<Scenario, 'attacks' | 'months' | 'expect'>): Group[] {
  if (attacks.length > 0) return ['attacks'];
  if (months !== null) return ['economy'];
  const accuracy = expect.length === 0 || expect.some(({ metric }) => ABOUT_ACCURACY.test(metric));
  const economy = expect.some(({ metric }) => !ABOUT_ACCURACY.test(metric));
  return [...(accuracy ? ['accuracy' as const] : []), ...(economy ? ['economy' as const] : [])];
}

/**
 * The first sentence of the page's headline; of a page about attacks the first about one, of a page about the economy alone
 * the first about the hub chain.
 */
export function answerIn(html: string, groups: readonly Group[]): string {
  const economy = groups.includes('economy') && !groups.includes('accuracy');
  const chain = economy ? html.indexOf('<section id="chain"') : -1;
  const sentences = [...(chain < 0 ? [] : headlineIn(html.slice(chain))), ...headlineIn(html)];
  const about = groups.includes('attacks') ? sentences.find((sentence) => sentence.startsWith('Attack ')) : undefined;
  // An entry of the headline may go on to say more.
  return (about ?? sentences[0] ?? '').replace(/(?<=[^.]\.)\s+[A-Z].*$/s, '');
}

function headlineIn(html: string): string[] {
  const list = /<ul class="headline">(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
  return [...list.matchAll(/<li>(.*?)<\/li>/gs)].map((match) => match[1]);
}

function factsOf({ manifest, metrics, topics }: ReportContent, skill: number | null): Card['facts'] {
  const { scenario, counts } = manifest;
  const months = scenario.months ?? null;
  const damage = meanOf(metrics, 'attack_damage');
  const net = scenario.attacks.length > 0 ? meanOf(metrics, 'attack_net') : null;
  return [
    ['protocol', scenario.protocol.profile],
    months === null ? ['epochs', String(counts.epochs ?? scenario.epochs)] : ['months', String(months)],
    ...(topics.length > 1 ? [['topics', String(topics.length)] as const] : []),
    ...(skill === null ? [] : [['saved against naive', `${shortNumber(skill)} log10 loss`] as const]),
    ...(damage === null ? [] : [['damage', `${shortNumber(damage)} log10 loss`] as const]),
    ...(net === null ? [] : [['attacker’s net', `${shortNumber(net)} ALLO`] as const]),
  ];
}

/** Mean of a metric over the topics that have a value. */
function meanOf(metrics: readonly SummaryMetric[], wanted: string): number | null {
  const values = metrics.flatMap(({ name, value }) => (name === wanted && value !== null ? [value] : []));
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function expectationsOf({ manifest, metrics }: ReportContent): Expectations {
  const verdicts = evaluateRun(manifest.scenario.expect ?? [], metrics);
  const count = (wanted: boolean | null): number => verdicts.filter(({ met }) => met === wanted).length;
  return { met: count(true), missed: count(false), open: count(null) };
}
