import { bcaInterval } from './bootstrap.ts';
import { deviation, mean, moments } from './moments.ts';
import { type ResamplingOptions, resampling } from './resampling.ts';

/** What the elementary effects of one factor say, in the unit of the outputs per whole range of the factor. */
export interface MorrisIndex {
  /** Effects that counted: one per trajectory with values on both sides of the step. */
  readonly n: number;
  /** Their mean. Effects of both signs cancel in it. */
  readonly mu: number;
  readonly muLow: number;
  readonly muHigh: number;
  /** Mean of their sizes: how much the factor matters. */
  readonly muStar: number;
  readonly muStarLow: number;
  readonly muStarHigh: number;
  /** Their standard deviation: how much the effect bends, or depends on the other factors. NaN for one effect. */
  readonly sigma: number;
  readonly sigmaLow: number;
  readonly sigmaHigh: number;
}

/**
 * Elementary effects per factor, one per trajectory: change of the output over change of the position in the step that
 * moves the factor. Morris, Technometrics 33 (1991).
 *
 * A trajectory is `factors` + 1 rows in a row; from each to the next one factor moves, and each of them once. An output of NaN,
 * a run without a value, makes the effects on its two sides NaN.
 *
 * @param positions of the rows in the unit cube, one coordinate per factor
 * @param outputs one per row
 * @throws RangeError for rows that are not such trajectories
 */
export function elementaryEffects(
  positions: readonly ArrayLike<number>[],
  outputs: ArrayLike<number>,
  factors: number,
): Float64Array[] {
  const rows = factors + 1;
  const trajectories = positions.length / rows;
  if (outputs.length !== positions.length || !Number.isInteger(trajectories)) {
    throw new RangeError(
      `Trajectories of ${factors} factors are ${rows} rows each; got ${positions.length} rows and ${outputs.length} outputs.`,
    );
  }
  const effects = Array.from({ length: factors }, () => new Float64Array(trajectories));
  for (let r = 0; r < trajectories; ++r) {
    const moved = new Set<number>();
    for (let row = r * rows; row < (r + 1) * rows - 1; ++row) {
      const i = factorMoved(positions, row, factors);
      if (moved.has(i)) throw new RangeError(`Trajectory ${r} moves factor ${i} twice.`);
      moved.add(i);
      effects[i][r] = (outputs[row + 1] - outputs[row]) / (positions[row + 1][i] - positions[row][i]);
    }
  }
  return effects;
}

/** The one factor that differs between a row and the next. */
function factorMoved(positions: readonly ArrayLike<number>[], row: number, factors: number): number {
  let found = -1;
  for (let i = 0; i < factors; ++i) {
    if (positions[row][i] === positions[row + 1][i]) continue;
    if (found >= 0) throw new RangeError(`From row ${row} to the next more than one factor moves.`);
    found = i;
  }
  if (found < 0) throw new RangeError(`From row ${row} to the next no factor moves.`);
  return found;
}

/**
 * Mean, mean size and standard deviation of the elementary effects of each factor, with BCa bootstrap intervals over the
 * trajectories. mu and sigma: Morris (1991); mu*: Campolongo, Cariboni and Saltelli, Environmental Modelling and Software 22
 * (2007). 2 000 resamples unless told otherwise.
 *
 * Effects of NaN are left out. A single effect is its own interval and has no sigma; without any, everything is NaN.
 *
 * @param effects per factor, as `elementaryEffects` gives them
 * @throws RangeError for options out of their range
 */
export function morrisIndices(effects: readonly Float64Array[], options: ResamplingOptions = {}): MorrisIndex[] {
  const checked = resampling(options, 2000);
  return effects.map((ofFactor, i) => {
    const found = ofFactor.filter((effect) => !Number.isNaN(effect));
    if (found.length === 0) return NO_INDEX;
    const sizes = found.map(Math.abs);
    const own = { ...checked, seed: `${checked.seed} ${i}` };
    const mu = bcaInterval(found, own);
    const muStar = bcaInterval(sizes, own);
    const sigma = bcaInterval(found, { ...own, statistic: deviation });
    const of = moments(found);
    return {
      n: of.n,
      mu: of.mean,
      muLow: mu.low,
      muHigh: mu.high,
      muStar: mean(sizes),
      muStarLow: muStar.low,
      muStarHigh: muStar.high,
      sigma: of.deviation,
      sigmaLow: sigma.low,
      sigmaHigh: sigma.high,
    };
  });
}

const NO_INDEX: MorrisIndex = {
  n: 0,
  mu: Number.NaN,
  muLow: Number.NaN,
  muHigh: Number.NaN,
  muStar: Number.NaN,
  muStarLow: Number.NaN,
  muStarHigh: Number.NaN,
  sigma: Number.NaN,
  sigmaLow: Number.NaN,
  sigmaHigh: Number.NaN,
};
