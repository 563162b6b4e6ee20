import type { ChainTotals, ColumnTotals } from './chain-totals.ts';
import type { SummaryMetric } from './column.ts';

/** One number of `summary.json` about the hub chain over the whole run, declared. */
export interface ChainMetricDeclaration {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** null: not defined for this run. */
  readonly of: (totals: ChainTotals) => number | null;
}

const allo = 'ALLO';
const perMonth = 'ALLO per month';
const perYear = 'share per year';
const daysPerYear = 365;

/** A column, by what is wanted of it over the run. */
function read(what: keyof ColumnTotals, column: string): ChainMetricDeclaration['of'] {
  return ({ columns }) => columns[column][what];
}

function metric(name: string, unit: string, doc: string, of: ChainMetricDeclaration['of']): ChainMetricDeclaration {
  return { name, unit, doc, of };
}

function total(name: string, column: string, doc: string): ChainMetricDeclaration {
  return metric(name, allo, `${doc} in the run`, read('sum', column));
}

function atEnd(name: string, unit: string, column: string, doc: string): ChainMetricDeclaration {
  return metric(name, unit, `${doc} at the end`, read('last', column));
}

/** Sum of some columns over the sum of others. */
function share(name: string, of: readonly string[], over: readonly string[], doc: string): ChainMetricDeclaration {
  const sumOf = ({ columns }: ChainTotals, names: readonly string[]) =>
    names.reduce((sum, column) => sum + columns[column].sum, 0);
  return metric(name, 'share', doc, (totals) => ratio(sumOf(totals, of), sumOf(totals, over)));
}

/** Sum of some columns per year, over the mean of another: simple, not compounded. */
function yearly(name: string, of: readonly string[], over: string, doc: string): ChainMetricDeclaration {
  return metric(name, perYear, doc, ({ columns, rows }) => {
    const earned = of.reduce((sum, column) => sum + columns[column].sum, 0);
    return ratio(earned * daysPerYear, (columns[over].sum / rows) * columns.day.last);
  });
}

function ratio(a: number, b: number): number | null {
  return b > 0 ? a / b : null;
}

/** Only where topics are simulated: macro mode has none. */
function withTopics(of: ChainMetricDeclaration['of']): ChainMetricDeclaration['of'] {
  return (totals) => (totals.columns.topics.most > 0 ? of(totals) : null);
}

const ofReputers = ['paid_reputers', 'paid_delegators'];
const ofTopics = ['paid_inferers', 'paid_forecasters', ...ofReputers];

