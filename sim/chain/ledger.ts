/*
 * Who holds how many tokens. Whole uallo (1 ALLO = 10^18 uallo) in one double-entry ledger: every movement goes through
 * `move`, with a reason; `issue` and `burn` are the only ways in and out. So the sum of all balances is what was issued less
 * what was burnt, after every call, and no balance is ever negative.
 */

/** uallo in an ALLO. */
export const uallo = 1_000_000_000_000_000_000n;

/** Accounts of the chain's modules and of the groups of holders, by number. Wallets of actors follow. */
export const accountNames = [
  'ecosystem', // the network's treasury: newly minted tokens and all topic fees in, block emission out
  'fee_collector', // validators' part of a block's emission and gas, for one block
  'distribution', // what validators and their delegators have earned and not withdrawn
  'community_pool',
  'bonded', // tokens bonded with validators
  'rewards', // topics' part of the emission, until it is paid
  'staking', // stake of reputers and their delegators in topics
  'pending_rewards', // delegators' rewards until they claim them
  'worker_stake', // tokens locked by workers; not on chain
  'investors_seed',
  'investors_preseed',
  'team',
  'foundation',
  'participants',
] as const;
export type AccountName = (typeof accountNames)[number];

/** Number of a named account. */
export const account = Object.fromEntries(accountNames.map((name, n) => [name, n])) as Readonly<
  Record<AccountName, number>
>;

/** Why tokens move. */
export const reasons = [
  'genesis',
  'mint',
  'fixed-reward', // topics whose reward the scenario fixes: issued from outside
  'grant', // a group of holders endows an actor
  'create-topic-fee',
  'registration-fee',
  'data-fee',
  'topic-funding', // by topic creators
  'consumer-fee',
  'gas', // tips of messages, to validators
  'emission-to-validators',
  'emission-to-topics',
  'validator-distribution',
  'community-tax',
  'validator-withdrawal',
  'bond',
  'unbond',
  'stake',
  'delegate',
  'stake-removal',
  'delegation-removal',
  'inferer-reward',
  'forecaster-reward',
  'reputer-reward',
  'delegator-reward',
  'claim',
  'unpaid-reward', // back to the treasury
  'holder-reward', // macro mode: rewards of a group of holders
  'worker-stake',
  'worker-stake-removal',
  'slash', // taken from stakes
  'slashed', // to where the rules send what was taken
] as const;
export type Reason = (typeof reasons)[number];

export interface Ledger {
  /** uallo per account: named accounts, then wallets. */
  readonly balance: bigint[];
  /** Sum of all balances: issued less burnt. */
  supply: bigint;
  burnt: bigint;
  /** uallo moved so far for each reason. */
  readonly moved: Record<Reason, bigint>;
}

export function createLedger(): Ledger {
  return {
    balance: accountNames.map(() => 0n),
    supply: 0n,
    burnt: 0n,
    moved: Object.fromEntries(reasons.map((reason) => [reason, 0n])) as Record<Reason, bigint>,
  };
}

/** Opens an empty wallet. @returns its account number */
export function openWallet(ledger: Ledger): number {
  return ledger.balance.push(0n) - 1;
}

/** A movement that the books do not allow: a mistake of the program, never of a scenario. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
}

/** @throws LedgerError when `from` holds less, or the amount is negative */
export function move(ledger: Ledger, from: number, to: number, amount: bigint, reason: Reason): void {
  const { balance } = ledger;
  const left = balance[from] - amount;
  if (left < 0n || amount < 0n) throw refusal(ledger, from, amount, reason);
  balance[from] = left;
  balance[to] += amount;
  ledger.moved[reason] += amount;
}

/**
 * The same amount from each of many wallets. Who holds less pays nothing and is taken out of `payers`.
 *
 * @param wallets account number by actor
 * @param payers actors, of which the first `count` are asked; those who paid are left, in the same order
 * @returns how many paid
 */
export function collect(
  ledger: Ledger,
  wallets: Int32Array,
  payers: Int32Array,
  count: number,
  to: number,
  amount: bigint,
  reason: Reason,
): number {
  const { balance } = ledger;
  let paid = 0;
  for (let n = 0; n < count; ++n) {
    const x = payers[n];
    const left = balance[wallets[x]] - amount;
    if (left < 0n) continue;
    balance[wallets[x]] = left;
    payers[paid++] = x;
  }
  const sum = amount * BigInt(paid);
  balance[to] += sum;
  ledger.moved[reason] += sum;
  return paid;
}

/** Tokens come into being. */
export function issue(ledger: Ledger, to: number, amount: bigint, reason: Reason): void {
  if (amount < 0n) throw refusal(ledger, to, amount, reason);
  ledger.balance[to] += amount;
  ledger.supply += amount;
  ledger.moved[reason] += amount;
}

/** Tokens cease to be. */
export function burn(ledger: Ledger, from: number, amount: bigint, reason: Reason): void {
  const left = ledger.balance[from] - amount;
  if (left < 0n || amount < 0n) throw refusal(ledger, from, amount, reason);
  ledger.balance[from] = left;
  ledger.supply -= amount;
  ledger.burnt += amount;
  ledger.moved[reason] += amount;
}

function refusal({ balance }: Ledger, from: number, amount: bigint, reason: Reason): LedgerError {
  const name = accountNames[from] ?? `wallet ${from - accountNames.length}`;
  return new LedgerError(`${reason}: ${amount} uallo are to leave ${name}, which holds ${balance[from]}.`);
}
