import type { Attack, AttackMoment, AttackPlan, AttackSetting, Victim } from '../../sim/attacks/attack.ts';
import type { Inferer, InfererView } from '../../sim/policies/policy.ts';
import { births, infererView, setting, type Values, valuesOf } from '../policies/views.ts';

/** First epoch of the attack, and the first after it. */
export const start = 100;
export const end = 200;

const [ownDraws, ...keyBirths] = births(200, 'planned');

/** The plan of an attack that acts at full strength from `start` to `end`, in a topic of which it holds the places from 10 on. */
export function planned(attack: Attack, values: Values = {}, changes: Partial<AttackSetting> = {}): AttackPlan {
  return attack.create(valuesOf(attack, values), {
    ...setting({ inferers: 100, population: attack.name }),
    play: 'attack',
    knowledge: attack.knowledge[0],
    start,
    end,
    strength: (epoch) => (epoch >= start && epoch < end ? 1 : 0),
    firstInferer: 10,
    firstForecaster: 0,
    firstReputer: 0,
    draws: ownDraws,
    ...changes,
  });
}

/** The minds of its first keys. */
export function minds(plan: AttackPlan, count: number): Inferer[] {
  return keyBirths.slice(0, count).map((birth, index) => {
    const mind = plan.inferer?.(index, birth);
    if (mind === undefined) throw new Error('the attack has no inferers');
    return mind;
  });
}

/** What a mind says in an epoch, beyond the truth, in scales of it. Experience counts for nothing: all are old. */
export function errorIn(mind: Inferer, epoch: number, changes: Partial<InfererView> = {}): number {
  return mind.infer(infererView({ epoch, truth: 0, scale: 1, ...changes }));
}

/** Honest inferers, each with its own randomness. */
export function victims(count: number): Victim[] {
  return births(count, 'victims').map((draws, place) => ({ place, number: place, of: count, draws, stake: 0 }));
}

/** A moment in which nothing happens and nothing is paid, but what is given. */
export function moment(changes: Partial<AttackMoment>): AttackMoment {
  return {
    epoch: start,
    paid: true,
    next: start + 2,
    rewardOf: () => 0,
    honestReward: () => 0,
    standingOf: () => Number.NaN,
    isRegistered: () => true,
    join: () => true,
    leave: () => {},
    combinedLoss: Number.NaN,
    pay: () => true,
    promise: () => true,
    release: () => {},
    earnOutside: () => {},
    left: Number.POSITIVE_INFINITY,
    treasury: undefined,
    ...changes,
  };
}
