import { adjustedStakesInto } from './adjusted-stake.ts';
import type { ReportedLosses } from './consensus.ts';

/**
 * Distances of reputers to any consensus, from inner products alone.
 *
 * With c_m reputer m's losses less a fixed centre mu (the stake-weighted mean), G = c cᵀ and a consensus of weights w,
 * Σ w = 1:  |L_m - C|² = G_mm - 2 (G w)_m + wᵀ G w  and  |C|² = |mu|² + 2 w·(c mu) + wᵀ G w. So a round of the gradient
 * ascent costs R² instead of R² times the number of components. Needs every reputer to have reported everything.
 */
export interface Gram {
  readonly product: Float64Array;
  readonly stride: number;
  /** c_m · mu and |mu|². */
  readonly alongCentre: Float64Array;
  centreSquare: number;
  readonly centred: Float64Array;
  readonly centre: Float64Array;
  /** Scratch of an evaluation: G times the free and the capped stakes. */
  readonly free: Float64Array;
  readonly capped: Float64Array;
  readonly weighted: Float64Array;
  readonly isCapped: Uint8Array;
  readonly listened: Float64Array;
}

export function createGram(reputers: number, components: number): Gram {
  const column = () => new Float64Array(reputers);
  return {
    product: new Float64Array(reputers * reputers),
    stride: reputers,
    alongCentre: column(),
    centreSquare: 0,
    centred: new Float64Array(reputers * components),
    centre: new Float64Array(components),
    free: column(),
    capped: column(),
    weighted: column(),
    isCapped: new Uint8Array(reputers),
    listened: column(),
  };
}

/** Inner products of complete reports. */
export function fillGram(gram: Gram, losses: ReportedLosses, stakes: Float64Array): void {
  const { reputers, components, stride, filled } = losses;
  const { centred, centre, alongCentre } = gram;
  let total = 0;
  for (let m = 0; m < reputers; ++m) total += stakes[m];
  centre.fill(0, 0, components);
  for (let m = 0; m < reputers; ++m) {
    const share = stakes[m] / total;
    for (let d = 0; d < components; ++d) centre[d] += share * filled[m * stride + d];
  }
  let square = 0;
  for (let d = 0; d < components; ++d) square += centre[d] * centre[d];
  gram.centreSquare = square;
  for (let m = 0; m < reputers; ++m) {
    let along = 0;
    for (let d = 0; d < components; ++d) {
      const c = filled[m * stride + d] - centre[d];
      centred[m * components + d] = c;
      along += c * centre[d];
    }
    alongCentre[m] = along;
  }
  // Two rows against two rows: four sums that do not wait for each other.
  for (let m = 0; m < reputers; m += 2) {
    const m1 = m + 1 < reputers ? m + 1 : m;
    for (let n = m; n < reputers; n += 2) {
      const n1 = n + 1 < reputers ? n + 1 : n;
      const a = m * components;
      const b = m1 * components;
      const e = n * components;
      const f = n1 * components;
      let ae = 0;
      let af = 0;
      let be = 0;
      let bf = 0;
      for (let d = 0; d < components; ++d) {
        const x = centred[a + d];
        const y = centred[b + d];
        const u = centred[e + d];
        const w = centred[f + d];
        ae += x * u;
        af += x * w;
        be += y * u;
        bf += y * w;
      }
      set(gram, m, n, ae);
      set(gram, m, n1, af);
      set(gram, m1, n, be);
      set(gram, m1, n1, bf);
    }
  }
}

function set(gram: Gram, m: number, n: number, value: number): void {
  gram.product[m * gram.stride + n] = value;
  gram.product[n * gram.stride + m] = value;
}

/**
 * Squared distances smaller than this share of the terms they are the difference of have lost too many digits; such an
 * epoch is computed in the plain form. (Unless all distances are negligible against epsilonReputer.)
 */
const trustedShare = 1e-2;

/** Scores from the Gram matrix at any coefficients; the total score Σ S_m score_m, or NaN when the digits do not suffice. */
export function gramScoresInto(
  gram: Gram,
  coefficients: Float64Array,
  stakes: Float64Array,
  reputers: number,
  epsilon: number,
  safeNorm: number,
  adjusted: Float64Array,
  scores: Float64Array,
): number {
  const { product, stride, alongCentre, weighted } = gram;
  adjustedStakesInto(coefficients, stakes, reputers, adjusted);
  let weightSum = 0;
  for (let m = 0; m < reputers; ++m) weightSum += adjusted[m];
  const perSum = 1 / weightSum;
  let along = 0;
  let quadratic = 0;
  for (let m = 0; m < reputers; ++m) {
    let sum = 0;
    for (let n = 0; n < reputers; ++n) sum += product[m * stride + n] * adjusted[n];
    weighted[m] = sum * perSum;
    along += adjusted[m] * alongCentre[m] * perSum;
    quadratic += adjusted[m] * perSum * weighted[m];
  }
  const square = gram.centreSquare + 2 * along + quadratic;
  const norm = square > 0 ? Math.sqrt(square) : safeNorm;
  let total = 0;
  for (let m = 0; m < reputers; ++m) {
    const own = product[m * stride + m];
    const distance = own - 2 * weighted[m] + quadratic;
    if (!(distance > trustedShare * (own + quadratic)) && !negligible(own + quadratic, norm)) return NaN;
    scores[m] = 1 / (Math.sqrt(distance > 0 ? distance : 0) / norm + epsilon);
    total += stakes[m] * scores[m];
  }
  return total;
}

