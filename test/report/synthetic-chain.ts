import { chainTable } from '../../sim/metrics/chain-columns.ts';
import type { ColumnDeclaration } from '../../sim/metrics/column.ts';
import { arrowSchema, declarationsOf } from '../../src/record/arrow-schema.ts';
import type { Row } from './row-writer.ts';

/** Months of 30 days, nearly. */
export const BLOCKS_PER_MONTH = 471_300;
const DAYS_PER_MONTH = 30;
const MAXIMUM = 1e9;
const ECOSYSTEM = 214.5e6;
const LOCKED = {
  locked_investors_seed: 260.5e6,
  locked_investors_preseed: 50e6,
  locked_team: 175e6,
} as const;
const FOUNDATION_LOCKED = 99.5e6;
const BLOCKS_PER_DAY = BLOCKS_PER_MONTH / DAYS_PER_MONTH;

/** Columns of the chain table, with balances of whole uallo where the recorder knows them. */
export const syntheticChainColumns: readonly ColumnDeclaration[] = chainTable.columns.filter(
  (column) => column.type !== 'uallo' || declarationsOf(arrowSchema([column], {}))[0].type === 'uallo',
);

/** What is made up. */
export interface SyntheticChainOptions {
  readonly daysPerRow: number;
  /** 0: without the inner life of topics, messages and validators. */
  readonly topics: number;
}

/**
 * A made-up hub chain in doubles: emission by the monthly rate, unlocks after a year, fees that grow, classes with fixed
 * parts. Its books balance.
 */
export class SyntheticChain {
  readonly #options: SyntheticChainOptions;
  #rows = 0;
  #minted = 0;
  #ecosystem = 0;
  #rate = 0;
  #emissionPerBlock = 0;
  #staked = 20e6;

  constructor(options: SyntheticChainOptions) {
    this.#options = options;
  }

  step(): Row {
    const { daysPerRow, topics } = this.#options;
    const r = this.#rows++;
    const day = (r + 1) * daysPerRow;
    const month = Math.floor(day / DAYS_PER_MONTH + 1e-9);
    const locked = lockedAt(month);
    const lockedSum = Object.values(locked).reduce((sum, amount) => sum + amount, 0);
    const before = MAXIMUM - lockedSum - (this.#ecosystem + ECOSYSTEM - this.#minted);
    this.#staked += 0.02 * (daysPerRow / DAYS_PER_MONTH) * (0.5 * before - this.#staked);
    const treasury = this.#ecosystem + ECOSYSTEM - this.#minted;
    const target = (0.025 * treasury * before) / MAXIMUM / this.#staked;
    const cap = 0.0095 / 0.5;
    if (r === 0 || daysPerRow >= DAYS_PER_MONTH || r % 40 === 0) {
      this.#rate = r === 0 ? Math.min(target, cap) : 0.1 * Math.min(target, cap) + 0.9 * this.#rate;
      this.#emissionPerBlock = (this.#rate * this.#staked) / BLOCKS_PER_MONTH;
    }
    const emission = this.#emissionPerBlock * BLOCKS_PER_DAY * daysPerRow;
    const fees = emission * Math.min(0.6, (0.01 + 0.002 * month) * (1 + 0.2 * Math.sin(r)));
    const returned = topics > 0 ? 0.01 * emission : 0;
    const mintedNow = Math.min(Math.max(0, emission - this.#ecosystem), ECOSYSTEM - this.#minted);
    this.#minted += mintedNow;
    this.#ecosystem += mintedNow + fees + returned - emission;
    const remaining = ECOSYSTEM - this.#minted;
    const circulating = MAXIMUM - lockedSum - (this.#ecosystem + remaining);
    const topicStake = 0.4 * this.#staked;
    const toTopics = 0.75 * emission;
    const paid = toTopics - returned - (topics > 0 ? 0.002 * emission : 0);
    const perYear = 360 / daysPerRow;
    const stakerYield = (1 + this.#rate * 0.5) ** 12 - 1;
    const inflation = (emission * perYear) / circulating;
    return {
      block: Math.round(day * BLOCKS_PER_DAY),
      day,
      month,
      emission_per_block: this.#emissionPerBlock,
      emission,
      emission_rate: this.#rate,
      emission_target: target,
      emission_cap: cap,
      cap_binds: cap < target ? 1 : 0,
      reputer_share: 1 / 3,
      treasury: this.#ecosystem + remaining,
      minted: this.#minted,
      minted_interval: mintedNow,
      mint_remaining: remaining,
      total_supply: MAXIMUM - remaining,
      circulating,
      staked: this.#staked,
      bonded: this.#staked - topicStake,
      topic_stake: topicStake,
      staked_ratio: this.#staked / circulating,
      ...locked,
      fees,
      consumer_fees: 0.7 * fees,
      fee_coverage: fees / emission,
      to_validators: emission - toTopics,
      to_topics: toTopics,
      paid_inferers: 0.36 * paid,
      paid_forecasters: (0.27 + 0.05 * Math.sin(r / 9)) * paid,
      paid_reputers: 0.3 * paid,
      paid_delegators: (0.07 - 0.05 * Math.sin(r / 9)) * paid,
      returned,
      burnt: 0,
      slashed: 0,
      staker_yield: stakerYield,
      inflation,
      supply_inflation: (mintedNow * perYear) / (MAXIMUM - remaining),
      real_yield: stakerYield - inflation,
      price: 0.4 * Math.exp(0.1 * Math.sin(r / 7)),
      supply_uallo: BigInt(Math.round(MAXIMUM - remaining)) * 10n ** 18n,
      ...(topics > 0 ? innerLife(r, topics, topicStake) : {}),
    };
  }
}

function lockedAt(month: number): Record<string, number> {
  const part = month < 12 ? 1 : Math.max(0, (36 - month) / 36);
  return {
    ...Object.fromEntries(Object.entries(LOCKED).map(([group, amount]) => [group, part * amount])),
    locked_foundation: (FOUNDATION_LOCKED * Math.max(0, 24 - month)) / 24,
    locked_participants: 0,
  };
}

function innerLife(r: number, topics: number, topicStake: number): Row {
  return {
    topics,
    active_topics: Math.max(1, topics - (r % 3)),
    topic_weight_sum: 1e4 * topics,
    largest_topic_share: Math.min(1, 1.5 / topics + 0.05 * Math.sin(r / 5)),
    effective_topics: 0.8 * topics + 0.1 * Math.sin(r / 6),
    stake_gini: 0.4 + 0.001 * (r % 20),
    stake_gini_owners: 0.5 + 0.001 * (r % 30),
    stake_hhi_owners: 0.08 + 0.0001 * r,
    stake_nakamoto_owners: 4 - (r % 2),
    reward_gini_owners: 0.45,
    reward_hhi_owners: 0.06,
    reward_nakamoto_owners: 5,
    validators: 20,
    validator_entropy: 2.6,
    validator_evenness: 0.75 + 0.001 * (r % 17),
    delegated: 0.3 * topicStake,
    leaving_stake: 1e4 * (1 + (r % 6)),
    messages: 1_000 + (r % 9) * 20,
    messages_late: 30 + (r % 5),
    messages_dropped: r % 4,
    message_delay: 1.2 + 0.01 * (r % 8),
    hub_load: 0.7 + 0.02 * (r % 8),
    requests: 300 + (r % 12),
    requests_served: 290 + (r % 12),
  };
}
