import { fromErrorSpace, toErrorSpace } from '../../processes/error-link.ts';
import { bundleLayout } from '../../protocol/value-bundle.ts';
import { drawKeyInto } from '../../random/draw-key.ts';
import { normal, normalsInto } from '../../random/normal.ts';
import {
  purposeForecastError,
  purposeInferenceError,
  purposeOutperformance,
  purposeOutperformer,
} from '../../random/purposes.ts';
import { uniform } from '../../random/uniform.ts';
import type { Desk } from '../desk.ts';
import type { Nonce } from '../nonce.ts';
import { reportableLoss } from '../reportable-loss.ts';
import type { Topic } from '../topic.ts';
import { startingScore } from './give-seats.ts';

/** The seated inferers answer. */
export function collectInferences(topic: Topic, nonce: Nonce): void {
  const { inferers, root, desk, infererMinds, link } = topic;
  const { step, epoch, inferences } = nonce;
  const { infererView: view, key, usualInferences } = desk;
  const { active, count: K } = nonce.inferers;
  nonce.layout = layoutFor(topic, nonce);
  nonce.outperformer = outperformerOf(topic, epoch, desk);
  if (nonce.outperformer >= 0) topic.outperformer = nonce.outperformer;
  view.epoch = epoch;
  view.truth = link === 'identity' ? step.truth : toErrorSpace(link, step.truth);
  view.scale = step.scale;
  view.regime = step.regime;
  view.latestTruth = topic.latestTruth;
  let honest = 0;
  for (let j = 0; j < K; ++j) {
    const x = active[j];
    const mind = infererMinds[x];
    if (inferers.attack[x] < 0) ++honest;
    view.seenCount = inferers.looks[x] === 1 ? seeOthers(topic, nonce, honest) : 0;
    drawKeyInto(root, inferers.high[x], inferers.low[x], epoch, purposeInferenceError, key);
    view.error = normal(key, 0, 0);
    view.age = epoch - inferers.registered[x];
    view.outperforms = false;
    usualInferences[j] = mind.infer(view);
    if (x === nonce.outperformer) {
      view.outperforms = true;
      inferences[j] = mind.infer(view);
    } else inferences[j] = usualInferences[j];
    if (link !== 'identity' && mind.answersInTargetUnits !== true) {
      inferences[j] = fromErrorSpace(link, inferences[j]);
      usualInferences[j] = fromErrorSpace(link, usualInferences[j]);
    }
  }
  if (honest < K) dropKeptBack(topic, nonce, honest);
}

/** Shows what the honest have answered, in the units in which minds answer. They sit before all attackers' keys. */
function seeOthers({ link, desk }: Topic, { inferences, inferers }: Nonce, count: number): number {
  const { seen, seenPlaces } = desk.infererView;
  for (let j = 0; j < count; ++j) {
    seen[j] = link === 'identity' ? inferences[j] : toErrorSpace(link, inferences[j]);
    seenPlaces[j] = inferers.active[j];
  }
  return count;
}

/**
 * Attackers' keys that have committed and do not reveal lose their seat of the epoch. Simplified: nobody moves up, and their
 * commitment counts as a sign of life.
 */
function dropKeptBack(topic: Topic, nonce: Nonce, honest: number): void {
  const { inferers: seats, inferences } = nonce;
  const { usualInferences } = topic.desk;
  let kept = honest;
  for (let j = honest; j < seats.count; ++j) {
    if (Number.isNaN(inferences[j])) continue;
    seats.active[kept] = seats.active[j];
    usualInferences[kept] = usualInferences[j];
    inferences[kept++] = inferences[j];
  }
  if (kept === seats.count) return;
  seats.count = kept;
  nonce.layout = layoutFor(topic, nonce);
}

/** The seated forecasters say what loss they expect of whom; at most maxElementsPerForecast elements are kept. */
export function collectForecasts(topic: Topic, nonce: Nonce): void {
  const { inferers, forecasters, desk, root } = topic;
  const { forecasterView: view, key, subjectHigh, subjectLow } = desk;
  const { active, count: K } = nonce.inferers;
  const { active: forecasterPlaces, count: F } = nonce.forecasters;
  const forecasts = forecastsOf(topic, nonce);
  view.epoch = nonce.epoch;
  view.inferers = K;
  view.latestRegime = topic.latestRegime;
  view.networkLoss = topic.networkLoss;
  for (let j = 0; j < K; ++j) {
    view.places[j] = active[j];
    subjectHigh[j] = inferers.high[active[j]];
    subjectLow[j] = inferers.low[active[j]];
  }
  // The losses themselves are looked at by those who are told them only.
  if (topic.needsUsualLoss) lossesInto(topic, nonce);
  if (topic.needsRegimeLoss) regimeLossesInto(topic, nonce);
  for (let k = 0; k < F; ++k) {
    const x = forecasterPlaces[k];
    drawKeyInto(root, forecasters.high[x], forecasters.low[x], nonce.epoch, purposeForecastError, key);
    normalsInto(key, subjectHigh, subjectLow, K, view.error, 0);
    view.commonError = normal(key, 0, 0);
    view.age = nonce.epoch - forecasters.registered[x];
    topic.forecasterMinds[x].forecastInto(view, forecasts, k * K);
  }
  cutForecasts(topic, nonce, forecasts);
}

/** Where a nonce's forecasts stand: in itself when they are needed again later, else on the desk. */
export function forecastsOf({ keepsForecasts, desk }: Topic, nonce: Nonce): Float64Array {
  return keepsForecasts ? nonce.forecasts : desk.forecasts;
}

