import type { AttackView } from '../../sim/metrics/attack-view.ts';
import { createAttackAccount, createPurse } from '../../sim/state/attack-account.ts';

export type AttackChanges = Partial<AttackView>;

/** An attack that acts always, costs nothing and brings nothing, but for what a test changes. */
export function madeUpAttack(changes: AttackChanges = {}): AttackView {
  return {
    name: 'attack',
    topic: 'topic',
    owner: 'mallory',
    joins: 0,
    start: 0,
    end: Number.POSITIVE_INFINITY,
    account: createAttackAccount(createPurse(Number.POSITIVE_INFINITY)),
    keys: 0,
    workCost: 0,
    work: undefined,
    capitalRate: 0,
    yearsPerBlock: 0,
    yearsPerEpoch: 0,
    notional: 0,
    direction: undefined,
    strength: () => 0,
    targets: () => undefined,
    income: () => 0,
    capital: () => 0,
    toErrorSpace: (value) => value,
    ...changes,
  };
}
