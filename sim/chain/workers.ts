import { type Chain, holds, payTopicFee, type Refusal } from './chain.ts';
import type { ChainTopic } from './chain-topic.ts';
import { account, collect, move } from './ledger.ts';
import { wakeTopic } from './topics.ts';

/*
 * Registration and payloads of workers. Workers do not stake on chain; `workerStake` above 0 is an option that is not on
 * chain: so much is locked at registration and given back at the end of it.
 */

export type WorkerRole = 'inferers' | 'forecasters';

export function registerWorker(chain: Chain, topic: ChainTopic, wallet: number, role: WorkerRole): Refusal | undefined {
  if (topic[role].has(wallet)) return 'already-registered';
  const { registrationFee, workerStake } = chain.rules;
  if (!holds(chain, wallet, registrationFee + workerStake)) return 'not-enough-tokens';
  topic[role].add(wallet);
  payTopicFee(chain, topic, wallet, registrationFee, 'registration-fee');
  if (workerStake > 0n) lock(chain, wallet, workerStake);
  wakeTopic(chain, topic);
  return undefined;
}

export function unregisterWorker(
  chain: Chain,
  topic: ChainTopic,
  wallet: number,
  role: WorkerRole,
): Refusal | undefined {
  if (!topic[role].delete(wallet)) return 'not-registered';
  const { workerStake } = chain.rules;
  if (workerStake > 0n) lock(chain, wallet, -workerStake);
  return undefined;
}

function lock({ money: { ledger }, workerStakes }: Chain, wallet: number, amount: bigint): void {
  if (amount > 0n) move(ledger, wallet, account.worker_stake, amount, 'worker-stake');
  else move(ledger, account.worker_stake, wallet, -amount, 'worker-stake-removal');
  workerStakes.set(wallet, (workerStakes.get(wallet) ?? 0n) + amount);
}

/** The fee of a payload of a worker or a reputer. */
export function payForPayload(chain: Chain, topic: ChainTopic, wallet: number): Refusal | undefined {
  const { dataSendingFee } = chain.rules;
  if (!holds(chain, wallet, dataSendingFee)) return 'not-enough-tokens';
  payTopicFee(chain, topic, wallet, dataSendingFee, 'data-fee');
  wakeTopic(chain, topic);
  return undefined;
}

/** The same for many senders at once: who cannot pay is taken out, see `collect`. */
export function payForPayloads(
  chain: Chain,
  topic: ChainTopic,
  wallets: Int32Array,
  senders: Int32Array,
  count: number,
): number {
  const { money, rules } = chain;
  const paid = collect(money.ledger, wallets, senders, count, account.ecosystem, rules.dataSendingFee, 'data-fee');
  const fees = rules.dataSendingFee * BigInt(paid);
  topic.revenue += fees;
  topic.feesPaid += fees;
  wakeTopic(chain, topic);
  return paid;
}

/** What is added to a message's fee for being served earlier: to the validators. */
export function payTip(chain: Chain, wallet: number, tip: bigint): Refusal | undefined {
  if (tip === 0n) return undefined;
  if (!holds(chain, wallet, tip)) return 'not-enough-tokens';
  move(chain.money.ledger, wallet, account.fee_collector, tip, 'gas');
  return undefined;
}
