import { pow } from '../math/pow.ts';
import { stakersShare } from '../protocol/monthly-emission.ts';
import { toAllo } from './amounts.ts';
import { isEmitting } from './emission.ts';
import { holderAccounts, sumOf } from './holders.ts';
import { account, accountNames, type Reason } from './ledger.ts';
import type { Money } from './money.ts';
import { bonded, circulating, lockedOf, mintRemaining, monthOf, staked, treasury } from './supply.ts';

/** Where the books stood at some block: a row tells what has moved since. */
export interface MoneyTotals {
  readonly block: number;
  readonly moved: Readonly<Record<Reason, bigint>>;
}

export function moneyTotals({ block, ledger }: Money): MoneyTotals {
  return { block, moved: { ...ledger.moved } };
}

const secondsPerDay = 86_400;
const monthsPerYear = 12;

const feeReasons = [
  'create-topic-fee',
  'registration-fee',
  'data-fee',
  'topic-funding',
  'consumer-fee',
] as const satisfies readonly Reason[];

/**
 * The columns of table `chain` that are about money, after the block that is done. Amounts in ALLO, balances in uallo.
 *
 * Yields are those of a token that is staked now, at the rate of this month; once the treasury is exhausted, of what was really
 * paid in the interval, and 0 while the emission is off.
 *
 * @param before totals at the last row, or at the start
 */
export function moneyRow(money: Money, before: MoneyTotals): Record<string, number | bigint> {
  const { ledger, emission, rules, block } = money;
  const since = (...reasons: readonly Reason[]): bigint =>
    reasons.reduce((sum, reason) => sum + ledger.moved[reason] - before.moved[reason], 0n);
  const blocks = block - before.block;
  const blocksPerYear = rules.blocksPerMonth * monthsPerYear;

  const free = circulating(money);
  const allStaked = staked(money);
  const emitted = toAllo(since('emission-to-validators', 'emission-to-topics'));
  const fees = toAllo(since(...feeReasons));
  const perBlock = isEmitting(money, block) ? toAllo(emission.perBlock) : 0;
  const paidShare = emission.exhaustedAt < 0 || perBlock === 0 ? 1 : Math.min(1, emitted / (perBlock * blocks));
  const perYear = perBlock * paidShare * blocksPerYear;
  const monthlyYield =
    perBlock === 0 ? 0 : emission.rate * paidShare * stakersShare(rules.validatorShare, emission.reputerShare);
  const stakerYield = pow(1 + monthlyYield, monthsPerYear) - 1;
  const inflation = perYear / toAllo(free);
  const minted = toAllo(since('mint'));
  return {
    block,
    day: (block * rules.secondsPerBlock) / secondsPerDay,
    month: monthOf(money),

    emission_per_block: perBlock,
    emission: emitted,
    emission_rate: emission.rate,
    emission_target: emission.target,
    emission_cap: emission.cap,
    cap_binds: emission.cap < emission.target ? 1 : 0,
    reputer_share: emission.reputerShare,

    treasury: toAllo(treasury(money)),
    minted: toAllo(emission.minted),
    minted_interval: minted,
    mint_remaining: toAllo(mintRemaining(money)),
    total_supply: toAllo(ledger.supply),
    circulating: toAllo(free),
    staked: toAllo(allStaked),
    bonded: toAllo(bonded(money)),
    topic_stake: toAllo(money.topicStake),
    staked_ratio: toAllo(allStaked) / toAllo(free),
    locked_investors_seed: toAllo(lockedOf(money, 'investors_seed')),
    locked_investors_preseed: toAllo(lockedOf(money, 'investors_preseed')),
    locked_team: toAllo(lockedOf(money, 'team')),
    locked_foundation: toAllo(lockedOf(money, 'foundation')),
    locked_participants: toAllo(lockedOf(money, 'participants')),

    fees,
    consumer_fees: toAllo(since('consumer-fee')),
    fee_coverage: fees / emitted,
    to_validators: toAllo(since('emission-to-validators')),
    to_topics: toAllo(since('emission-to-topics')),
    paid_inferers: toAllo(since('inferer-reward')),
    paid_forecasters: toAllo(since('forecaster-reward')),
    paid_reputers: toAllo(since('reputer-reward')),
    paid_delegators: toAllo(since('delegator-reward')),
    returned: toAllo(since('unpaid-reward')),
    burnt: toAllo(ledger.burnt),
    slashed: toAllo(since('slash')),

    staker_yield: stakerYield,
    inflation,
    supply_inflation: (minted / toAllo(ledger.supply)) * (blocksPerYear / blocks),
    real_yield: stakerYield - inflation,

    validators: money.validators.own.reduce(
      (count, own, v) => count + (own + money.validators.delegated[v] > 0n ? 1 : 0),
      0,
    ),

    supply_uallo: ledger.supply,
    minted_uallo: emission.minted,
    ecosystem_uallo: ledger.balance[account.ecosystem],
    rewards_uallo: ledger.balance[account.rewards],
    staking_uallo: ledger.balance[account.staking],
    pending_uallo: ledger.balance[account.pending_rewards],
    bonded_uallo: ledger.balance[account.bonded],
    distribution_uallo:
      ledger.balance[account.fee_collector] +
      ledger.balance[account.distribution] +
      ledger.balance[account.community_pool],
    holders_uallo: sumOf(holderAccounts.map((holder) => ledger.balance[holder])),
    wallets_uallo: sumOf(ledger.balance.slice(accountNames.length)),
  };
}
