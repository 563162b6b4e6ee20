import { gini, herfindahl, nakamoto } from '../../../sim/index.ts';

/** How unequally an amount is spread over its holders. */
export interface Concentration {
  readonly holders: number;
  readonly total: number;
  /** Gini coefficient: 0 when all hold the same, 1 - 1/n when one holds everything. */
  readonly gini: number;
  /** Herfindahl-Hirschman index, the sum of squared shares: 1/n when all hold the same, 1 when one holds everything. */
  readonly hhi: number;
  /** Least number of holders who together have more than half. */
  readonly nakamoto: number;
  /** Share of the largest holder. */
  readonly largest: number;
}

/** Concentration of amounts, none of them negative; undefined when nothing is held. */
export function concentration(amounts: readonly number[]): Concentration | undefined {
  const held = Float64Array.from(amounts);
  const holders = held.length;
  const total = held.reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0)) return undefined;
  return {
    holders,
    total,
    gini: gini(held, holders),
    hhi: herfindahl(held, holders),
    nakamoto: nakamoto(held, holders),
    largest: held.reduce((most, amount) => Math.max(most, amount), 0) / total,
  };
}

/** A point of a Lorenz curve: the poorest `holders` (a share) have `amount` (a share). */
export interface LorenzPoint {
  readonly holders: number;
  readonly amount: number;
}

/** The Lorenz curve in at most `most` steps; empty when nothing is held. */
export function lorenzCurve(amounts: readonly number[], most = 64): LorenzPoint[] {
  const sorted = [...amounts].sort((a, b) => a - b);
  const total = sorted.reduce((sum, amount) => sum + amount, 0);
  if (!(total > 0)) return [];
  const step = Math.max(1, Math.ceil(sorted.length / most));
  const points: LorenzPoint[] = [{ holders: 0, amount: 0 }];
  let held = 0;
  sorted.forEach((amount, k) => {
    held += amount;
    if ((k + 1) % step === 0 || k + 1 === sorted.length) {
      points.push({ holders: (k + 1) / sorted.length, amount: Math.min(1, held / total) });
    }
  });
  return points;
}
