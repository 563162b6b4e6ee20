import { log } from '../../math/log.ts';
import { drawKeyInto } from '../../random/draw-key.ts';
import { purposeCreationGap } from '../../random/purposes.ts';
import { uniform } from '../../random/uniform.ts';

const secondsPerDay = 86_400;

/**
 * Blocks in which several topics alike are created: the first in block `at`, the others with it when `perDay` is 0, else
 * one after the other with independent exponential times between them, `perDay` a day on average (a Poisson process).
 *
 * The time from the topic before hangs on the topic's own identity: more topics at the end change nothing for those before.
 *
 * @param creation block of the first, and mean number of the others per day, >= 0
 * @param secondsPerBlock above 0
 * @param root root key of the run
 * @param high upper halves of the topics' identities
 * @param low lower halves of the topics' identities
 * @param blocks filled for all of `high`; whole numbers that do not fall, above 2^31 when `perDay` is small enough
 */
export function creationBlocksInto(
  creation: { readonly at: number; readonly perDay: number },
  secondsPerBlock: number,
  root: Int32Array,
  high: Int32Array,
  low: Int32Array,
  blocks: Float64Array,
): void {
  const { at, perDay } = creation;
  const blocksPerTopic = perDay > 0 ? secondsPerDay / secondsPerBlock / perDay : 0;
  const key = new Int32Array(4);
  let elapsed = 0;
  for (let i = 0; i < high.length; ++i) {
    if (i > 0) {
      drawKeyInto(root, high[i], low[i], 0, purposeCreationGap, key);
      elapsed -= blocksPerTopic * log(uniform(key, 0, 0));
    }
    blocks[i] = at + Math.floor(elapsed);
  }
}
