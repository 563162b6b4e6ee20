/** A small generator of pseudo-random numbers for making rows; it shares nothing with the simulator's draws. */

export interface Dice {
  /** uniform in [low, high) */
  between(low: number, high: number): number;
  /** true with this probability */
  chance(probability: number): boolean;
  /** about normal: the sum of twelve uniforms less six */
  normal(mean: number, deviation: number): number;
  /** an integer from 0 to count - 1 */
  below(count: number): number;
}

/** Dice from a seed (mulberry32 over a hash of the text). */
export function dice(seed: string): Dice {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  const word = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const uniform = (): number => (word() + word() / 4294967296) / 4294967296;
  const between = (low: number, high: number): number => low + (high - low) * uniform();
  return {
    between,
    chance: (probability) => uniform() < probability,
    normal: (mean, deviation) => {
      let total = -6;
      for (let n = 0; n < 12; n += 1) total += uniform();
      return mean + deviation * total;
    },
    below: (count) => Math.floor(uniform() * count),
  };
}
