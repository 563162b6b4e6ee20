import { one, partOf } from './decimals.ts';
import { account, type Ledger, move } from './ledger.ts';

/*
 * Validators: their bonds, and what the distribution module of the Cosmos SDK gives them. Whatever a block leaves in the
 * fee collector is handed out in the next: the community tax first, the rest by voting power, of which each validator
 * takes its commission before its delegators (and its own bond) share. Amounts in 10^-18 uallo where the name says `Parts`.
 *
 * Simplified: voting power is the bond in uallo, every validator signs every block, none is slashed, and decimals are
 * rounded down where the chain rounds to even.
 */
export interface Validators {
  readonly names: readonly string[];
  /** Bonded by each validator itself, and by others with it, uallo. */
  readonly own: bigint[];
  readonly delegated: bigint[];
  /** Decimals of 18 places: commission, and share of the voting power. */
  readonly commission: readonly bigint[];
  readonly power: bigint[];
  /** Earned and not withdrawn: commission, and what its own bond and its delegators share. */
  readonly commissionParts: bigint[];
  readonly sharedParts: bigint[];
  /** Earned so far, commission and all. */
  readonly earnedParts: bigint[];
  /** Of the community pool: less than a uallo, in the distribution account as long. */
  poolParts: bigint;
  readonly usual: Usual;
}

/** What a block of this fee gives to each, and in how many such blocks it was given without having been added above. */
interface Usual {
  fee: bigint;
  blocks: bigint;
  toPool: bigint;
  readonly commission: bigint[];
  readonly shared: bigint[];
}

/** What a validator brings along. */
export interface ValidatorStart {
  readonly name: string;
  /** Bonded by itself, uallo. */
  readonly stake: bigint;
  /** 0 to 1. */
  readonly commission: bigint;
}

export function createValidators(starts: readonly ValidatorStart[]): Validators {
  const zeros = () => starts.map(() => 0n);
  return {
    names: starts.map(({ name }) => name),
    own: starts.map(({ stake }) => stake),
    delegated: zeros(),
    commission: starts.map(({ commission }) => commission),
    power: zeros(),
    commissionParts: zeros(),
    sharedParts: zeros(),
    earnedParts: zeros(),
    poolParts: 0n,
    usual: { fee: 0n, blocks: 0n, toPool: 0n, commission: zeros(), shared: zeros() },
  };
}

/**
 * So many blocks hand out `fee` uallo each from the fee collector.
 *
 * @param usualFee what most blocks hand out now: blocks with this fee cost no more than one, however many validators
 */
export function distribute(
  validators: Validators,
  ledger: Ledger,
  communityTax: bigint,
  fee: bigint,
  blocks: bigint,
  usualFee: bigint,
): void {
  if (fee === 0n || blocks === 0n) return;
  move(ledger, account.fee_collector, account.distribution, fee * blocks, 'validator-distribution');
  const { usual } = validators;
  if (fee !== usual.fee && fee === usualFee) {
    settle(validators);
    usual.fee = fee;
    usual.toPool = sharesInto(validators, communityTax, fee, usual.commission, usual.shared);
  }
  if (fee === usual.fee) {
    usual.blocks += blocks;
    validators.poolParts += usual.toPool * blocks;
  } else {
    const commission = validators.names.map(() => 0n);
    const shared = validators.names.map(() => 0n);
    const toPool = sharesInto(validators, communityTax, fee, commission, shared);
    add(validators, commission, shared, blocks);
    validators.poolParts += toPool * blocks;
  }
  payPool(validators, ledger);
}

/** What one block of this fee gives to each validator. @returns what it gives to the community pool */
function sharesInto(
  { power, commission }: Validators,
  communityTax: bigint,
  fee: bigint,
  commissionParts: bigint[],
  sharedParts: bigint[],
): bigint {
  const forAll = fee * (one - communityTax);
  let toPool = fee * one;
  for (let v = 0; v < power.length; ++v) {
    const reward = partOf(forAll, power[v]);
    commissionParts[v] = partOf(reward, commission[v]);
    sharedParts[v] = reward - commissionParts[v];
    toPool -= reward;
  }
  return toPool;
}

