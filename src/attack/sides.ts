import { controlOf, type Scenario } from '../../sim/index.ts';
import type { AttackSide } from '../record/attack-record.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';

/** All sides, in the order of tables. */
export const attackSides: readonly AttackSide[] = ['attack', 'no-attack', 'honest', 'random', 'single'];

/** The sides that a scenario has: `single` only where an attack has identities. */
export function sidesOf(scenario: Scenario): AttackSide[] {
  return attackSides.filter((side) => side === 'attack' || controlOf(scenario, side) !== undefined);
}

/** The scenario of a side; undefined where there is no such control. */
export function sideOf(runnable: RunnableScenario, side: AttackSide): RunnableScenario | undefined {
  if (side === 'attack') return runnable;
  const scenario = controlOf(runnable.scenario, side);
  // Its text is that of the attack: nothing that is run by the store of runs reads it.
  return scenario && { ...runnable, scenario };
}
