import type { Scenario, SummaryMetric } from '../../sim/index.ts';
import { rewardsOfOwners } from './charts/rewards.ts';
import type { Actor, TopicActors } from './data/actors.ts';
import type { AttackResult } from './data/attacks.ts';
import { concentration } from './data/concentration.ts';
import { type Comparison, RIVALS, type TopicResult } from './data/epochs.ts';
import { type RankCorrelation, rankCorrelation } from './data/rank-correlation.ts';
import { skillScore } from './headline.ts';
import { htmlTable } from './html.ts';
import type { LossWords } from './loss-words.ts';
import { percent, shortNumber } from './numbers.ts';

type ExpectedMetric = Scenario['expect'][number];

const ROLE_WORDS = ['inferer', 'forecaster', 'reputer'] as const;

/** The combined inference against each rival. */
export function comparisonTable(comparisons: readonly Comparison[], words: LossWords): string {
  const head = [
    'compared with',
    'epochs',
    `mean ${words.loss}, combined`,
    `mean ${words.loss}, other`,
    'difference',
    '95 % ±',
    ...(words.raw ? [] : ['skill score']),
    'smaller loss in',
  ];
  const rows = comparisons.map(({ rival, n, combined, other, mean, halfWidth, better }) => {
    const skill = words.raw ? [] : [skillScore(mean)];
    return [rival.words, n, combined, other, mean, halfWidth, ...skill, percent(better)];
  });
  return htmlTable(head, rows);
}

/** Every topic in a row. */
export function topicsTable(
  topics: readonly TopicResult[],
  actors: ReadonlyMap<string, TopicActors> | undefined,
): string {
  const head = [
    'topic',
    'epochs',
    ...RIVALS.map(({ name }) => `against ${name}`),
    ...(actors === undefined ? [] : ROLE_WORDS.map((role) => `alignment, ${role}s`)),
  ];
  const rows = topics.map(({ topic, epochs, comparisons }) => [
    topic,
    epochs,
    ...RIVALS.map(({ name }) => {
      const found = comparisons.find(({ rival }) => rival.name === name);
      if (found === undefined) return '–';
      const interval = Number.isNaN(found.halfWidth) ? '' : ` ± ${shortNumber(found.halfWidth, 2)}`;
      return `${shortNumber(found.mean)}${interval}`;
    }),
    ...(actors === undefined
      ? []
      : ROLE_WORDS.map((role) => shortNumber(alignment(actors.get(topic)?.actors ?? [], role).rho, 2))),
  ]);
  return `<div class="scroll">${htmlTable(head, rows)}</div>`;
}

/** Rank correlation of reward with true skill among the actors of a role. */
export function alignment(actors: readonly Actor[], role: (typeof ROLE_WORDS)[number]): RankCorrelation {
  const some = actors.filter(
    (actor) => actor.role === role && Number.isFinite(actor.meanLoss) && Number.isFinite(earnedBy(actor)),
  );
  return rankCorrelation(
    some.map(({ meanLoss }) => -meanLoss),
    some.map(earnedBy),
  );
}

/** Newcomers have had less time: what counts is the reward per epoch, of reputers per ALLO staked as well. */
function earnedBy(actor: Actor): number {
  return actor.role === 'reputer' ? actor.rewardPerStake : actor.meanReward;
}

export function alignmentTable(actors: readonly Actor[]): string {
  const rows = ROLE_WORDS.map((role) => {
    const { n, rho, low, high } = alignment(actors, role);
    return [`${role}s`, n, rho, Number.isFinite(low) ? `${shortNumber(low, 2)} to ${shortNumber(high, 2)}` : '–'];
  });
  return htmlTable(['role', 'actors', 'Spearman rank correlation', '95 % interval'], rows);
}