/** True losses of the epoch's inferences, and the same without its luck (see ForecasterView.usualLoss). */
function lossesInto(topic: Topic, nonce: Nonce): void {
  const { forecasterView: view, usualInferences } = topic.desk;
  const { active, count: K } = nonce.inferers;
  for (let j = 0; j < K; ++j) {
    const x = active[j];
    view.loss[j] = reportableLoss(topic, nonce, nonce.inferences[j]);
    if (topic.infererMinds[x].variesByRegime === true) view.usualLoss[j] = stationaryLoss(topic, nonce, x);
    else if (x === nonce.outperformer) view.usualLoss[j] = reportableLoss(topic, nonce, usualInferences[j]);
    else view.usualLoss[j] = view.loss[j];
  }
}

/** Expected loss of an inferer over the long-run shares of the regimes, experience included. */
function stationaryLoss(topic: Topic, nonce: Nonce, x: number): number {
  const { expectedScales, stationary = [1] } = topic.path;
  let sum = 0;
  for (let r = 0; r < stationary.length; ++r) {
    sum += stationary[r] * expectedIn(topic, nonce, x, r, expectedScales?.[r] ?? nonce.step.scale);
  }
  return sum;
}

/** Expected loss of each seated inferer in the present regime, whatever it drew. */
function regimeLossesInto(topic: Topic, nonce: Nonce): void {
  const { regimeLoss } = topic.desk.forecasterView;
  const { active, count: K } = nonce.inferers;
  const { regime, scale } = nonce.step;
  for (let j = 0; j < K; ++j) {
    // Nothing can be expected of those without normal errors but what they do.
    regimeLoss[j] =
      topic.infererMinds[active[j]].errorInto === undefined
        ? reportableLoss(topic, nonce, nonce.inferences[j])
        : expectedIn(topic, nonce, active[j], regime, scale);
  }
}

function expectedIn(topic: Topic, nonce: Nonce, x: number, regime: number, scale: number): number {
  const { normalError } = topic.desk;
  topic.infererMinds[x].errorInto?.(regime, nonce.epoch - topic.inferers.registered[x], normalError);
  return topic.expectedLoss?.(scale, normalError.deviation, normalError.bias) ?? Number.NaN;
}

/** The honest inferer with the smallest draw of the epoch, or of the run when it is always the same; -1: nobody outperforms. */
function outperformerOf(topic: Topic, epoch: number, desk: Desk): number {
  const { inferers, rules, root } = topic;
  const { key } = desk;
  if (rules.outperformerProbability < 1) {
    drawKeyInto(root, topic.high, topic.low, epoch, purposeOutperformance, key);
    if (uniform(key, 0, 0) >= rules.outperformerProbability) return -1;
  }
  if (rules.outperformerConsistent && topic.outperformer >= 0) return topic.outperformer;
  // One key for all and the inferer as the subject: a new inferer changes the draw of no other.
  drawKeyInto(root, topic.high, topic.low, rules.outperformerConsistent ? -1 : epoch, purposeOutperformer, key);
  let least = Number.POSITIVE_INFINITY;
  let outperformer = -1;
  for (let x = 0; x < inferers.count; ++x) {
    if (inferers.attack[x] >= 0 || epoch < inferers.registered[x] || epoch >= inferers.gone[x]) continue;
    const draw = uniform(key, inferers.high[x], inferers.low[x]);
    if (draw < least) {
      least = draw;
      outperformer = x;
    }
  }
  return outperformer;
}

/** A forecast keeps its elements about the inferers who stand highest. Simplified: ties go to the inferer with the lower number. */
function cutForecasts(topic: Topic, nonce: Nonce, forecasts: Float64Array): void {
  const kept = topic.rules.maxElementsPerForecast;
  const { active, count: K } = nonce.inferers;
  if (K <= kept) return;
  const { order, keep } = topic.desk;
  // Insertion into the list of the best so far; both are short.
  let count = 0;
  for (let j = 0; j < K; ++j) {
    const own = standingOf(topic, active[j]);
    let at = count;
    while (at > 0 && standsAbove(topic, active[j], own, active[order[at - 1]])) --at;
    if (at >= kept) continue;
    if (count < kept) ++count;
    for (let n = count - 1; n > at; --n) order[n] = order[n - 1];
    order[at] = j;
  }
  keep.fill(0, 0, K);
  for (let n = 0; n < count; ++n) keep[order[n]] = 1;
  for (let k = 0; k < nonce.forecasters.count; ++k) {
    for (let j = 0; j < K; ++j) if (keep[j] === 0) forecasts[k * K + j] = Number.NaN;
  }
}

/** Whether actor x, who stands at `own`, comes before another one. */
function standsAbove(topic: Topic, x: number, own: number, other: number): boolean {
  const its = standingOf(topic, other);
  return own > its || (own === its && topic.inferers.number[x] < topic.inferers.number[other]);
}

function standingOf(topic: Topic, x: number): number {
  const standing = topic.inferers.standing[x];
  return Number.isNaN(standing) ? startingScore(topic, topic.inferers) : standing;
}

/** The layout of the epoch; made anew only when the active sets change size. */
function layoutFor(topic: Topic, nonce: Nonce): Nonce['layout'] {
  const K = nonce.inferers.count;
  const F = nonce.forecasters.count;
  const fits = (layout: Nonce['layout']) => layout.inferers === K && layout.forecasters === F;
  if (fits(nonce.layout)) return nonce.layout;
  if (fits(topic.layout)) return topic.layout;
  topic.layout = bundleLayout(K, F, topic.rules.impliedOneOutsReported);
  return topic.layout;
}
