import { log } from '../math/log.ts';
import { drawKeyInto } from '../random/draw-key.ts';
import { logNormal } from '../random/log-normal.ts';
import { purposeStake } from '../random/purposes.ts';

/** The epoch that stands for birth in the keys of draws. */
const beforeAll = -1;

/**
 * What somebody holds at the start, ALLO: log-normal with this median, 0 when the median is.
 *
 * @param who its identity
 */
export function bornAmount(
  root: Int32Array,
  who: { readonly high: number; readonly low: number },
  { median, sigma }: { readonly median: number; readonly sigma: number },
): number {
  if (!(median > 0)) return 0;
  const key = new Int32Array(4);
  drawKeyInto(root, who.high, who.low, beforeAll, purposeStake, key);
  return logNormal(key, 0, 0, log(median), sigma);
}
