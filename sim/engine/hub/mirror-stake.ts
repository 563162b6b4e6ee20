import { toAllo } from '../../chain/amounts.ts';
import type { Topic } from '../topic.ts';

/** Stakes in ALLO, for the formulas, after those in uallo have changed. */
export function mirrorStake({ positions, stake, reputers }: Topic, x: number): void {
  const position = positions[x];
  if (position === undefined) return;
  stake[x] = toAllo(position.own + position.delegated);
  reputers.delegated[x] = toAllo(position.delegated);
}
