import type { ParameterValue } from '../parameters/declaration.ts';
import { toAllo } from './amounts.ts';
import { decimal, one } from './decimals.ts';
import { distributeCollected, emit, isEmitting, measureReputerShare, noteLastBlock, recalculate } from './emission.ts';
import { GenesisError } from './genesis-error.ts';
import { createHolders, type Holders, holderAccounts, settleHolders, sumOf } from './holders.ts';
import { account, issue, type Ledger, move } from './ledger.ts';
import { type MoneyRules, moneyRules } from './money-rules.ts';
import { monthOf, staked } from './supply.ts';
import { createValidators, settle, type Validators } from './validators.ts';

export { EmissionStoppedError } from './emission.ts';
export type { HolderName, MoneyRules } from './money-rules.ts';
export { holderNames, tokenomicsProblem } from './money-rules.ts';
export { bonded, circulating, lockedOf, mintRemaining, monthOf, staked, treasury } from './supply.ts';

/*
 * Supply, emission, holders and validators: what the hub chain does with money whether topics are simulated or not.
 * Blocks count from the start of the run, months from the token generation event.
 */

/** State of the emission. */
export interface Emission {
  /** Emitted per block of this month, uallo: a quarter of it, or what the rules say, for validators, the rest for topics. */
  perBlock: bigint;
  /** What the last block paid to topics, uallo: less than the topics' part of `perBlock` when the treasury runs dry. */
  toTopicsLastBlock: bigint;
  /** e, its target and its cap, per month and staked token. */
  rate: number;
  target: number;
  cap: number;
  /** rho used at the last recalculation. */
  reputerShare: number;
  /** Minted for the treasury so far, uallo. */
  minted: bigint;
  enabled: boolean;
  /** Since the last recalculation, uallo: rewards paid to all in topics, and those of them to reputers and delegators. */
  topicRewards: bigint;
  reputerRewards: bigint;
  /** First block without any emission because nothing was left; -1: none yet. */
  exhaustedAt: number;
  /** Month of the first recalculation; -1: none yet. */
  firstMonth: number;
  /** A month has begun whose rate is not calculated yet, as nothing is emitted. */
  due: boolean;
  /** The last block of a month after its begin-block: reputers' rewards by then, and what the account of rewards held. */
  lastBlock: { readonly block: number; readonly reputerRewards: bigint; readonly held: bigint };
}

export interface Money {
  readonly ledger: Ledger;
  readonly rules: MoneyRules;
  readonly emission: Emission;
  readonly holders: Holders;
  readonly validators: Validators;
  /** Begin-blocks are done up to and with this block; 0 before the first. */
  block: number;
  /** Tokens staked in topics, uallo: the topics' side keeps it right. */
  topicStake: bigint;
}

/** A validator at the start: what it bonds itself, uallo, and its commission, 0 to 1. */
export interface ValidatorStart {
  readonly name: string;
  readonly stake: bigint;
  readonly commission: number;
}

/** What a run may begin with beside the rules. */
export interface MoneyStart {
  /** Part of the holders' staked tokens that is in topics. Macro mode only; 0 when left out. */
  readonly topicStakeShare?: number;
}

type Values = Readonly<Record<string, ParameterValue>>;

/**
 * Money at the token generation event, or startMonth months later: issues the genesis supply to the five groups' accounts,
 * bonds validators, out of the participants' account, and holders.
 *
 * The genesis supply is all that is not to be minted. For mainnet that is 1 000 000 000 x (1 - 0.2145) = 785 500 000 ALLO
 * exactly. The figure 785 499 999 has been published too; no source explains the one ALLO, and with it the shares of supply
 * would not add up to 1.
 *
 * @param ledger an empty one
 * @param tokenomics value of every parameter of supply and emission
 * @param protocol values of the protocol's parameters; measuredReputerShare and emissionAtExhaustion are read
 * @throws RangeError when parameters contradict each other
 * @throws GenesisError when validators bond more than participants have, or nothing is staked
 */
