import { shareOf, toUallo } from '../../chain/amounts.ts';
import { sumOf } from '../../chain/holders.ts';
import { account, move } from '../../chain/ledger.ts';
import { advanceBlockByBlock, advanceMoney, type Money, monthOf } from '../../chain/money.ts';
import { pow } from '../../math/pow.ts';
import type { ParameterValue } from '../../parameters/declaration.ts';

/*
 * A month of the network without the inner life of topics: what consumers pay, and who gets the topics' rewards, are given.
 *
 * Simplified: fees are paid and topics' rewards are booked in the last block of the month; workers are the participants; those
 * who stake in topics are the groups of holders, each with the same part of its staked tokens there.
 */

/** What macro mode is told of topics; see macroParameters. Shares of the topics' rewards; fees in ALLO a month. */
export interface MacroRules {
  readonly topicStakeShare: number;
  readonly reputerShare: number;
  readonly forecasterShare: number;
  readonly fees: number;
  readonly feesGrowth: number;
  readonly feesStart: number;
}

/**
 * @param values value of every macro parameter
 * @throws RangeError when reputers and forecasters would get more than all, see `macroProblem`
 */
export function macroRules(values: Readonly<Record<string, ParameterValue>>): MacroRules {
  const problem = macroProblem(values);
  if (problem !== undefined) throw new RangeError(problem);
  const number = (name: string): number => numberIn(values, name);
  return {
    topicStakeShare: number('topicStakeShare'),
    reputerShare: number('reputerShare'),
    forecasterShare: number('forecasterShare'),
    fees: number('fees'),
    feesGrowth: number('feesGrowth'),
    feesStart: number('feesStart'),
  };
}

/** What is wrong with values that are each allowed but do not fit together: one sentence; undefined: nothing. */
export function macroProblem(values: Readonly<Record<string, ParameterValue>>): string | undefined {
  const sum = numberIn(values, 'reputerShare') + numberIn(values, 'forecasterShare');
  return sum > 1 ? `reputerShare and forecasterShare add up to ${sum}; expected at most 1.` : undefined;
}

function numberIn(values: Readonly<Record<string, ParameterValue>>, name: string): number {
  const value = values[name];
  if (typeof value !== 'number') throw new TypeError(`parameter ${name} is not a number`);
  return value;
}

/**
 * Goes on by a month: begin-blocks, then in the last one fees and rewards.
 *
 * @param plain begin-blocks one by one
 * @throws EmissionStoppedError see advanceMoney
 */
export function stepMonth(money: Money, rules: MacroRules, plain = false): void {
  const end = money.block + money.rules.blocksPerMonth;
  if (plain) advanceBlockByBlock(money, end);
  else advanceMoney(money, end);
  payFees(money, rules);
  payTopics(money, rules);
}

/** Consumers, who are participants, pay into the treasury what they want and have. */
function payFees(money: Money, { fees, feesGrowth, feesStart }: MacroRules): void {
  const months = monthOf(money) - feesStart;
  if (months < 0) return;
  const wanted = toUallo(fees * pow(1 + feesGrowth, months / 12));
  const held = money.ledger.balance[account.participants];
  move(money.ledger, account.participants, account.ecosystem, wanted < held ? wanted : held, 'consumer-fee');
}

/**
 * All that topics got this month: to those who stake in them, whose stake grows by it, to forecasters and inferers. When nobody
 * stakes in topics, the reputers' part goes back to the treasury.
 */
function payTopics(money: Money, { reputerShare, forecasterShare }: MacroRules): void {
  const { ledger, emission } = money;
  const all = ledger.balance[account.rewards];
  const forReputers = shareOf(all, reputerShare);
  const forForecasters = shareOf(all, forecasterShare);
  const toReputers = payReputers(money, forReputers);
  if (toReputers === 0n) move(ledger, account.rewards, account.ecosystem, forReputers, 'unpaid-reward');
  move(ledger, account.rewards, account.participants, forForecasters, 'forecaster-reward');
  move(ledger, account.rewards, account.participants, all - forReputers - forForecasters, 'inferer-reward');
  emission.topicRewards += all;
  emission.reputerRewards += toReputers;
  // The one block that measuredReputerShare `of-one-block` looks at hardly ever pays on the chain: here it never does.
  emission.lastBlock = { ...emission.lastBlock, reputerRewards: emission.reputerRewards };
}

/** In proportion to stake; what rounding leaves stays where it is. @returns what was paid */
function payReputers(money: Money, amount: bigint): bigint {
  const { ledger, holders } = money;
  const { inTopics } = holders;
  const all = sumOf(inTopics);
  if (all === 0n) return 0n;
  let paid = 0n;
  for (let g = 0; g < inTopics.length; ++g) {
    const reward = (amount * inTopics[g]) / all;
    move(ledger, account.rewards, account.staking, reward, 'reputer-reward');
    inTopics[g] += reward;
    paid += reward;
  }
  money.topicStake += paid;
  return paid;
}
