import type { AttackTotals } from './attack-totals.ts';
import type { EpochView } from './epoch-view.ts';

/**
 * Adds the scores of a judged epoch's inferers to the sums, those of attackers' keys apart from those of honest ones: what a
 * score says of an attack is known before rewards make shares of it.
 */
export function addInfererScores({ nonce, desk, inferers }: EpochView, totals: AttackTotals): void {
  const { active, count } = nonce.inferers;
  for (let j = 0; j < count; ++j) {
    const score = desk.infererScore[j];
    if (Number.isNaN(score)) continue;
    const sums = inferers.attack[active[j]] >= 0 ? totals.infererScore : totals.honestInfererScore;
    sums.sum += score;
    ++sums.count;
  }
}
