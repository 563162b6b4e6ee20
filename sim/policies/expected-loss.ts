import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { log10 } from '../math/log10.ts';
import { pow } from '../math/pow.ts';
import type { Loss } from '../protocol/losses/loss-function.ts';
import { logLoss, smallestReportedLoss } from '../protocol/losses/reported-loss.ts';
import { normalQuantile } from '../random/normal.ts';

/**
 * The expected reported loss of an inference whose error is normal: log10 loss, or raw loss where losses may be negative.
 *
 * @param scale of the truth, where errors act
 * @param deviation of the error, in scales
 * @param bias of the error, in scales
 */
export type ExpectedLoss = (scale: number, deviation: number, bias: number) => number;

/** Where the errors of a topic act, for losses that are not a function of the error alone. */
export interface ErrorSpace {
  /** Where truths lie in it on average. */
  readonly centre: number;
  /** Target units of a value in it. */
  readonly toTarget: (value: number) => number;
}

const noLink: ErrorSpace = { centre: 0, toTarget: (value) => value };

/**
 * What to expect of normal errors under a loss, without looking at any draw.
 *
 * Exact for squared error, 2 log10(scale deviation) + h(bias / deviation), and half of it for absolute error, where errors
 * act on the truth itself. Other losses are averaged over 200 quantiles of the normal distribution.
 *
 * Simplified: that average is taken at one truth, the centre, with the scale as the standard deviation of the target; in
 * log10 losses it is a few thousandths off as a rule. The exact forms leave out that losses below 1e-12 count as 1e-12, but do
 * not go below that themselves.
 *
 * @param loss as made for the topic
 * @param method its canonical name
 * @param allowNegative losses are reported raw
 */
export function createExpectedLoss(
  loss: Loss,
  method: string,
  allowNegative: boolean,
  space: ErrorSpace = noLink,
): ExpectedLoss {
  const exact = space === noLink && !allowNegative;
  if (exact && method === 'sqe') return (scale, deviation, bias) => powerLoss(scale, deviation, bias, 2);
  if (exact && method === 'abse') return (scale, deviation, bias) => powerLoss(scale, deviation, bias, 1);
  return tabulated(averageLoss(loss, allowNegative, space), dependence(loss, space));
}

const floor = log10(smallestReportedLoss);

/** E log10 |scale (deviation Z + bias)|^exponent, for an exponent of 1 or 2. */
function powerLoss(scale: number, deviation: number, bias: number, exponent: number): number {
  const expected =
    deviation > 0
      ? exponent * log10(scale * deviation) + 0.5 * exponent * logMoment(bias / deviation)
      : exponent * log10(scale * Math.abs(bias));
  return expected > floor ? expected : floor;
}

/** ln 10 */
const LN10 = 2.302585092994046;
/** E log10 Z² = (digamma(1/2) + ln 2) / ln 10 */
const atZero = -0.5517115737988334;
/** The log-moments are tabulated for 0 .. 8 in steps of 1/32; the series serves beyond. */
const perUnit = 32;
const tabulatedTo = 8;
const logMoments = logMomentTable();

/** h(x) = E log10 (Z + x)², Z standard normal: log10 x² for large x. Right to 1e-7. */
export function logMoment(x: number): number {
  const distance = Math.abs(x);
  if (distance >= tabulatedTo) {
    // E ln (1 + Z/x)² term by term; the series diverges in the end, here its next term is below 3e-8.
    const r = 1 / (distance * distance);
    return 2 * log10(distance) - (r * (1 + r * (1.5 + r * (5 + r * (26.25 + r * 189))))) / LN10;
  }
  // The cubic through the four neighbouring entries; entry 1 is h(0), before it stands h(-1/32).
  const position = distance * perUnit;
  const n = Math.floor(position);
  const t = position - n;
  const a = logMoments[n];
  const b = logMoments[n + 1];
  const c = logMoments[n + 2];
  const d = logMoments[n + 3];
  const bend = (t * (t - 1)) / 6;
  return b + t * (c - b) + bend * ((2 - t) * (a - 2 * b + c) + (1 + t) * (b - 2 * c + d));
}

function logMomentTable(): Float64Array {
  const table = new Float64Array(tabulatedTo * perUnit + 3);
  for (let n = 0; n < table.length; ++n) table[n] = exactLogMoment((n - 1) / perUnit);
  return table;
}

