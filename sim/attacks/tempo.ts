import type { Play } from './attack.ts';

/** When an attack acts, and how hard. */
export interface Tempo {
  /** First epoch in which it acts, the delay of coordination included; Infinity where it is played honestly. */
  readonly start: number;
  readonly end: number;
  /** Between 0 (as an honest one would) and 1; the same number for an epoch whoever asks, and whenever. */
  strength(epoch: number): number;
  /**
   * What a judged epoch in which it acted has brought, ALLO per key; an adaptive owner decides for the epochs to come.
   *
   * @param next the epoch that opens next
   */
  learn(own: number, honest: number, next: number): void;
}

export interface TempoPlan {
  readonly start: number;
  /** Infinity: never. */
  readonly end: number;
  /** Epochs that an order takes to reach all keys: it begins so much later, and adapts so much later. */
  readonly delay: number;
  /** How much of its strength an owner takes back (or adds) after an epoch that paid worse (better) than honest work; 0: never. */
  readonly adaptivity: number;
  readonly play: Play;
}

/** Epochs of which the strength is remembered: more than are ever open at a time. */
const remembered = 1024;

export function createTempo({ start: planned, end, delay, adaptivity, play }: TempoPlan): Tempo {
  const start = play === 'honest' ? Number.POSITIVE_INFINITY : planned + delay;
  const levels = new Float64Array(remembered).fill(1);
  let decided = start === Number.POSITIVE_INFINITY ? 0 : start - 1;
  let level = 1;
  return {
    start,
    end,
    strength: (epoch) => (epoch < start || epoch >= end ? 0 : levels[epoch % remembered]),
    learn(own, honest, next) {
      if (adaptivity === 0 || Number.isNaN(own) || Number.isNaN(honest)) return;
      level = Math.min(1, Math.max(0, level + (own < honest ? -adaptivity : adaptivity)));
      for (let epoch = Math.max(decided + 1, next); epoch <= next + delay; ++epoch) levels[epoch % remembered] = level;
      decided = Math.max(decided, next + delay);
    },
  };
}
