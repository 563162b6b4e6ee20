import { quantile } from '../math/order-statistics.ts';

/** Epochs that are remembered: more than are ever open at a time, and the history before them. */
const remembered = 1024;
/** Epochs with which one is compared. */
const history = 64;

/** How wrong an owner's inferers were, epoch by epoch. */
export interface ErrorRecord {
  /** @param error scales of the truth */
  note(epoch: number, error: number): void;
  /** Whether its inferers did worse in an epoch than in all but this share of the epochs before; false where nothing is known. */
  isBad(epoch: number, share: number): boolean;
}

export function createErrorRecord(): ErrorRecord {
  const epochs = new Int32Array(remembered).fill(-1);
  const squares = new Float64Array(remembered);
  const before = new Float64Array(history);
  const scratch = new Float64Array(history);
  return {
    note(epoch, error) {
      const at = epoch % remembered;
      if (epochs[at] !== epoch) squares[at] = 0;
      epochs[at] = epoch;
      squares[at] += error * error;
    },
    isBad(epoch, share) {
      if (epochs[epoch % remembered] !== epoch) return false;
      if (share >= 1) return true;
      let count = 0;
      for (let past = epoch - 1; past >= 0 && past >= epoch - history; --past) {
        const at = past % remembered;
        if (epochs[at] === past) before[count++] = squares[at];
      }
      return count > 0 && squares[epoch % remembered] > quantile(before, count, 1 - share, scratch);
    },
  };
}
