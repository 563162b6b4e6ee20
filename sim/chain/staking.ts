import { type Chain, changeStake, holds, payTopicFee, type Refusal } from './chain.ts';
import type { ChainTopic } from './chain-topic.ts';
import { account, move } from './ledger.ts';
import {
  addToShares,
  authority,
  createPosition,
  type Delegation,
  type Position,
  pendingRewards,
  settleDebt,
} from './stake-position.ts';
import { wakeTopic } from './topics.ts';
import { payForPayload } from './workers.ts';

/*
 * Stake of reputers and their delegators. It is theirs all the time: it earns, and counts, until a removal is executed.
 * Source: x/emissions/keeper (stake, delegate stake) at c8a40c35.
 */

/** The position of a wallet among a topic's reputers, registered or not. */
export function positionOf(topic: ChainTopic, wallet: number): Position | undefined {
  return topic.positions.find((position) => position.wallet === wallet);
}

/** A reputer registers, with or without stake. A position left before is taken up again. */
export function registerReputer(chain: Chain, topic: ChainTopic, wallet: number): Position | Refusal {
  const known = positionOf(topic, wallet);
  if (known?.registered) return 'already-registered';
  const fee = chain.rules.registrationFee;
  if (!holds(chain, wallet, fee)) return 'not-enough-tokens';
  const position = known ?? createPosition(topic.id, topic.positions.length, wallet);
  if (known === undefined) topic.positions.push(position);
  position.registered = true;
  payTopicFee(chain, topic, wallet, fee, 'registration-fee');
  wakeTopic(chain, topic);
  return position;
}

/** Its stake and that of its delegators stay until they are removed. */
export function unregisterReputer(position: Position): Refusal | undefined {
  if (!position.registered) return 'not-registered';
  position.registered = false;
  return undefined;
}

export function addStake(chain: Chain, position: Position, amount: bigint): Refusal | undefined {
  if (amount <= 0n) return 'amount-not-positive';
  if (!position.registered) return 'not-registered';
  if (!holds(chain, position.wallet, amount)) return 'not-enough-tokens';
  const topic = chain.topics[position.topic];
  move(chain.money.ledger, position.wallet, account.staking, amount, 'stake');
  position.own += amount;
  changeStake(chain, topic, amount);
  wakeTopic(chain, topic);
  return undefined;
}

export function delegationOf(position: Position, wallet: number): Delegation | undefined {
  return position.delegations.find((delegation) => delegation.wallet === wallet);
}

/** Anybody places tokens on a registered reputer. What was pending for earlier ones is paid first. */
export function delegate(chain: Chain, position: Position, wallet: number, amount: bigint): Delegation | Refusal {
  if (amount <= 0n) return 'amount-not-positive';
  if (!position.registered) return 'reputer-unknown';
  if (!holds(chain, wallet, amount)) return 'not-enough-tokens';
  const topic = chain.topics[position.topic];
  let delegation = delegationOf(position, wallet);
  if (delegation === undefined) {
    delegation = { position, wallet, amount: 0n, debt: 0n, removal: undefined };
    position.delegations.push(delegation);
  } else payPending(chain, delegation);
  move(chain.money.ledger, wallet, account.staking, amount, 'delegate');
  delegation.amount += amount;
  settleDebt(delegation);
  position.delegated += amount;
  chain.delegated += amount;
  changeStake(chain, topic, amount);
  wakeTopic(chain, topic);
  return delegation;
}

export function claim(chain: Chain, delegation: Delegation): Refusal | undefined {
  if (pendingRewards(delegation) === 0n) return 'nothing-to-claim';
  payPending(chain, delegation);
  return undefined;
}

/** Pays what is pending; what follows counts from here. */
export function payPending(chain: Chain, delegation: Delegation): void {
  const pending = pendingRewards(delegation);
  if (pending > 0n) move(chain.money.ledger, account.pending_rewards, delegation.wallet, pending, 'claim');
  settleDebt(delegation);
}

/** Whether a reputer may report, and its report counts: asked when it reports and when its nonce is closed. */
export function mayReport(chain: Chain, position: Position): boolean {
  return whyNotReport(chain, position) === undefined;
}

function whyNotReport({ rules }: Chain, position: Position): Refusal | undefined {
  if (!position.registered) return 'not-registered';
  return authority(position) < rules.requiredMinimumStake ? 'stake-too-small' : undefined;
}

/** A reputer reports, and pays for it. */
export function payForReport(chain: Chain, position: Position): Refusal | undefined {
  return whyNotReport(chain, position) ?? payForPayload(chain, chain.topics[position.topic], position.wallet);
}

/**
 * Pays a reputer's reward: first its delegators their part, by stake; the rest is added to its own stake.
 *
 * @param reward uallo; delegators get floor(reward D_tot / S_m) of it
 * @returns what delegators got, uallo
 */
export function payReputer(chain: Chain, position: Position, reward: bigint): bigint {
  if (reward <= 0n) return 0n;
  const { ledger } = chain.money;
  const toDelegators = position.delegated > 0n ? (reward * position.delegated) / authority(position) : 0n;
  if (toDelegators > 0n) {
    addToShares(position, toDelegators);
    move(ledger, account.rewards, account.pending_rewards, toDelegators, 'delegator-reward');
  }
  const own = reward - toDelegators;
  if (own > 0n) {
    move(ledger, account.rewards, account.staking, own, 'reputer-reward');
    position.own += own;
    changeStake(chain, chain.topics[position.topic], own);
  }
  chain.money.emission.topicRewards += reward;
  chain.money.emission.reputerRewards += reward;
  return toDelegators;
}

/** Pays a worker's reward to its wallet. */
export function payWorker(chain: Chain, wallet: number, reward: bigint, role: 'inferer' | 'forecaster'): void {
  if (reward <= 0n) return;
  move(
    chain.money.ledger,
    account.rewards,
    wallet,
    reward,
    role === 'inferer' ? 'inferer-reward' : 'forecaster-reward',
  );
  chain.money.emission.topicRewards += reward;
}
