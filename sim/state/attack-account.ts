/** What an attack's owner pays for, beside what is locked and comes back. */
export const outlays = ['fees', 'tips', 'bribes', 'rent', 'slashed'] as const;
export type Outlay = (typeof outlays)[number];

/** What one owner may lay out over all its attacks. ALLO. */
export interface Purse {
  /** Most that may be laid out: paid, locked and promised together. Infinity: whatever it takes. */
  readonly budget: number;
  /** Paid so far, and what is locked or promised now. */
  paid: number;
  held: number;
}

/** What one attack has cost and brought so far, beside the rewards of its keys. Amounts in ALLO. */
export interface AttackAccount {
  readonly purse: Purse;
  /** Paid so far, by kind, in the order of `outlays`. */
  readonly paid: Float64Array;
  /** Locked now: stake of its keys as registered, and tokens that it has placed. */
  locked: number;
  /** Promised now, and set aside for it. */
  escrow: number;
  /** Earned by tokens that it placed on reputers or paid into topics and got back; rewards of its keys are not in it. */
  placedIncome: number;
  /** Earned outside the network, as the attack itself reckons it. */
  outside: number;
}

export function createPurse(budget: number): Purse {
  return { budget, paid: 0, held: 0 };
}

export function createAttackAccount(purse: Purse): AttackAccount {
  return {
    purse,
    paid: new Float64Array(outlays.length),
    locked: 0,
    escrow: 0,
    placedIncome: 0,
    outside: 0,
  };
}

/** What may still be laid out. */
export function left({ budget, paid, held }: Purse): number {
  return budget - paid - held;
}

/** Part of the budget that rounding may take or give: fees of a payload are less than the last digit of most stakes. */
const rounding = 1e-12;

function canLayOut(purse: Purse, allo: number): boolean {
  return allo >= 0 && allo <= left(purse) + rounding * purse.budget;
}

/** Pays, if the purse can. @returns whether it could */
export function pay(account: AttackAccount, kind: Outlay, allo: number): boolean {
  if (!canLayOut(account.purse, allo)) return false;
  account.purse.paid += allo;
  account.paid[outlays.indexOf(kind)] += allo;
  return true;
}

/** Locks tokens, if the purse can. @returns whether it could */
export function lock(account: AttackAccount, allo: number): boolean {
  if (!canLayOut(account.purse, allo)) return false;
  account.purse.held += allo;
  account.locked += allo;
  return true;
}

/** Tokens that were locked are free again. */
export function unlock(account: AttackAccount, allo: number): void {
  const freed = Math.min(allo, account.locked);
  account.purse.held -= freed;
  account.locked -= freed;
}

/** Sets tokens aside for a promise, if the purse can. @returns whether it could */
export function promise(account: AttackAccount, allo: number): boolean {
  if (!canLayOut(account.purse, allo)) return false;
  account.purse.held += allo;
  account.escrow += allo;
  return true;
}

/** What was promised is due no longer, paid or not. */
export function release(account: AttackAccount, allo: number): void {
  const freed = Math.min(allo, account.escrow);
  account.purse.held -= freed;
  account.escrow -= freed;
}

/** Locked tokens are taken from it; no purse is asked. */
export function lose(account: AttackAccount, allo: number): void {
  unlock(account, allo);
  account.purse.paid += allo;
  account.paid[outlays.indexOf('slashed')] += allo;
}