/** The policies of each role side by side. */
export function policyTable(actors: readonly Actor[]): string {
  const kinds = new Map<string, Actor[]>();
  for (const actor of actors) {
    const kind = `${actor.role}\0${actor.policy}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), actor]);
  }
  const rows = [...kinds.values()]
    .sort(([a], [b]) => ROLE_WORDS.indexOf(a.role as 'inferer') - ROLE_WORDS.indexOf(b.role as 'inferer'))
    .map((some) => [
      some[0].role,
      some[0].policy,
      some.length,
      meanOf(some, ({ meanLoss }) => meanLoss),
      percent(meanOf(some, ({ seated }) => seated)),
      meanOf(some, ({ meanWeight }) => meanWeight),
      meanOf(some, ({ reward }) => reward),
    ]);
  const head = ['role', 'policy', 'actors', 'mean loss', 'with a seat', 'mean weight', 'reward per actor, ALLO'];
  return htmlTable(head, rows);
}

function meanOf(actors: readonly Actor[], of: (actor: Actor) => number): number {
  const values = actors.map(of).filter(Number.isFinite);
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : Number.NaN;
}

/** Best paid actors that a table names per role. */
const MOST_NAMED = 10;

export function actorTable(actors: readonly Actor[]): string {
  const rows = ROLE_WORDS.flatMap((role) =>
    actors
      .filter((actor) => actor.role === role)
      .sort((a, b) => b.reward - a.reward)
      .slice(0, MOST_NAMED)
      .map((actor) => [
        role,
        actor.name,
        actor.policy,
        actor.owner,
        actor.epochs,
        percent(actor.seated),
        actor.meanLoss,
        actor.meanWeight,
        actor.meanStake,
        actor.reward,
      ]),
  );
  const head = [
    'role',
    'actor',
    'policy',
    'owner',
    'epochs',
    'with a seat',
    'mean loss',
    'mean weight',
    'mean stake, ALLO',
    'reward, ALLO',
  ];
  return htmlTable(head, rows);
}

/** Concentration of reward and stake, per key and per owner. */
export function concentrationTable(actors: readonly Actor[]): string {
  const reputers = actors.filter(({ role }) => role === 'reputer');
  const staked = reputers.map((actor) => ({
    ...actor,
    reward: Number.isFinite(actor.meanStake) ? actor.meanStake : 0,
  }));
  const amounts: readonly [string, string, readonly number[]][] = [
    ...ROLE_WORDS.flatMap((role): [string, string, readonly number[]][] => {
      const some = actors.filter((actor) => actor.role === role);
      return [
        [`reward of ${role}s`, 'keys', some.map(({ reward }) => reward)],
        [`reward of ${role}s`, 'owners', rewardsOfOwners(some)],
      ];
    }),
    ['reward, all roles', 'keys', actors.map(({ reward }) => reward)],
    ['reward, all roles', 'owners', rewardsOfOwners(actors)],
    ['stake', 'keys', staked.map(({ reward }) => reward)],
    ['stake', 'owners', rewardsOfOwners(staked)],
  ];
  const rows = amounts.flatMap(([what, holders, values]) => {
    const found = concentration(values);
    return found === undefined
      ? []
      : [[what, holders, found.holders, found.gini, found.hhi, 1 / found.hhi, found.nakamoto, percent(found.largest)]];
  });
  const head = ['of', 'per', 'holders', 'Gini', 'HHI', '1 / HHI', 'Nakamoto (1/2)', 'largest share'];
  return htmlTable(head, rows);
}

/** What attacks came to, side by side. */
export function attackTable(attacks: readonly AttackResult[]): string {
  const withNet = attacks.some((attack) => attack.has('net'));
  const rows = attacks.map((attack) => [
    attack.attack,
    attack.topic,
    attack.owner,
    attack.attacking,
    attack.total('earned_per_key'),
    attack.total('honest_per_key'),
    attack.total('earned_per_key') / attack.total('honest_per_key'),
    attack.dilution,
    attack.damage.mean,
    attack.damage.halfWidth,
    attack.total('spent'),
    attack.mean('seats'),
    attack.mean('weight'),
    ...(withNet ? [attack.overall('income'), attack.overall('outside'), attack.overall('net')] : []),
  ]);
  const head = [
    'attack',
    'topic',
    'owner',
    'epochs attacked',
    'reward per key, ALLO',
    'honest mean, ALLO',
    'ratio',
    'dilution',
    'damage, loss',
    '95 % ±',
    'spent, ALLO',
    'mean seats',
    'mean weight',
    ...(withNet ? ['income, ALLO', 'outside, ALLO', 'net, ALLO'] : []),
  ];
  return htmlTable(head, rows);
}

/** What the author expected, and what this run says of it. */
export function expectationTable(expected: readonly ExpectedMetric[], metrics: readonly SummaryMetric[]): string {
  const rows = expected.map((each) => {
    const values = valuesOf(each, metrics);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const seen =
      values.length === 0 ? '–' : low === high ? shortNumber(low, 6) : `${shortNumber(low)} to ${shortNumber(high)}`;
    return [each.metric, each.topic === '' ? 'every topic' : each.topic, wish(each), seen, verdict(each, values)];
  });
  return htmlTable(['metric', 'topic', 'expected', 'this run', 'outcome'], rows);
}

/** How many of the author's expectations hold, in a sentence; undefined when there are none. */
export function expectationsInWords(
  expected: readonly ExpectedMetric[],
  metrics: readonly SummaryMetric[],
): string | undefined {
  if (expected.length === 0) return undefined;
  const verdicts = expected.map((each) => verdict(each, valuesOf(each, metrics)));
  const count = (which: string): number => verdicts.filter((each) => each === which).length;
  const open = expected.length - count(HOLDS) - count(FAILS);
  const rest = open === 0 ? '' : `; ${open} cannot be told from one run`;
  return `Of the ${expected.length} ${expected.length === 1 ? 'expectation' : 'expectations'} of the scenario ${count(HOLDS)} ${count(HOLDS) === 1 ? 'holds' : 'hold'} in this run and ${count(FAILS)} ${count(FAILS) === 1 ? 'does' : 'do'} not${rest} (one run, n = 1).`;
}

const HOLDS = 'holds';
const FAILS = 'does not hold';

function valuesOf({ metric, topic }: ExpectedMetric, metrics: readonly SummaryMetric[]): number[] {
  return metrics
    .filter((each) => each.name === metric && (topic === '' || each.topic === topic))
    .flatMap(({ value }) => (value === null ? [] : [value]));
}

function wish({ sign, above, below, seeds, than }: ExpectedMetric): string {
  const parts = [
    ...(sign === null ? [] : [sign]),
    ...(above === null ? [] : [`above ${above}`]),
    ...(below === null ? [] : [`below ${below}`]),
    ...(seeds > 1 ? [`over ${seeds} seeds`] : []),
    ...(than === '' ? [] : [`less that of ${than}`]),
  ];
  return parts.join(', ');
}

function verdict({ sign, above, below, seeds, than }: ExpectedMetric, values: readonly number[]): string {
  if (seeds > 1 || than !== '') return 'one run cannot say';
  if (values.length === 0) return 'not in the summary';
  const holds = values.every(
    (value) =>
      (sign !== 'positive' || value > 0) &&
      (sign !== 'negative' || value < 0) &&
      (above === null || value > above) &&
      (below === null || value < below),
  );
  return holds ? HOLDS : FAILS;
}
