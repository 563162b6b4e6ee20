import { toAllo } from '../../chain/amounts.ts';
import type { Chain } from '../../chain/chain.ts';
import { countsBelow, sendSlashed, slash } from '../../chain/slashing.ts';
import type { Position } from '../../chain/stake-position.ts';
import { quantile } from '../../math/order-statistics.ts';
import { lose } from '../../state/attack-account.ts';
import { mirrorStake } from '../hub/mirror-stake.ts';
import type { Nonce } from '../nonce.ts';
import type { Topic } from '../topic.ts';

/**
 * Not on chain: takes stake from reputers of the nonce. Proportional: a fraction from those whose score was below the
 * quantile of those seated, so many epochs in a row. By coefficient: the fraction times what is not listened to, 1 - a_m.
 */
export function punish(topic: Topic, nonce: Nonce, chain: Chain): void {
  const { desk, positions } = topic;
  const { mode, fraction, quantile: q } = chain.rules.slashing;
  const { active, count } = nonce.reputers;
  const limit = quantile(desk.reputerScore, count, q, desk.scratch);
  const honest: Position[] = [];
  let taken = 0n;
  for (let m = 0; m < count; ++m) {
    const position = positions[active[m]];
    if (position === undefined) continue;
    let part = 0;
    if (mode === 'coefficient') part = fraction * (1 - Math.min(1, Math.max(0, topic.coefficient[active[m]])));
    else if (countsBelow(chain, position, desk.reputerScore[m] < limit)) part = fraction;
    const before = position.own;
    const lost = slash(chain, position, part);
    if (lost > 0n) {
      taken += lost;
      noteLoss(topic, active[m], toAllo(before - position.own));
    } else honest.push(position);
  }
  if (taken === 0n) return;
  sendSlashed(chain, taken, honest);
  topic.economy.slashed += toAllo(taken);
  for (let m = 0; m < count; ++m) mirrorStake(topic, active[m]);
}

/** What an attacker's key has lost of its own stake. */
function noteLoss({ attackers, owner, reputers }: Topic, x: number, allo: number): void {
  const index = reputers.attack[x];
  if (index < 0) return;
  const attacker = owner ?? attackers.find((one) => one.index === index);
  if (attacker !== undefined) lose(attacker.account, allo);
}
