import type { AttackPlan, AttackSetting, Victim } from '../../sim/attacks/attack.ts';
import type { ParameterValue } from '../../sim/index.ts';
import { attacks } from '../../sim/index.ts';
import { births, setting, valuesOf } from '../policies/views.ts';

/** A topic under attack at full strength: three honest inferers, two forecasters, two reputers, the attack's keys behind them. */
export function attackSetting(changes: Partial<AttackSetting> = {}): AttackSetting {
  return {
    ...setting({ population: 'mallory' }),
    play: 'attack',
    knowledge: 'public',
    start: 0,
    end: Infinity,
    strength: () => 1,
    firstInferer: 3,
    firstForecaster: 2,
    firstReputer: 2,
    draws: births(1, 'attack')[0],
    ...changes,
  };
}

export function planOf(
  kind: string,
  values: Readonly<Record<string, ParameterValue>> = {},
  changes: Partial<AttackSetting> = {},
): AttackPlan {
  return attacks[kind].create(valuesOf(attacks[kind], values), attackSetting(changes));
}

/** The honest actor with this number, of so many. */
export function victim(number: number, of: number): Victim {
  return { place: number, number, of, draws: births(of, 'victims')[number], stake: 1 };
}
