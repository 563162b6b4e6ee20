import { shareOf, toAllo } from '../../chain/amounts.ts';
import { account, issue, move } from '../../chain/ledger.ts';
import { payReputer, payWorker } from '../../chain/staking.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Seats } from '../../state/seats.ts';
import { mirrorStake } from '../hub/mirror-stake.ts';
import type { Nonce } from '../nonce.ts';
import type { Topic } from '../topic.ts';
import { punish } from './punish.ts';

/**
 * Pays the actors of a nonce out of the topic's pool, reputers first, each class in the order of its actors: floor(pool x
 * share of the class x fraction within it), never more than is left. What rounding leaves stays in the account of rewards.
 */
export function settle(topic: Topic, nonce: Nonce): void {
  const { desk, books, pool } = topic;
  const { shares } = desk;
  if (books.chain === undefined) issue(books.ledger, account.rewards, pool, 'fixed-reward');
  let left = pool;
  left = payReputers(topic, nonce, left);
  const toInferers = payWorkers(
    topic,
    topic.inferers,
    nonce.inferers,
    desk.infererFraction,
    shares.inferers,
    left,
    desk.infererReward,
    'inferer',
  );
  left -= toInferers;
  const toForecasters = payWorkers(
    topic,
    topic.forecasters,
    nonce.forecasters,
    desk.forecasterFraction,
    shares.forecasters,
    left,
    desk.forecasterReward,
    'forecaster',
  );
  desk.paidInferers = toAllo(toInferers);
  desk.paidForecasters = toAllo(toForecasters);
  desk.paid = desk.paidReputers + desk.paidInferers + desk.paidForecasters;
  if (books.chain !== undefined && books.chain.rules.slashing.mode !== 'none') punish(topic, nonce, books.chain);
}

/** Of a nonce that is not paid. */
export function settleNothing(topic: Topic): void {
  const { desk } = topic;
  desk.infererReward.fill(0);
  desk.forecasterReward.fill(0);
  desk.reputerReward.fill(0);
  desk.paid = 0;
  desk.paidInferers = 0;
  desk.paidForecasters = 0;
  desk.paidReputers = 0;
}

function payWorkers(
  topic: Topic,
  role: RoleColumns,
  seats: Seats,
  fractions: Float64Array,
  share: number,
  most: bigint,
  rewards: Float64Array,
  word: 'inferer' | 'forecaster',
): bigint {
  const { books, pool } = topic;
  const { ledger, chain } = books;
  let left = most;
  for (let l = 0; l < seats.count; ++l) {
    const due = shareOf(pool, share * fractions[l]);
    const amount = due < left ? due : left;
    rewards[l] = toAllo(amount);
    const x = seats.active[l];
    note(role, x, rewards[l]);
    if (amount === 0n) continue;
    left -= amount;
    if (chain !== undefined) payWorker(chain, role.account[x], amount, word);
    else move(ledger, account.rewards, role.account[x], amount, `${word}-reward`);
  }
  return most - left;
}

/** @returns what is left */
function payReputers(topic: Topic, nonce: Nonce, most: bigint): bigint {
  const { desk, books, pool, reputers: role, positions, stake, returnIndex, economy } = topic;
  const { ledger, chain } = books;
  const { active, count } = nonce.reputers;
  let left = most;
  let toDelegators = 0n;
  for (let m = 0; m < count; ++m) {
    const due = shareOf(pool, desk.shares.reputers * desk.reputerFraction[m]);
    const amount = due < left ? due : left;
    desk.reputerReward[m] = toAllo(amount);
    const x = active[m];
    note(role, x, desk.reputerReward[m]);
    if (amount === 0n) continue;
    left -= amount;
    const position = positions[x];
    if (chain !== undefined && position !== undefined) {
      const passedOn = payReputer(chain, position, amount);
      role.passedOn[x] += toAllo(passedOn);
      toDelegators += passedOn;
      returnIndex[x] += desk.reputerReward[m] / stake[x];
      mirrorStake(topic, x);
    } else move(ledger, account.rewards, role.account[x], amount, 'reputer-reward');
  }
  desk.paidReputers = toAllo(most - left);
  economy.paidDelegators += toAllo(toDelegators);
  return left;
}

/** An epoch counts as one in which it was paid when it got something, as on chain. */
function note(role: RoleColumns, x: number, reward: number): void {
  if (reward === 0) return;
  role.earned[x] += reward;
  ++role.inclusions[x];
}
