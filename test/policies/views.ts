import type { Birth, ForecasterView, InfererView, JudgedView, ReputerView } from '../../sim/policies/policy.ts';
import { drawKeyInto } from '../../sim/random/draw-key.ts';
import { identity } from '../../sim/random/identity.ts';
import { normal } from '../../sim/random/normal.ts';
import { purposeBirth } from '../../sim/random/purposes.ts';
import { rootKey } from '../../sim/random/root-key.ts';
import { uniform } from '../../sim/random/uniform.ts';

/** An actor born with these draws by trait; 0 and 1/2 where none is given: average in every way. */
export function bornWith(normals: readonly number[] = [], uniforms: readonly number[] = []): Birth {
  return { normal: (trait) => normals[trait] ?? 0, uniform: (trait) => uniforms[trait] ?? 0.5 };
}

/** `count` actors born by chance. */
export function births(count: number): Birth[] {
  const root = rootKey('births');
  return Array.from({ length: count }, (_, index) => {
    const { high, low } = identity('actor', index);
    const key = new Int32Array(4);
    drawKeyInto(root, high, low, -1, purposeBirth, key);
    return { normal: (trait) => normal(key, 0, trait), uniform: (trait) => uniform(key, 0, trait) };
  });
}

/** Older than experience can tell: errors are half of what they were at birth. */
export const veryOld = 10_000;

export function infererView(changes: Partial<InfererView> = {}): InfererView {
  return { truth: 0, scale: 1, regime: 0, age: veryOld, outperforms: false, error: 0, ...changes };
}

export function forecasterView(loss: readonly number[], changes: Partial<ForecasterView> = {}): ForecasterView {
  return {
    inferers: loss.length,
    places: Int32Array.from(loss.keys()),
    loss: Float64Array.from(loss),
    usualLoss: Float64Array.from(loss),
    error: new Float64Array(loss.length),
    age: veryOld,
    latestRegime: 0,
    ...changes,
  };
}

export function judgedView(places: readonly number[], loss: readonly number[], regime = 0): JudgedView {
  return { inferers: places.length, places: Int32Array.from(places), loss: Float64Array.from(loss), regime };
}

export function reputerView(loss: readonly number[], error: readonly number[], allowNegative = false): ReputerView {
  return { values: loss.length, loss: Float64Array.from(loss), error: Float64Array.from(error), allowNegative };
}

export function moments(values: readonly number[]): { mean: number; deviation: number; median: number } {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const sorted = [...values].sort((a, b) => a - b);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)), median: sorted[values.length >> 1] };
}
