import type { ColumnDeclaration, TableDeclaration } from './column.ts';

/** Columns of the table `chain`, by kind. `interval` is from the row before (exclusive) to this one (inclusive). */
const whole = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'int32', unit, doc });
const number = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc });
const allo = (name: string, doc: string): ColumnDeclaration => number(name, 'ALLO', doc);
const share = (name: string, doc: string): ColumnDeclaration => number(name, 'share', doc);
const balance = (name: string, doc: string): ColumnDeclaration => ({ name, type: 'uallo', unit: 'uallo', doc });

/**
 * One row per recording interval of the hub chain; in macro mode one per month. What macro mode does not have is NaN in
 * columns of doubles, 0 in counts and balances.
 */
export const chainTable: TableDeclaration = {
  name: 'chain',
  doc: 'one row per recording interval of the hub chain',
  columns: [
    whole('block', 'blocks', 'block after which the row was taken'),
    number('day', 'days', 'days since the start of the run'),
    whole('month', 'months', 'months since the token generation event'),

    allo('emission_per_block', 'emission of a block of this month'),
    allo('emission', 'emitted in the interval'),
    number('emission_rate', 'per month and staked token', 'e: emitted per month and staked token, smoothed and capped'),
    number('emission_target', 'per month and staked token', 'what e aims at'),
    number('emission_cap', 'per month and staked token', 'largest e: the one with the largest yield'),
    whole('cap_binds', '1', '1: the cap is below the target'),
    share(
      'reputer_share',
      'rho: part of the topics’ rewards that reputers and their delegators get, as the cap uses it',
    ),

    allo('treasury', 'T: balance of the ecosystem account plus what may still be minted'),
    allo('minted', 'minted for the treasury so far'),
    allo('minted_interval', 'minted in the interval'),
    allo('mint_remaining', 'what may still be minted'),
    allo('total_supply', 'all tokens there are'),
    allo('circulating', 'C: maximum supply less locked tokens and treasury'),
    allo('staked', 'N_staked: bonded with validators and staked in topics'),
    allo('bonded', 'bonded with validators'),
    allo('topic_stake', 'staked in topics by reputers and delegators'),
    share('staked_ratio', 'staked part of the circulating supply'),
    allo('locked_investors_seed', 'tokens of seed investors that are still locked'),
    allo('locked_investors_preseed', 'tokens of investors before the seed round that are still locked'),
    allo('locked_team', 'tokens of the team that are still locked'),
    allo('locked_foundation', 'tokens of the foundation that are still locked'),
    allo('locked_participants', 'tokens of early participants that are still locked'),

    allo('fees', 'topic fees of all kinds paid into the treasury in the interval'),
    allo('consumer_fees', 'part of them that consumers paid for inferences'),
    number('fee_coverage', 'share', 'fees over emission of the interval; from 1 on nothing has to be minted'),
    allo('to_validators', 'emission for validators and their delegators in the interval'),
    allo('to_topics', 'emission for topics in the interval'),
    allo('paid_inferers', 'rewards of inferers in the interval'),
    allo('paid_forecasters', 'rewards of forecasters in the interval'),
    allo('paid_reputers', 'rewards of reputers without their delegators in the interval, added to their stake'),
    allo('paid_delegators', 'rewards of reputers’ delegators in the interval'),
    allo('returned', 'rewards of topics that could not be paid and went back to the treasury, in the interval'),
    allo('burnt', 'burnt so far'),
    allo('slashed', 'stake taken from reputers and their delegators in the interval; slashing is not on chain'),

    number(
      'staker_yield',
      'share per year',
      '(1 + e (v + (1 - v) rho))^12 - 1: compounded yield of a staked token, v being the validators’ part of the emission',
    ),
    number('inflation', 'share per year', 'emission of a year at this rate, over the circulating supply'),
    number('supply_inflation', 'share per year', 'minted in the interval, over the total supply, per year'),
    number('real_yield', 'share per year', 'staker yield less inflation'),

    whole('topics', 'topics', 'topics created so far'),
    whole('active_topics', 'topics', 'topics that are active'),
    number('topic_weight_sum', 'weight', 'sum of the weights of the active topics'),
    share('largest_topic_share', 'part of the weight that the heaviest topic has'),
    number(
      'effective_topics',
      'topics',
      'how many topics of equal weight would share as evenly: 1 over the sum of squared shares',
    ),
    number(
      'stake_gini',
      '1',
      'Gini coefficient of topic stake over keys: 0 when all hold the same, near 1 when one holds all',
    ),
    number('stake_gini_owners', '1', 'Gini coefficient of topic stake over owners'),
    number('stake_hhi_owners', '1', 'Herfindahl index of topic stake over owners: sum of their squared shares'),
    number('stake_nakamoto_owners', 'owners', 'fewest owners who hold more than half of the topic stake'),
    number('reward_gini_owners', '1', 'Gini coefficient of all rewards so far over owners'),
    number('reward_hhi_owners', '1', 'Herfindahl index of all rewards so far over owners'),
    number('reward_nakamoto_owners', 'owners', 'fewest owners who earned more than half of all rewards so far'),
    whole('validators', 'validators', 'validators with bonded tokens'),
    number(
      'validator_entropy',
      'nats',
      'E = -(N_eff / n)^(1/4) sum P ln P over validators’ shares P of their rewards so far',
    ),
    number('validator_evenness', '1', 'H = 10^(E / ln n - 1): 1 when all earn alike, 0.1 when one earns all'),
    allo('delegated', 'part of the topic stake that delegators placed'),
    allo('leaving_stake', 'stake whose removal is requested and not executed'),

    whole('messages', 'messages', 'payloads, registrations and stake moves sent to the hub in the interval'),
    whole('messages_late', 'messages', 'of them served later than the first block that could have'),
    whole('messages_dropped', 'messages', 'of them never served, as their window closed before'),
    number('message_delay', 'blocks', 'mean blocks beyond the first that could have served them, of those served'),
    share('hub_load', 'messages served over those that fit into the blocks of the interval; none without a limit'),
    whole('requests', 'requests', 'inferences that consumers asked for in the interval'),
    whole('requests_served', 'requests', 'of them those that got an inference'),
    number('price', 'fiat per ALLO', 'exogenous price of an ALLO'),

    balance('supply_uallo', 'all tokens there are'),
    balance('minted_uallo', 'minted for the treasury so far'),
    balance('ecosystem_uallo', 'balance of the ecosystem account'),
    balance('rewards_uallo', 'balance of the account of topic rewards'),
    balance('staking_uallo', 'balance of the account of topic stakes'),
    balance('pending_uallo', 'balance of the account of unclaimed delegators’ rewards'),
    balance('bonded_uallo', 'tokens bonded with validators'),
    balance('distribution_uallo', 'fee collector, validators’ unpaid rewards and community pool'),
    balance('holders_uallo', 'accounts of investors, team, foundation and participants'),
    balance('wallets_uallo', 'wallets of all actors'),
  ],
};

/** Values of one row by column: doubles and counts as numbers, balances as bigint. */
export type ChainRow = Record<string, number | bigint>;
