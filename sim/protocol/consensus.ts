import { adjustedStakesInto } from './adjusted-stake.ts';

/**
 * The losses that reputers reported in an epoch, prepared for being compared: components that nobody reported are gone,
 * and a loss left out is replaced, in its reputer's own distance only, by the lowest that anybody reported.
 */
export interface ReportedLosses {
  reputers: number;
  /** Components that somebody reported. */
  components: number;
  /** No loss is left out. */
  complete: boolean;
  /** Row m: reputer m's losses, NaN where left out. Rows are `stride` apart. */
  readonly reported: Float64Array;
  /** The same with every gap filled. */
  readonly filled: Float64Array;
  readonly stride: number;
  /** Scratch: the consensus, its weights, adjusted stakes. */
  readonly consensus: Float64Array;
  readonly weight: Float64Array;
  readonly adjusted: Float64Array;
}

export function createReportedLosses(reputers: number, components: number): ReportedLosses {
  return {
    reputers: 0,
    components: 0,
    complete: true,
    reported: new Float64Array(reputers * components),
    filled: new Float64Array(reputers * components),
    stride: components,
    consensus: new Float64Array(components),
    weight: new Float64Array(components),
    adjusted: new Float64Array(reputers),
  };
}

/**
 * Takes over one epoch's reports.
 *
 * @param reports row m holds reputer m's losses, NaN where it reported none; `length` of them, rows `stride` apart
 */
export function takeReports(
  losses: ReportedLosses,
  reports: Float64Array,
  stride: number,
  reputers: number,
  length: number,
): void {
  const { reported, filled } = losses;
  losses.reputers = reputers;
  losses.complete = true;
  losses.components = length;
  for (let m = 0; m < reputers; ++m) {
    const from = m * stride;
    const to = m * losses.stride;
    for (let v = 0; v < length; ++v) {
      const loss = reports[from + v];
      reported[to + v] = loss;
      filled[to + v] = loss;
      if (Number.isNaN(loss)) losses.complete = false;
    }
  }
  if (!losses.complete) takeWithGaps(losses, reports, stride, reputers, length);
}

/** Component by component: those that nobody reported are left out, other gaps filled. */
function takeWithGaps(
  losses: ReportedLosses,
  reports: Float64Array,
  stride: number,
  reputers: number,
  length: number,
): void {
  const { reported, filled } = losses;
  let components = 0;
  let complete = true;
  for (let v = 0; v < length; ++v) {
    let lowest = Infinity;
    let gaps = 0;
    for (let m = 0; m < reputers; ++m) {
      const loss = reports[m * stride + v];
      if (Number.isNaN(loss)) ++gaps;
      else if (loss < lowest) lowest = loss;
    }
    if (gaps === reputers) continue;
    if (gaps > 0) complete = false;
    for (let m = 0; m < reputers; ++m) {
      const loss = reports[m * stride + v];
      const at = m * losses.stride + components;
      reported[at] = loss;
      filled[at] = !Number.isNaN(loss) ? loss : lowest;
    }
    ++components;
  }
  losses.reputers = reputers;
  losses.components = components;
  losses.complete = complete;
}

/**
 * Reputer scores at given listening coefficients, the plain form.
 *
 * Consensus per component: C_d = Σ Ŝ_m L_md / Σ Ŝ_m over those who reported it. Score: 1 / (|L_m - C| / |C| + epsilon), in
 * (0, 1/epsilon]. A consensus of length 0 has length `safeNorm`.
 *
 * Source: white paper, reputer scores; allora-chain rewards_internal.go at v0.6.
 *
 * @param epsilon epsilonReputer
 * @param safeNorm epsilonSafeDiv
 * @param scores receives one score per reputer, dimensionless
 */
export function reputerScoresInto(
  losses: ReportedLosses,
  coefficients: Float64Array,
  stakes: Float64Array,
  epsilon: number,
  safeNorm: number,
  scores: Float64Array,
): void {
  const { reputers, components, stride, reported, filled, consensus, weight, adjusted } = losses;
  adjustedStakesInto(coefficients, stakes, reputers, adjusted);
  consensus.fill(0, 0, components);
  weight.fill(0, 0, components);
  for (let m = 0; m < reputers; ++m) {
    const share = adjusted[m];
    for (let d = 0; d < components; ++d) {
      const loss = reported[m * stride + d];
      if (Number.isNaN(loss)) continue;
      consensus[d] += share * loss;
      weight[d] += share;
    }
  }
  let square = 0;
  for (let d = 0; d < components; ++d) {
    // Reported only by reputers whom nobody listens to: no consensus about it.
    consensus[d] = weight[d] > 0 ? consensus[d] / weight[d] : NaN;
    if (!Number.isNaN(consensus[d])) square += consensus[d] * consensus[d];
  }
  const norm = square > 0 ? Math.sqrt(square) : safeNorm;
  for (let m = 0; m < reputers; ++m) {
    let distance = 0;
    for (let d = 0; d < components; ++d) {
      const difference = filled[m * stride + d] - consensus[d];
      if (!Number.isNaN(difference)) distance += difference * difference;
    }
    scores[m] = 1 / (Math.sqrt(distance) / norm + epsilon);
  }
}
