import type { EpochDraws, Reputer, ReputerView } from '../policies/policy.ts';
import { subjectOf } from '../policies/subject.ts';
import type { LossMemory } from './honest-keys.ts';
import { withError } from './honest-keys.ts';

/* How attackers' reputers report what they did not measure: errors that they share, a lean, a shift about chosen inferers. */

/** What the reports of a key differ by from the truth. */
export interface FalseReports {
  /** Standard deviation of the error, log10 loss, or a share of the loss where losses are raw. */
  readonly noise: number;
  /** Added to every loss at full strength, in the same units. */
  readonly lean: number;
  /** Draws that all keys share, which make their errors the same at full strength; absent: each key errs by itself. */
  readonly common: EpochDraws | undefined;
  readonly strength: (epoch: number) => number;
}

/**
 * A reputer who reports every loss with an error, honest where `strength` is 0. In between part of the error is shared, so
 * that its size does not hang on the strength.
 */
export function falseReputer({ noise, lean, common, strength }: FalseReports): Reputer {
  return {
    reportInto(view, out, offset) {
      const now = strength(view.epoch);
      const own = common === undefined ? 1 : Math.sqrt(1 - now * now);
      for (let v = 0; v < view.values; ++v) {
        let error = own * view.error[v];
        if (own < 1 && noise > 0) error += now * (common as EpochDraws).normal(view.epoch, subjectOf(view, v));
        out[offset + v] = withError(view.loss[v], noise * error + now * lean, view);
      }
    },
  };
}

/**
 * Adds to what is reported about chosen inferers.
 *
 * @param isVictim 1 for each of them, by registered place
 * @param own added to their own losses
 * @param oneOut added to the network’s losses without them
 */
export function shiftVictims(
  { layout, places }: ReputerView,
  out: Float64Array,
  offset: number,
  isVictim: Uint8Array,
  own: number,
  oneOut: number,
): void {
  for (let j = 0; j < layout.inferers; ++j) {
    if (isVictim[places[j]] === 0) continue;
    out[offset + layout.inferer + j] += own;
    out[offset + layout.oneOutInferer + j] += oneOut;
  }
}

/**
 * Picks inferers once and for all: at the first call after some are known, those with the lowest grade.
 *
 * @param gradeOf of a registered place; NaN: unknown, not picked
 */
export function createVictims(inferers: number, victims: number, gradeOf: (place: number) => number): () => Uint8Array {
  const isVictim = new Uint8Array(inferers);
  let picked = false;
  return () => {
    for (let n = 0; !picked && n < victims; ++n) {
      let best = -1;
      for (let x = 0; x < inferers; ++x) {
        if (isVictim[x] === 1 || Number.isNaN(gradeOf(x))) continue;
        if (best < 0 || gradeOf(x) < gradeOf(best)) best = x;
      }
      if (best < 0) break;
      isVictim[best] = 1;
    }
    if (!picked) picked = isVictim.includes(1);
    return isVictim;
  };
}

/** The victims that a memory of losses knows as the best. */
export function bestInferers({ average }: LossMemory, victims: number): () => Uint8Array {
  return createVictims(average.length, victims, (x) => average[x]);
}
