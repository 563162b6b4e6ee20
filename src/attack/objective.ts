import type { Control } from '../../sim/index.ts';
import type { AttackMeasure, AttackSide, WorstObjective } from '../record/attack-record.ts';
import { measureAt } from './measures/point-measures.ts';

/** What a search for the worst case maximises. */
export interface Objective {
  readonly measure: string;
  readonly against: Control | '';
  /** Sides that it is made of. */
  readonly sides: readonly AttackSide[];
  readonly words: string;
}

export const objectives: Readonly<Record<WorstObjective, Objective>> = {
  roi: {
    measure: 'roi',
    against: 'honest',
    sides: ['attack', 'honest'],
    words: 'return on investment beyond honest play',
  },
  damage: { measure: 'attack_damage', against: '', sides: ['attack'], words: 'accuracy damage' },
  shift: { measure: 'attack_shift', against: '', sides: ['attack'], words: 'shift of the inference, either way' },
  profit: {
    measure: 'attack_net',
    against: 'honest',
    sides: ['attack', 'honest'],
    words: 'profit beyond honest play',
  },
};

/** The objective at a point: the largest over the topics attacked; null where none has a value. A shift counts either way. */
export function objectiveAt(
  objective: WorstObjective,
  measures: readonly AttackMeasure[],
  topics: readonly string[],
): number | null {
  const { measure, against } = objectives[objective];
  const values = topics.flatMap((topic) => measureAt(measures, measure, against, topic)?.mean ?? []);
  if (values.length === 0) return null;
  return Math.max(...values.map((value) => (objective === 'shift' ? Math.abs(value) : value)));
}