/**
 * (Z + x)² is chi-square with 1 + 2k degrees of freedom, k Poisson with mean m = x²/2, and E ln chi-square of 1 + 2k degrees
 * is ln 2 + digamma(1/2 + k), which grows by 1/(k + 1/2) from k to k + 1. So
 * E ln (Z + x)² = E ln Z² + Σ_k P(more than k) / (k + 1/2).
 */
function exactLogMoment(x: number): number {
  const mean = 0.5 * x * x;
  let probability = exp(-mean);
  let beyond = 1 - probability;
  let sum = 0;
  for (let k = 0; k < 200; ++k) {
    sum += beyond / (k + 0.5);
    probability *= mean / (k + 1);
    beyond = Math.max(beyond - probability, 0);
  }
  return atZero + sum / LN10;
}

const quantiles = 200;

/** The average over the middles of equally likely parts of the normal distribution. */
function averageLoss(loss: Loss, allowNegative: boolean, { centre, toTarget }: ErrorSpace): ExpectedLoss {
  const errors = Float64Array.from({ length: quantiles }, (_, n) => normalQuantile((n + 0.5) / quantiles));
  const truth = toTarget(centre);
  return (scale, deviation, bias) => {
    let sum = 0;
    for (let n = 0; n < quantiles; ++n) {
      const value = loss(truth, toTarget(centre + scale * (deviation * errors[n] + bias)), scale);
      sum += allowNegative ? value : logLoss(value);
    }
    return sum / quantiles;
  };
}

/**
 * What a loss makes of the scale: `error`, only the product of scale and error counts (it does not look at the standard
 * deviation of the target); `score`, only the error in scales does (it divides by it); `both`, neither.
 */
function dependence(loss: Loss, space: ErrorSpace): 'error' | 'score' | 'both' {
  const at = (error: number, deviation: number) =>
    loss(space.toTarget(space.centre), space.toTarget(space.centre + error), deviation);
  const probes = [-1.75, -0.5, 0.25, 1, 3];
  if (probes.every((error) => at(error, 1) === at(error, 4))) return 'error';
  // By powers of two, so that the scores are the same bits.
  return probes.every((error) => at(4 * error, 4) === at(error, 1)) ? 'score' : 'both';
}

/** Points of the table to an octave of the deviation. */
const perOctave = 16;
/** 1 / ln 2 */
const perLogarithm = 1.4426950408889634;
/** Ratios of bias to deviation are told apart down to 2^-24; an inferer's is the same in every epoch but for rounding. */
const ratioSteps = 16777216;

/**
 * Computes at deviations of whole sixteenths of an octave only, interpolates between them, and remembers: an inferer's error
 * shrinks by one octave as it gains experience, its bias in proportion. Both together change the result by less than 0.001.
 */
function tabulated(compute: ExpectedLoss, depends: 'error' | 'score' | 'both'): ExpectedLoss {
  const at = remembering((scale, node, ratio) => {
    const deviation = pow(2, node / perOctave);
    return compute(scale, deviation, ratio * deviation);
  });
  return (scale, deviation, bias) => {
    const unit = depends === 'both' ? scale : 1;
    const factor = depends === 'error' ? scale : 1;
    const spread = factor * deviation;
    if (!(spread > 0)) return compute(unit, 0, factor * bias);
    const ratio = Math.round((bias / deviation) * ratioSteps) / ratioSteps;
    const position = log(spread) * perLogarithm * perOctave;
    const node = Math.floor(position);
    const below = at(unit, node, ratio);
    return below + (position - node) * (at(unit, node + 1, ratio) - below);
  };
}

/** Remembers some thousands of results, a new one in place of an old one that happens to share its place. */
function remembering(compute: ExpectedLoss): ExpectedLoss {
  const places = 8192;
  const memory = new Float64Array(4 * places).fill(NaN);
  const numbers = new Float64Array(3);
  const words = new Int32Array(numbers.buffer);
  return (first, second, third) => {
    numbers[0] = first;
    numbers[1] = second;
    numbers[2] = third;
    let hash = 0;
    for (let n = 0; n < words.length; ++n) hash = Math.imul(hash ^ words[n], 0x9e3779b1) ^ (hash >>> 15);
    const at = 4 * ((hash ^ (hash >>> 16)) & (places - 1));
    if (memory[at] !== first || memory[at + 1] !== second || memory[at + 2] !== third) {
      memory[at + 3] = compute(first, second, third);
      memory[at] = first;
      memory[at + 1] = second;
      memory[at + 2] = third;
    }
    return memory[at + 3];
  };
}
