import type { AttackResult } from '../../data/attacks.ts';
import type { LossWords } from '../../loss-words.ts';
import type { Drawing } from '../chart.ts';
import { type AttackInput, attackInput } from './attack-input.ts';
import { controlCharts } from './control.ts';
import { damageCharts } from './damage.ts';
import { detectorCharts } from './detectors.ts';
import { moneyCharts } from './money.ts';

/** Charts of an attack that belong together. */
export interface AttackDrawings {
  readonly id: string;
  readonly title: string;
  readonly drawings: readonly Drawing[];
}

const GROUPS: readonly {
  readonly id: string;
  readonly title: string;
  readonly draw: (input: AttackInput) => Drawing[];
}[] = [
  { id: 'damage', title: 'Damage and recovery', draw: damageCharts },
  { id: 'money', title: 'Money of the attacker and of its victims', draw: moneyCharts },
  { id: 'control', title: 'What the attacker controls', draw: controlCharts },
  { id: 'detection', title: 'Would anybody notice?', draw: detectorCharts },
];

/**
 * All charts of one attack.
 *
 * @param every one epoch in so many is recorded
 */
export function attackCharts(attack: AttackResult, every: number, words: LossWords): AttackDrawings[] {
  const input = attackInput(attack, every, words);
  return GROUPS.map(({ id, title, draw }) => ({ id, title, drawings: draw(input) }));
}