/** Reputers so close together that even a distance without any correct digit does not show beside epsilonReputer. */
function negligible(square: number, norm: number): boolean {
  return square < 1e-22 * norm * norm;
}

/**
 * Total scores with each coefficient moved by its step, one after another, at cost R each.
 *
 * The capped stakes (Ŝ = 1) stay capped under so small a step, nearly always; then only the common factor of the free ones
 * and one stake change. Where a cap would flip, that total is computed from scratch.
 *
 * @param steps the step of each coefficient
 * @param moved scratch for coefficients
 * @param totals receives Σ S_m score_m for each moved coefficient; NaN where digits do not suffice
 */
export function gramMovedTotalsInto(
  gram: Gram,
  coefficients: Float64Array,
  stakes: Float64Array,
  reputers: number,
  epsilon: number,
  safeNorm: number,
  steps: Float64Array,
  moved: Float64Array,
  adjusted: Float64Array,
  scores: Float64Array,
  totals: Float64Array,
): void {
  const { product, stride, alongCentre, free, capped, isCapped, listened } = gram;
  let listenedSum = 0;
  for (let m = 0; m < reputers; ++m) {
    listened[m] = coefficients[m] * stakes[m];
    listenedSum += listened[m];
  }
  // Split into capped and free; products of G with both parts.
  let caps = 0;
  let mostFree = -Infinity;
  let leastCapped = Infinity;
  let freeSum = 0;
  let freeAlong = 0;
  let cappedAlong = 0;
  free.fill(0, 0, reputers);
  capped.fill(0, 0, reputers);
  for (let n = 0; n < reputers; ++n) {
    const u = listened[n];
    const row = n * stride;
    if ((reputers * u) / listenedSum >= 1) {
      isCapped[n] = 1;
      ++caps;
      cappedAlong += alongCentre[n];
      if (u < leastCapped) leastCapped = u;
      for (let m = 0; m < reputers; ++m) capped[m] += product[row + m];
    } else {
      isCapped[n] = 0;
      freeSum += u;
      freeAlong += u * alongCentre[n];
      if (u > mostFree) mostFree = u;
      for (let m = 0; m < reputers; ++m) free[m] += u * product[row + m];
    }
  }
  let freeFree = 0;
  let freeCapped = 0;
  let cappedCapped = 0;
  for (let m = 0; m < reputers; ++m) {
    if (isCapped[m] === 1) cappedCapped += capped[m];
    else {
      freeFree += listened[m] * free[m];
      freeCapped += listened[m] * capped[m];
    }
  }
  for (let l = 0; l < reputers; ++l) {
    const change = steps[l] * stakes[l];
    const factor = reputers / (listenedSum + change);
    const own = listened[l] + change;
    const ownFree = isCapped[l] === 0;
    const same =
      factor * mostFree < 1 && (caps === 0 || factor * leastCapped >= 1) && ownFree === factor * own < 1 && factor > 0;
    if (!same) {
      for (let m = 0; m < reputers; ++m) moved[m] = coefficients[m];
      moved[l] += steps[l];
      totals[l] = gramScoresInto(gram, moved, stakes, reputers, epsilon, safeNorm, adjusted, scores);
      continue;
    }
    const shift = ownFree ? change : 0;
    const row = l * stride;
    const perSum = 1 / (factor * (freeSum + shift) + caps);
    const quadratic =
      (factor * factor * (freeFree + 2 * shift * free[l] + shift * shift * product[row + l]) +
        2 * factor * (freeCapped + shift * capped[l]) +
        cappedCapped) *
      perSum *
      perSum;
    const along = (factor * (freeAlong + shift * alongCentre[l]) + cappedAlong) * perSum;
    const square = gram.centreSquare + 2 * along + quadratic;
    const norm = square > 0 ? Math.sqrt(square) : safeNorm;
    const perNorm = 1 / norm;
    const twice = 2 * perSum;
    const twiceFactor = twice * factor;
    let total = 0;
    for (let m = 0; m < reputers; ++m) {
      const diagonal = product[m * stride + m];
      const distance = diagonal - twiceFactor * (free[m] + shift * product[row + m]) - twice * capped[m] + quadratic;
      total += stakes[m] / (Math.sqrt(distance > 0 ? distance : 0) * perNorm + epsilon);
    }
    totals[l] = total;
  }
}
