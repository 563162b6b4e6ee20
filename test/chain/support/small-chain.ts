import { auditStakes } from '../../../sim/chain/audit.ts';
import { auditMoney } from '../../../sim/chain/audit-money.ts';
import { type Chain, createChain } from '../../../sim/chain/chain.ts';
import type { ChainRules } from '../../../sim/chain/chain-rules.ts';
import type { ChainTopic } from '../../../sim/chain/chain-topic.ts';
import { account, createLedger, move, openWallet, uallo } from '../../../sim/chain/ledger.ts';
import { advanceMoney, createMoney } from '../../../sim/chain/money.ts';
import type { Delegation, Position } from '../../../sim/chain/stake-position.ts';
import { addStake, delegate, registerReputer } from '../../../sim/chain/staking.ts';
import { createTopic, fundTopic } from '../../../sim/chain/topics.ts';
import { protocol, tokenomics, type Values } from '../money-values.ts';

/** Without fees, so that amounts can be followed by hand; the rest as in v0.17. */
export const plainRules: ChainRules = {
  minTopicWeight: 100,
  targetWeight: 'stake-and-fees',
  weightSmoothing: 'by-cadence',
  stakeImportance: 0.5,
  feeRevenueImportance: 0.5,
  topicRewardAlpha: 0.5,
  blocksPerMonth: 864_000,
  maxActiveTopicsPerBlock: 0,
  minEpochLength: 12,
  mostLagInEpochs: 100,
  createTopicFee: 0n,
  registrationFee: 0n,
  dataSendingFee: 0n,
  requiredMinimumStake: 10_000n,
  removeStakeDelayWindow: 20,
  removalsPerBlock: 40,
  removalsStall: false,
  unpaidGoesBack: true,
  slashing: { mode: 'none', fraction: 0.05, quantile: 0.25, epochs: 3, destination: 'burn' },
  workerStake: 0n,
};

/** Three validators, mainnet's supply, emission from the first block on. */
export function smallChain(rules: Partial<ChainRules> = {}, money: Values = {}, ofProtocol: Values = {}): Chain {
  const all = { ...plainRules, ...rules };
  const validators = [0.05, 0.1, 0].map((commission, v) => ({
    name: `v${v}`,
    stake: BigInt(1_000_000 * (v + 1)) * uallo,
    commission,
  }));
  const values = tokenomics('mainnet', { blocksPerMonth: all.blocksPerMonth, ...money });
  return createChain(createMoney(createLedger(), values, protocol(ofProtocol), validators), all);
}

/** Opens a wallet with so many uallo. */
export function wallet({ money: { ledger } }: Chain, amount: bigint): number {
  const opened = openWallet(ledger);
  move(ledger, account.participants, opened, amount, 'grant');
  return opened;
}

export const balance = ({ money: { ledger } }: Chain, of: number): bigint => ledger.balance[of];

/** Puts tokens into the account of rewards, as so many blocks' emission would. */
export function fillRewards({ money: { ledger } }: Chain, amount: bigint): void {
  move(ledger, account.participants, account.rewards, amount, 'emission-to-topics');
}

/** A function's result that is not a refusal. */
export function accepted<T>(result: T): Exclude<T, string> {
  if (typeof result === 'string') throw new Error(`refused: ${result}`);
  return result as Exclude<T, string>;
}

export function topicOf(chain: Chain, epochLength = 12, revenue = 0n): ChainTopic {
  const times = { epochLength, groundTruthLag: epochLength, workerSubmissionWindow: epochLength };
  const topic = accepted(createTopic(chain, wallet(chain, revenue), times));
  if (revenue > 0n) accepted(fundTopic(chain, topic, wallet(chain, revenue), revenue));
  return topic;
}

/** A new reputer with so much stake of its own. */
export function reputer(chain: Chain, topic: ChainTopic, own: bigint): Position {
  const owner = wallet(chain, own + chain.rules.registrationFee);
  const position = accepted(registerReputer(chain, topic, owner));
  if (own > 0n) accepted(addStake(chain, position, own));
  return position;
}

/** A new delegator on a reputer. */
export function delegator(chain: Chain, position: Position, amount: bigint): Delegation {
  return accepted(delegate(chain, position, wallet(chain, amount), amount));
}

/** The begin-blocks up to a later block. */
export function reach(chain: Chain, block: number): void {
  advanceMoney(chain.money, block);
}

/** All that does not hold, of topics, stake and money. */
export function audit(chain: Chain): string[] {
  return [...auditStakes(chain), ...auditMoney(chain.money)];
}
