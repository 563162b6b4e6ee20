import {
  cappedEmissionRate,
  maximumEmissionRate,
  smoothedEmissionRate,
  stakersShare,
  targetEmissionRate,
} from '../protocol/monthly-emission.ts';
import { shareOf, toAllo } from './amounts.ts';
import { partOf } from './decimals.ts';
import { account, issue, move } from './ledger.ts';
import type { Money } from './money.ts';
import { circulating, monthOf, staked, treasury } from './supply.ts';
import { distribute } from './validators.ts';

/*
 * How much the network emits: the rate, once a month, and the payment, every block. Source: x/mint/keeper/emissions.go and
 * x/mint/module/abci.go.
 */

/** The chain cannot pay a block's emission and stops, as versions before v0.10 did. */
export class EmissionStoppedError extends Error {
  override readonly name = 'EmissionStoppedError';
  /** The block that could not be made. */
  readonly block: number;
  constructor(block: number, emission: bigint, available: bigint) {
    super(
      `Block ${block}: the emission is ${toAllo(emission)} ALLO, but the treasury holds and may mint ${toAllo(available)} ALLO only; the chain stops (emissionAtExhaustion is stops-the-chain).`,
    );
    this.block = block;
  }
}

/**
 * The rate of the month from the state as it is, and the emission of a block:
 *
 * e = alpha min(target, cap) + (1 - alpha) e of the month before (in the first month the minimum itself), E = floor(e N_staked),
 * of which a block emits its whole part.
 *
 * @param reputerShare rho
 */
export function recalculate(money: Money, reputerShare: number): void {
  const { emission, rules } = money;
  const allStaked = staked(money);
  const month = monthOf(money);
  if (emission.firstMonth < 0) emission.firstMonth = month;
  const isFirst = emission.firstMonth === month && rules.startRate === 0;
  emission.reputerShare = reputerShare;
  emission.cap = maximumEmissionRate(rules.maximumMonthlyYield, stakersShare(rules.validatorShare, reputerShare));
  emission.target = targetEmissionRate(
    rules.emissionFactor,
    toAllo(treasury(money)),
    toAllo(allStaked),
    toAllo(circulating(money)),
    toAllo(rules.maxSupply),
  );
  const capped = cappedEmissionRate(emission.target, emission.cap);
  emission.rate = smoothedEmissionRate(rules.smoothing, capped, emission.rate, isFirst);
  emission.perBlock = shareOf(allStaked, emission.rate) / BigInt(rules.blocksPerMonth);
}

/**
 * rho of the month that has ended, as this version of the chain measures it; and counting starts anew.
 *
 * of-one-block (before v0.12): the rewards of reputers in the last block of the month over the balance of the rewards account
 * before; mostly 0, as most blocks pay no topic.
 */
export function measureReputerShare({ emission, rules, block }: Money): number {
  const { topicRewards, reputerRewards, lastBlock } = emission;
  emission.topicRewards = 0n;
  emission.reputerRewards = 0n;
  if (emission.firstMonth < 0 || rules.measuredReputerShare === 'constant') return rules.initialReputerShare;
  if (rules.measuredReputerShare === 'of-the-month') return ratio(reputerRewards, topicRewards);
  return lastBlock.block === block - 1 ? ratio(reputerRewards - lastBlock.reputerRewards, lastBlock.held) : 0;
}

function ratio(part: bigint, whole: bigint): number {
  return whole === 0n ? 0 : toAllo(part) / toAllo(whole);
}

/** Validators' part of an amount emitted. */
export function validatorsPart({ rules }: Money, amount: bigint): bigint {
  return partOf(amount, rules.validatorPart);
}

/** Hands what the block before left in the fee collector to validators. */
export function distributeCollected(money: Money): void {
  const { ledger, validators, rules, emission } = money;
  const collected = ledger.balance[account.fee_collector];
  distribute(validators, ledger, rules.communityTax, collected, 1n, validatorsPart(money, emission.perBlock));
}

/**
 * The emission of the blocks from money.block, whose fee collector is distributed already, to `last`, with one rate; between
 * two of them what the first left in the fee collector is distributed. Fees in the treasury are spent before anything is
 * minted. money.block is `last` afterwards.
 *
 * @throws EmissionStoppedError when a block cannot be paid and the rules say so; money.block is then the one before it
 */
export function emit(money: Money, last: number): void {
  const { emission, rules } = money;
  const first = money.block;
  const blocks = last - first + 1;
  const { perBlock } = emission;
  money.block = last;
  if (perBlock === 0n || !isEmitting(money, first)) {
    emission.toTopicsLastBlock = 0n;
    return;
  }
  const whole = payable(treasury(money), perBlock, blocks);
  if (whole > 0) pay(money, perBlock, whole);
  if (whole === blocks) return;
  if (whole > 0) distributeCollected(money);
  const left = treasury(money);
  if (rules.stopsAtExhaustion) {
    money.block = first + whole - 1;
    throw new EmissionStoppedError(first + whole, perBlock, left);
  }
  let done = whole;
  if (left > 0n) {
    pay(money, left, 1);
    if (++done === blocks) return;
    distributeCollected(money);
  }
  emission.toTopicsLastBlock = 0n;
  if (emission.exhaustedAt < 0) emission.exhaustedAt = first + done;
}

/** Whether a block emits, as far as the switch and the start go. */
export function isEmitting({ emission, rules }: Money, block: number): boolean {
  return emission.enabled && block >= rules.emissionStart;
}

/** How many of `blocks` blocks can be paid whole. */
function payable(available: bigint, perBlock: bigint, blocks: number): number {
  const whole = available / perBlock;
  return whole < BigInt(blocks) ? Number(whole) : blocks;
}

/** `blocks` blocks emit `perBlock` each, which the treasury can pay. */
function pay(money: Money, perBlock: bigint, blocks: number): void {
  const { emission, ledger, validators, rules } = money;
  const count = BigInt(blocks);
  const short = perBlock * count - ledger.balance[account.ecosystem];
  if (short > 0n) {
    issue(ledger, account.ecosystem, short, 'mint');
    emission.minted += short;
  }
  const toValidators = validatorsPart(money, perBlock);
  const toTopics = perBlock - toValidators;
  move(ledger, account.ecosystem, account.fee_collector, toValidators * count, 'emission-to-validators');
  move(ledger, account.ecosystem, account.rewards, toTopics * count, 'emission-to-topics');
  emission.toTopicsLastBlock = toTopics;
  distribute(
    validators,
    ledger,
    rules.communityTax,
    toValidators,
    count - 1n,
    validatorsPart(money, emission.perBlock),
  );
}

/** Remembers what the measure of one block starts from, once the begin-block of a month's last block is done. */
export function noteLastBlock({ emission, ledger, block }: Money): void {
  emission.lastBlock = {
    block,
    reputerRewards: emission.reputerRewards,
    held: ledger.balance[account.rewards],
  };
}
