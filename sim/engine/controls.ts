import { attacks } from '../attacks/registry.ts';
import type { AttackScenario, Scenario } from './scenario.ts';

/** What a run with attacks is held against, all with the same seed. */
export const controls = ['no-attack', 'honest', 'random', 'single'] as const;
export type Control = (typeof controls)[number];

/** The same scenario without its attacks: what a run with them is measured against. */
export function withoutAttacks(scenario: Scenario): Scenario {
  return { ...scenario, attacks: [] };
}

/**
 * The control of a scenario with attacks: `no-attack` without them; `honest` with their resources used as an honest owner
 * would; `random` at the same cost, without a plan; `single` with one identity that has all their stake and skill.
 *
 * @returns undefined where it does not exist: `single` of attacks that have no identities
 */
export function controlOf(scenario: Scenario, control: Control): Scenario | undefined {
  if (control === 'no-attack') return withoutAttacks(scenario);
  if (control !== 'single') return withAttacks(scenario, (attack) => ({ ...attack, play: control }));
  if (!scenario.attacks.some(({ attack }) => attacks[attack].single !== undefined)) return undefined;
  return withAttacks(scenario, (attack) => {
    const single = attacks[attack.attack].single;
    return single === undefined ? attack : { ...attack, parameters: single(attack.parameters) };
  });
}

function withAttacks(scenario: Scenario, of: (attack: AttackScenario) => AttackScenario): Scenario {
  return { ...scenario, attacks: scenario.attacks.map(of) };
}
