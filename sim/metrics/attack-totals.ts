/** Sums over the epochs of a topic in which an attack is on, all attacks on the topic together; see attack-rows.ts. */
export interface AttackTotals {
  epochs: number;
  /** Attackers' keys, summed over epochs. */
  keyEpochs: number;
  earned: number;
  /** What as many honest keys in the same roles earned. */
  honestEquivalent: number;
  honest: number;
  controlHonest: number;
  damage: number;
  weight: number;
  epochsAfter: number;
  damageAfter: number;
}

export function createAttackTotals(): AttackTotals {
  return {
    epochs: 0,
    keyEpochs: 0,
    earned: 0,
    honestEquivalent: 0,
    honest: 0,
    controlHonest: 0,
    damage: 0,
    weight: 0,
    epochsAfter: 0,
    damageAfter: 0,
  };
}