function add(validators: Validators, commission: readonly bigint[], shared: readonly bigint[], blocks: bigint): void {
  const { commissionParts, sharedParts, earnedParts } = validators;
  for (let v = 0; v < commission.length; ++v) {
    commissionParts[v] += commission[v] * blocks;
    sharedParts[v] += shared[v] * blocks;
    earnedParts[v] += (commission[v] + shared[v]) * blocks;
  }
}

/** Adds what usual blocks gave. */
export function settle(validators: Validators): void {
  const { usual } = validators;
  if (usual.blocks === 0n) return;
  add(validators, usual.commission, usual.shared, usual.blocks);
  usual.blocks = 0n;
}

function payPool(validators: Validators, ledger: Ledger): void {
  const whole = validators.poolParts / one;
  if (whole === 0n) return;
  move(ledger, account.distribution, account.community_pool, whole, 'community-tax');
  validators.poolParts -= whole * one;
}

/**
 * Every validator takes its commission and its own bond's part of the rest, and bonds both.
 *
 * @returns what is left for the delegators, in 10^-18 uallo: to be paid with `payDelegators`
 */
export function withdraw(validators: Validators, ledger: Ledger): bigint {
  settle(validators);
  const { own, delegated, commissionParts, sharedParts } = validators;
  let forDelegators = 0n;
  for (let v = 0; v < own.length; ++v) {
    const tokens = own[v] + delegated[v];
    const shared = tokens === 0n ? 0n : (sharedParts[v] * own[v]) / tokens;
    const parts = commissionParts[v] + shared;
    const whole = parts / one;
    move(ledger, account.distribution, account.bonded, whole, 'validator-withdrawal');
    own[v] += whole;
    validators.poolParts += parts - whole * one;
    forDelegators += sharedParts[v] - shared;
    commissionParts[v] = 0n;
    sharedParts[v] = 0n;
  }
  return forDelegators;
}

/**
 * Pays what `withdraw` left to groups of delegators, in proportion to what each has bonded. Fractions of a uallo go to the
 * community pool.
 *
 * @param parts 10^-18 uallo
 * @param accounts of the groups, and `bonds` of each, uallo
 */
export function payDelegators(
  validators: Validators,
  ledger: Ledger,
  parts: bigint,
  accounts: readonly number[],
  bonds: readonly bigint[],
): void {
  const all = bonds.reduce((sum, bond) => sum + bond, 0n);
  let left = parts;
  for (let g = 0; g < accounts.length; ++g) {
    const whole = all === 0n ? 0n : (parts * bonds[g]) / all / one;
    move(ledger, account.distribution, accounts[g], whole, 'validator-withdrawal');
    left -= whole * one;
  }
  validators.poolParts += left;
  payPool(validators, ledger);
}

/**
 * Spreads delegated tokens over the validators in proportion to their own bonds (what rounding leaves goes to the first
 * with one), and weighs votes anew.
 *
 * @param tokens uallo; 0 when no validator has a bond of its own
 */
export function delegate(validators: Validators, tokens: bigint): void {
  settle(validators);
  validators.usual.fee = 0n; // powers change, so what a block gives to each does
  const { own, delegated, power } = validators;
  const ownBonds = ownBondsOf(validators);
  let left = tokens;
  for (let v = 0; v < own.length; ++v) {
    delegated[v] = ownBonds === 0n ? 0n : (tokens * own[v]) / ownBonds;
    left -= delegated[v];
  }
  if (left > 0n) delegated[own.findIndex((bond) => bond > 0n)] += left;
  const all = ownBonds + tokens;
  for (let v = 0; v < own.length; ++v) power[v] = all === 0n ? 0n : ((own[v] + delegated[v]) * one) / all;
}

/** What all validators have bonded themselves. */
export function ownBondsOf({ own }: Validators): bigint {
  return own.reduce((sum, bond) => sum + bond, 0n);
}
