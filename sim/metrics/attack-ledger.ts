import { outlays } from '../state/attack-account.ts';
import type { AttackView } from './attack-view.ts';

/**
 * The books of one attack: what it paid, lost and earned since the row before, and what no account of it holds: the cost of
 * its capital and of its work, and what moving the inference brought it. ALLO.
 */
export interface AttackLedger {
  readonly attack: AttackView;
  /** Since the row before: paid by kind, in the order of `outlays`; rewards and what its tokens earned; from outside. */
  readonly paid: Float64Array;
  income: number;
  outside: number;
  /** Locked and promised when the row was made, and what the epoch cost. */
  capital: number;
  escrow: number;
  capitalCost: number;
  workCost: number;
  workSaved: number;
  /** All that it cost since the row before, and what is left of what came in. */
  outlay: number;
  net: number;
  /** Over the run, of what stands in no account. */
  readonly sums: { capitalCost: number; workCost: number; workSaved: number; moved: number };
  /** As of the row before. */
  readonly before: { readonly paid: Float64Array; income: number; outside: number; block: number };
}

export function createAttackLedger(attack: AttackView): AttackLedger {
  return {
    attack,
    paid: new Float64Array(outlays.length),
    income: 0,
    outside: 0,
    capital: 0,
    escrow: 0,
    capitalCost: 0,
    workCost: 0,
    workSaved: 0,
    outlay: 0,
    net: 0,
    sums: { capitalCost: 0, workCost: 0, workSaved: 0, moved: 0 },
    before: { paid: new Float64Array(outlays.length), income: 0, outside: 0, block: Number.NaN },
  };
}

/**
 * Takes the time since the row before into the books.
 *
 * Simplified: what is locked at a row counts as locked since the row before; every registered key of an attack that acts
 * honestly works.
 *
 * @param keys registered in the nonce
 * @param displacement of the combined inference against the run without the attack, scales of the truth; NaN: no value
 */
export function keepBooks(
  ledger: AttackLedger,
  epoch: number,
  block: number,
  keys: number,
  displacement: number,
): void {
  const { attack, paid, before, sums } = ledger;
  const { account } = attack;
  ledger.outlay = 0;
  for (let o = 0; o < paid.length; ++o) {
    paid[o] = account.paid[o] - before.paid[o];
    before.paid[o] = account.paid[o];
    ledger.outlay += paid[o];
  }
  const income = attack.income();
  ledger.income = income - before.income;
  before.income = income;

  const acts = attack.strength(epoch) > 0;
  const moved = acts ? broughtBy(attack, displacement) : 0;
  ledger.outside = account.outside - before.outside + moved;
  before.outside = account.outside;

  ledger.escrow = account.escrow;
  ledger.capital = attack.capital(epoch);
  const years = Number.isNaN(before.block) ? attack.yearsPerEpoch : (block - before.block) * attack.yearsPerBlock;
  before.block = block;
  ledger.capitalCost = ledger.capital * attack.capitalRate * years;
  const honestWork = attack.workCost * keys;
  ledger.workCost = acts ? attack.workCost * workOf(attack, keys) : honestWork;
  ledger.workSaved = honestWork - ledger.workCost;
  ledger.outlay += ledger.capitalCost + ledger.workCost;
  ledger.net = ledger.income + ledger.outside - ledger.outlay;

  sums.capitalCost += ledger.capitalCost;
  sums.workCost += ledger.workCost;
  sums.workSaved += ledger.workSaved;
  sums.moved += moved;
}

/** Units of honest work; none when all keys have left. */
function workOf({ keys, work }: AttackView, registered: number): number {
  if (keys > 0 && registered === 0) return 0;
  return work ?? registered;
}

/** What a displacement of the combined inference brings outside the network. */
function broughtBy({ notional, direction }: AttackView, displacement: number): number {
  if (notional === 0 || Number.isNaN(displacement)) return 0;
  return notional * (direction === undefined ? Math.abs(displacement) : direction * displacement);
}

/** Since the run began. */
export const sumsOf = {
  paid: ({ attack }: AttackLedger, kind: (typeof outlays)[number]) => attack.account.paid[outlays.indexOf(kind)],
  income: ({ attack }: AttackLedger) => attack.income(),
  outside: ({ attack, sums }: AttackLedger) => attack.account.outside + sums.moved,
  outlay({ attack, sums }: AttackLedger): number {
    let sum = sums.capitalCost + sums.workCost;
    for (let o = 0; o < attack.account.paid.length; ++o) sum += attack.account.paid[o];
    return sum;
  },
} as const;
