import type { Attack, AttackSetting } from '../../sim/attacks/attack.ts';
import type { Birth, EpochDraws } from '../../sim/policies/policy.ts';
import { births, bornWith, setting, type Values, valuesOf } from '../policies/views.ts';

/** Where a plan acts in all epochs, with its own inferers behind three honest ones. */
export function planSetting(changes: Partial<AttackSetting> = {}): AttackSetting {
  return {
    ...setting({ inferers: 5 }),
    play: 'attack',
    knowledge: 'public',
    start: 0,
    end: Number.POSITIVE_INFINITY,
    strength: () => 1,
    firstInferer: 3,
    firstForecaster: 2,
    firstReputer: 2,
    draws: births(1, 'plan')[0],
    ...changes,
  };
}

/** The plan of an attack, its parameters the defaults but for these. */
export function planOf(attack: Attack, values: Values = {}, changes: Partial<AttackSetting> = {}) {
  const plan = attack.create(valuesOf(attack, values), planSetting(changes));
  return {
    plan,
    /** A key's mind, which shares these draws with the attack's other keys. */
    inferer(index: number, common: Partial<EpochDraws> = {}) {
      const birth: Birth = { ...bornWith(), common: () => ({ normal: () => 0, uniform: () => 0.5, ...common }) };
      const mind = plan.inferer?.(index, birth);
      if (mind === undefined) throw new Error(`${attack.name} has no inferers`);
      return mind;
    },
  };
}
