import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';
import { log1p } from '../math/log1p.ts';
import type { ErrorLink } from './truth-process.ts';

/** Probabilities come no nearer to 0 and 1 than this: next to a truth of 1, a prediction of 0 has no finite bce loss. */
const leastProbability = 1e-12;
/** A count of none has no logarithm; it stands where half an event would. */
const leastCount = 0.5;
/** Predicted counts stay within e^±300, about 1e±130: positive numbers whose squares are finite. */
const largestLogarithm = 300;

/**
 * The truth where errors are added to it: itself, its logit ln(y / (1 - y)), or its natural logarithm.
 *
 * Simplified: a probability counts as at least 1e-12 away from 0 and 1, a count of 0 as 1/2.
 */
export function toErrorSpace(link: ErrorLink, truth: number): number {
  if (link === 'logit') {
    const inside = insideUnit(truth);
    return log(inside) - log1p(-inside);
  }
  if (link === 'log') return log(Math.max(truth, leastCount));
  return truth;
}

/** The way back: target units of a value where errors act. Probabilities are in [1e-12, 1 - 1e-12], counts above 0. */
export function fromErrorSpace(link: ErrorLink, value: number): number {
  if (link === 'logit') return insideUnit(1 / (1 + exp(-value)));
  if (link === 'log') return exp(Math.min(Math.max(value, -largestLogarithm), largestLogarithm));
  return value;
}

function insideUnit(probability: number): number {
  return Math.min(Math.max(probability, leastProbability), 1 - leastProbability);
}
