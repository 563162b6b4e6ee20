/** One small mistake: a piece of text that stands exactly once in a file of `sim/protocol`, and what is put in its place. */
export interface Mutant {
  /** Within `sim/protocol`, or from there. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The mistake in words. */
  readonly what: string;
}

/** Mistakes planted in one file, each as what stands there, what replaces it, and the mistake in words. */
export function plantedIn(file: string, mistakes: readonly (readonly [string, string, string])[]): readonly Mutant[] {
  return mistakes.map(([find, replace, what]) => ({ file, find, replace, what }));
}