/** The metrics of `summary.json` about the hub chain, one per run. They are made of the rows of the table `chain`. */
export const chainMetrics: readonly ChainMetricDeclaration[] = [
  total('emission_total', 'emission', 'emitted'),
  total('minted_total', 'minted_interval', 'minted'),
  total('fees_total', 'fees', 'topic fees of all kinds paid into the treasury'),
  total('consumer_fees_total', 'consumer_fees', 'paid by consumers for inferences'),
  share('fee_coverage', ['fees'], ['emission'], 'fees over emission of the run; from 1 on nothing has to be minted'),
  total('to_topics_total', 'to_topics', 'emission for topics'),
  total('to_validators_total', 'to_validators', 'emission for validators and their delegators'),
  total('paid_inferers_total', 'paid_inferers', 'rewards of inferers'),
  total('paid_forecasters_total', 'paid_forecasters', 'rewards of forecasters'),
  total('paid_reputers_total', 'paid_reputers', 'rewards of reputers without their delegators'),
  total('paid_delegators_total', 'paid_delegators', 'rewards of reputers’ delegators'),
  total('returned_total', 'returned', 'rewards of topics that could not be paid and went back to the treasury'),
  total('slashed_total', 'slashed', 'stake taken from reputers and their delegators (not on chain)'),

  atEnd('treasury_end', allo, 'treasury', 'treasury'),
  atEnd('mint_remaining_end', allo, 'mint_remaining', 'what may still be minted'),
  atEnd('circulating_end', allo, 'circulating', 'circulating supply'),
  atEnd('burnt_end', allo, 'burnt', 'tokens burnt by then,'),
  atEnd('staked_end', allo, 'staked', 'tokens bonded with validators or staked in topics'),
  atEnd('topic_stake_end', allo, 'topic_stake', 'tokens staked in topics'),
  atEnd('staked_ratio_end', 'share', 'staked_ratio', 'staked part of the circulating supply'),
  atEnd('emission_rate_end', 'per month and staked token', 'emission_rate', 'e, emitted per month and staked token,'),
  metric('emission_end', perMonth, 'emission at the rate of the last interval', (t) => t.lastEmission),
  metric('emission_first', perMonth, 'emission at the rate of the first row', (t) => t.firstEmission),
  metric('peak_emission_month', 'months', 'month in which most was emitted, since the token generation event', (t) =>
    t.rows > 0 ? t.peakMonth : null,
  ),
  metric(
    'exhausted_month',
    'months',
    'month of the first interval without emission after some; none when there is none',
    (t) => t.exhaustedMonth,
  ),
  metric('cap_bound_share', 'share', 'part of the rows in which the cap is below the target', (t) =>
    ratio(t.columns.cap_binds.sum, t.rows),
  ),
  metric(
    'staker_yield_start',
    perYear,
    'compounded yield of a staked token at the start',
    read('first', 'staker_yield'),
  ),
  atEnd('staker_yield_end', perYear, 'staker_yield', 'the same yield'),
  metric('staker_yield_min', perYear, 'least of it', read('least', 'staker_yield')),
  yearly(
    'validators_yield',
    ['to_validators'],
    'bonded',
    'emission for validators and their delegators per bonded token, over the run and not compounded',
  ),
  yearly(
    'reputers_yield',
    ofReputers,
    'topic_stake',
    'rewards of reputers and their delegators per token staked in topics, over the run and not compounded',
  ),
  atEnd('inflation_end', perYear, 'inflation', 'emission of a year over the circulating supply,'),
  share(
    'validators_share_of_emission',
    ['to_validators'],
    ['emission'],
    'part of the emission that validators and their delegators got',
  ),
  share(
    'reputers_share_of_topics',
    ofReputers,
    ofTopics,
    'part of topics’ rewards paid to reputers and their delegators',
  ),
  share('delegators_share_of_reputers', ['paid_delegators'], ofReputers, 'part of that paid to delegators'),

  metric('active_topics_end', 'topics', 'active topics at the end', withTopics(read('last', 'active_topics'))),
  metric('active_topics_min', 'topics', 'fewest active topics since there were some', (t) => t.fewestTopics),
  atEnd(
    'effective_topics_end',
    'topics',
    'effective_topics',
    'how many topics of equal weight would share as evenly as the active ones',
  ),
  atEnd('stake_gini_end', '1', 'stake_gini_owners', 'Gini coefficient of topic stake over owners'),
  atEnd(
    'stake_nakamoto_end',
    'owners',
    'stake_nakamoto_owners',
    'fewest owners with more than half of the topic stake',
  ),
  atEnd('reward_gini_end', '1', 'reward_gini_owners', 'Gini coefficient of all rewards over owners'),
  atEnd('reward_nakamoto_end', 'owners', 'reward_nakamoto_owners', 'fewest owners with more than half of all rewards'),
  atEnd('validator_evenness_end', '1', 'validator_evenness', 'how evenly validators were paid, 1 when all alike,'),

  share('messages_dropped_share', ['messages_dropped'], ['messages'], 'part of the messages to the hub never served'),
  share('messages_late_share', ['messages_late'], ['messages'], 'part of them served late'),
  metric('message_delay_mean', 'blocks', 'mean blocks beyond the first that could have served a message', (t) =>
    ratio(t.delay, t.served),
  ),
  metric('hub_load_max', 'share', 'largest load of the hub: messages over room for them', read('most', 'hub_load')),
  share(
    'requests_served_share',
    ['requests_served'],
    ['requests'],
    'part of consumers’ requests that got an inference',
  ),
];

/** All metrics of the hub chain. What is not a number is null. */
export function summariseChain(totals: ChainTotals): SummaryMetric[] {
  return chainMetrics.map(({ name, unit, of }) => {
    const value = of(totals);
    return { name, value: value === null || Number.isNaN(value) ? null : value, unit, topic: '' };
  });
}
