/** The seeds of replicates: `<seed>-1`, `<seed>-2` ... */
export function replicateSeeds(seed: string, count: number): string[] {
  return Array.from({ length: count }, (_, s) => replicateSeed(seed, s));
}

/** Seed of replicate `r`, from 0. */
export function replicateSeed(seed: string, r: number): string {
  return `${seed}-${r + 1}`;
}
