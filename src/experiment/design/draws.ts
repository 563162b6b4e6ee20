import seedrandom from 'seedrandom';

/** Numbers from 0 up to 1 for one purpose: the same seed and purpose draw the same numbers. */
export type Draws = () => number;

export function drawsFor(seed: string, purpose: string): Draws {
  // As a list, so that no seed and purpose can be taken for others.
  const generator = seedrandom.alea(JSON.stringify([seed, purpose]));
  return () => generator.quick();
}

/** A whole number from 0 up to `count`. */
export function drawnIndex(draw: Draws, count: number): number {
  return Math.floor(draw() * count);
}

/** Puts the entries into a random order, in place (Fisher and Yates). */
export function shuffle(entries: number[], draw: Draws): void {
  for (let last = entries.length - 1; last > 0; --last) {
    const other = drawnIndex(draw, last + 1);
    [entries[last], entries[other]] = [entries[other] as number, entries[last] as number];
  }
}
