import { colourOf } from '../../report/palette.ts';
import type { ListedRecord } from './records.ts';

/** How a run is called and drawn where several are. */
export interface RunLabel {
  /** Of columns and lines. */
  readonly short: string;
  readonly long: string;
  readonly colour: string;
  /** Lengths of dashes and gaps; empty: a full line. Lines are told apart without their colours too. */
  readonly dash: readonly number[];
  /** Its entry in the legend. */
  place?: HTMLElement;
}

const dashes = [[], [6, 3], [2, 2], [], [6, 3], [2, 2]];

/** `A`, `B` and so on with what tells them apart. */
export function runLabels(records: readonly ListedRecord[]): RunLabel[] {
  return records.map(({ name, id, seed, protocol }, r) => ({
    short: String.fromCharCode('A'.charCodeAt(0) + r),
    long: [name, id, protocol, seed === '' ? '' : `seed ${seed}`].filter((text) => text !== '').join(' · '),
    colour: colourOf(r),
    dash: dashes[r % dashes.length],
  }));
}
