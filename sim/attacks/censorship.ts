import { overlay } from './overlay.ts';

/* How payloads of others are kept from arriving. */

interface Submitting {
  submits?(epoch: number, age: number): boolean;
}

/** The same mind, but for epochs in which what it sends is lost. */
export function silenced<Mind extends Submitting>(mind: Mind, isLost: (epoch: number) => boolean): Mind {
  const changes: Submitting = {
    submits: (epoch, age) => (mind.submits?.(epoch, age) ?? true) && !isLost(epoch),
  };
  return overlay<Submitting>(mind, changes) as Mind;
}

/**
 * Whether all of the last blocks in which a payload could be served are proposed by somebody with the given share of all
 * proposals: with probability share^blocks.
 *
 * @param uniform between 0 and 1: the draw that names the proposer of a block, by its number from 0
 */
export function proposesAll(uniform: (block: number) => number, share: number, blocks: number): boolean {
  for (let block = 0; block < blocks; ++block) if (!(uniform(block) < share)) return false;
  return blocks > 0;
}