export function createMoney(
  ledger: Ledger,
  tokenomics: Values,
  protocol: Values,
  validators: readonly ValidatorStart[],
  start: MoneyStart = {},
): Money {
  const rules = moneyRules(tokenomics, protocol);
  for (let g = 0; g < holderAccounts.length; ++g) issue(ledger, holderAccounts[g], rules.allocation[g], 'genesis');
  issue(ledger, account.participants, rules.startMinted, 'genesis');
  const money: Money = {
    ledger,
    rules,
    emission: {
      perBlock: 0n,
      toTopicsLastBlock: 0n,
      rate: rules.startRate,
      target: 0,
      cap: 0,
      reputerShare: rules.initialReputerShare,
      minted: rules.startMinted,
      enabled: tokenomics.emissionEnabled !== false,
      topicRewards: 0n,
      reputerRewards: 0n,
      exhaustedAt: -1,
      firstMonth: -1,
      due: false,
      lastBlock: { block: 0, reputerRewards: 0n, held: 0n },
    },
    holders: createHolders(decimal(start.topicStakeShare ?? 0)),
    validators: createValidators(
      validators.map(({ name, stake, commission }) => ({ name, stake, commission: decimal(commission) })),
    ),
    block: 0,
    topicStake: 0n,
  };
  const ownBonds = sumOf(money.validators.own);
  const held = ledger.balance[account.participants];
  if (ownBonds > held)
    throw new GenesisError(
      `validators: their own bonds are ${toAllo(ownBonds)} ALLO; expected at most the ${toAllo(held)} ALLO of the participants, who provide them.`,
    );
  move(ledger, account.participants, account.bonded, ownBonds, 'bond');
  startMonth(money);
  if (staked(money) === 0n)
    throw new GenesisError(
      'validators: nothing is bonded, and without stake there is no emission rate; expected at least one validator with a bond.',
    );
  return money;
}

/** All holders act; what they stake in topics in macro mode counts as the topics' stake. */
function startMonth(money: Money): void {
  const { holders, validators, ledger, rules } = money;
  const before = sumOf(holders.inTopics);
  settleHolders(holders, validators, ledger, rules, monthOf(money));
  money.topicStake += sumOf(holders.inTopics) - before;
}

/**
 * All begin-blocks from money.block + 1 to `toBlock`: validators get what the block before left for them; in the first block
 * of a month holders act and the rate is calculated (or later, in the first block that may emit); then the block's emission
 * is paid, minting no more than is short.
 *
 * The same as one call for each block, to the uallo, at the cost of one block per month.
 *
 * @throws EmissionStoppedError when the treasury cannot pay and this version of the chain stops then
 */
export function advanceMoney(money: Money, toBlock: number): void {
  const { rules, emission } = money;
  const { blocksPerMonth, emissionStart } = rules;
  while (money.block < toBlock) {
    const block = money.block + 1;
    money.block = block;
    distributeCollected(money);
    if ((block - 1) % blocksPerMonth === 0) {
      startMonth(money);
      emission.due = true;
    }
    if (emission.due && isEmitting(money, block)) {
      recalculate(money, measureReputerShare(money));
      emission.due = false;
    }
    const monthEnd = Math.ceil(block / blocksPerMonth) * blocksPerMonth;
    const sameRules = block < emissionStart ? Math.min(monthEnd, emissionStart - 1) : monthEnd;
    emit(money, Math.min(toBlock, sameRules));
    if (money.block === monthEnd) noteLastBlock(money);
  }
}

/** The same by one call for each block: the plain form, which the closed form is tested against. */
export function advanceBlockByBlock(money: Money, toBlock: number): void {
  while (money.block < toBlock) advanceMoney(money, money.block + 1);
}

/** Switches the emission on or off from the next block on. A rate that was not calculated while it was off is made up for. */
export function setEmissionEnabled(money: Money, on: boolean): void {
  money.emission.enabled = on;
}

/**
 * Calculates the rate anew from the present state, as an administrator may order: a step of smoothing more, with the reputers'
 * share of the last regular recalculation. It holds from the next block on.
 */
export function recalculateNow(money: Money): void {
  recalculate(money, money.emission.reputerShare);
}

/** One validator as it is: bonds, and what it has earned so far for itself and its delegators, uallo. */
export interface ValidatorMeasures {
  readonly name: string;
  readonly own: bigint;
  readonly delegated: bigint;
  readonly rewards: bigint;
}

export function measureValidators({ validators }: Money): ValidatorMeasures[] {
  settle(validators);
  const { names, own, delegated, earnedParts } = validators;
  return names.map((name, v) => ({
    name,
    own: own[v],
    delegated: delegated[v],
    rewards: earnedParts[v] / one,
  }));
}
