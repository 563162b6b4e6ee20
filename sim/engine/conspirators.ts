import type { Attack, AttackKeys, AttackPlan } from '../attacks/attack.ts';
import { attacks } from '../attacks/registry.ts';
import { createTempo, type Tempo } from '../attacks/tempo.ts';
import { uallo } from '../chain/ledger.ts';
import {
  type AttackAccount,
  createAttackAccount,
  createPurse,
  left,
  lock,
  type Purse,
} from '../state/attack-account.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import type { HubTreasury } from './hub/treasury.ts';
import type { AttackScenario, Scenario } from './scenario.ts';

/** Keys of an attack in one role of one topic. */
export interface KeyRange {
  readonly role: RoleColumns;
  readonly first: number;
  readonly count: number;
}

/** One attack of a run: what it is, what it has, and what it does. */
export interface Conspirator {
  /** Place among the scenario's attacks, which its keys carry. */
  readonly index: number;
  readonly scenario: AttackScenario;
  readonly attack: Attack;
  /** It lasts no time or has no money: then there is no attack at all, and there are no keys. */
  readonly idle: boolean;
  readonly keys: AttackKeys;
  readonly tempo: Tempo;
  readonly account: AttackAccount;
  /** All its keys, those in topics of its own included. */
  readonly ranges: KeyRange[];
  /** Once the topic attacked is there. */
  plan: AttackPlan | undefined;
  /** First of its places in the topic attacked, by role. */
  readonly first: { inferers: number; forecasters: number; reputers: number };
  /** On the hub chain, if it needs one. */
  treasury: HubTreasury | undefined;
  /** Costs of a key, ALLO. */
  readonly fees: { readonly registration: number; readonly payload: number };
  /** Fees of all its keys to the end of the run. */
  readonly feesAhead: number;
}

const noKeys: AttackKeys = { inferers: 0, forecasters: 0, reputers: 0 };

/** The attacks of a scenario; those of one owner share one purse. */
export function createConspirators({ attacks: against, protocol, epochs }: Scenario): readonly Conspirator[] {
  const purses = new Map<string, Purse>();
  const fees = {
    registration: Number(protocol.registrationFee) / Number(uallo),
    payload: Number(protocol.dataSendingFee) / Number(uallo),
  };
  return against.map((scenario, index) => {
    const { attack: name, owner, parameters, start, duration, delay, adaptivity, play } = scenario;
    const attack = attacks[name];
    const purse = purses.get(owner) ?? createPurse(budgetOf(against, owner));
    purses.set(owner, purse);
    const idle = duration === 0 || purse.budget === 0;
    const end = duration === null ? Number.POSITIVE_INFINITY : start + duration;
    const keys = idle ? noKeys : attack.keys(parameters);
    const count = keys.inferers + keys.forecasters + keys.reputers;
    return {
      index,
      scenario,
      attack,
      keys,
      idle,
      tempo: createTempo({ start, end, delay, adaptivity, play }),
      account: createAttackAccount(purse),
      ranges: [],
      plan: undefined,
      first: { inferers: 0, forecasters: 0, reputers: 0 },
      treasury: undefined,
      fees,
      feesAhead: count * (fees.registration + fees.payload * epochs),
    };
  });
}

/** The least of what an owner's attacks say; null: whatever it takes. */
export function budgetOf(against: readonly AttackScenario[], owner: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (const one of against) if (one.owner === owner && one.budget !== null) least = Math.min(least, one.budget);
  return least;
}

/** Rewards of all its keys so far without what went to their delegators, and what its tokens have earned, ALLO. */
export function incomeOf({ ranges, account }: Conspirator): number {
  let sum = account.placedIncome;
  for (const { role, first, count } of ranges) {
    for (let x = first; x < first + count; ++x) sum += role.earned[x] - role.passedOn[x];
  }
  return sum;
}

/**
 * Locks the stake of a role's keys. A purse that does not hold enough gives each the same part of what it holds, less what
 * its keys' fees will come to.
 *
 * @returns the part of the stake that each gets, at most 1
 */
export function lockStakes({ account, feesAhead }: Conspirator, stakes: number): number {
  if (!(stakes > 0)) return 1;
  const part = Math.min(1, Math.max(0, left(account.purse) - feesAhead) / stakes);
  lock(account, part * stakes);
  return part;
}
