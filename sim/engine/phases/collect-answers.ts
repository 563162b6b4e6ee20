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
import { reportableLoss } from '../reportable-loss.ts';
import type { Topic } from '../topic.ts';
import { startingScore } from './give-seats.ts';

/** The active inferers answer. */
export function collectInferences(topic: Topic): void {
  const { inferers, infererView: view, step, key, inferences, usualInferences } = topic;
  const K = inferers.activeCount;
  topic.layout = layoutFor(topic, K, topic.forecasters.activeCount);
  topic.outperformer = outperformerOf(topic);
  view.truth = step.truth;
  view.scale = step.scale;
  view.regime = step.regime;
  for (let j = 0; j < K; ++j) {
    const x = inferers.active[j];
    drawKeyInto(topic.root, inferers.high[x], inferers.low[x], topic.epoch, purposeInferenceError, key);
    view.error = normal(key, 0, 0);
    view.age = topic.epoch - inferers.registered[x];
    view.outperforms = false;
    usualInferences[j] = topic.infererMinds[x].infer(view);
    if (x === topic.outperformer) {
      view.outperforms = true;
      inferences[j] = topic.infererMinds[x].infer(view);
    } else inferences[j] = usualInferences[j];
  }
}

/** The active forecasters say what loss they expect of whom; at most maxElementsPerForecast elements are kept. */
export function collectForecasts(topic: Topic): void {
  const { inferers, forecasters, forecasterView: view, forecasts, key } = topic;
  const K = inferers.activeCount;
  view.inferers = K;
  view.latestRegime = topic.latestRegime;
  for (let j = 0; j < K; ++j) {
    view.places[j] = inferers.active[j];
    view.loss[j] = reportableLoss(topic, topic.inferences[j]);
    view.usualLoss[j] =
      inferers.active[j] === topic.outperformer ? reportableLoss(topic, topic.usualInferences[j]) : view.loss[j];
    topic.subjectHigh[j] = inferers.high[inferers.active[j]];
    topic.subjectLow[j] = inferers.low[inferers.active[j]];
  }
  for (let k = 0; k < forecasters.activeCount; ++k) {
    const x = forecasters.active[k];
    drawKeyInto(topic.root, forecasters.high[x], forecasters.low[x], topic.epoch, purposeForecastError, key);
    normalsInto(key, topic.subjectHigh, topic.subjectLow, K, view.error, 0);
    view.age = topic.epoch - forecasters.registered[x];
    topic.forecasterMinds[x].forecastInto(view, forecasts, k * K);
  }
  cutForecasts(topic, K);
}

/** The inferer with the smallest draw of the epoch, or of the run when it is always the same; -1 when nobody outperforms. */
function outperformerOf(topic: Topic): number {
  const { inferers, rules, key, root } = topic;
  if (rules.outperformerProbability < 1) {
    drawKeyInto(root, topic.high, topic.low, topic.epoch, purposeOutperformance, key);
    if (uniform(key, 0, 0) >= rules.outperformerProbability) return -1;
  }
  if (rules.outperformerConsistent && topic.outperformer >= 0) return topic.outperformer;
  // One key for all and the inferer as the subject: a new inferer changes the draw of no other.
  drawKeyInto(root, topic.high, topic.low, rules.outperformerConsistent ? -1 : topic.epoch, purposeOutperformer, key);
  let least = Number.POSITIVE_INFINITY;
  let outperformer = -1;
  for (let x = 0; x < inferers.count; ++x) {
    const draw = uniform(key, inferers.high[x], inferers.low[x]);
    if (draw < least) {
      least = draw;
      outperformer = x;
    }
  }
  return outperformer;
}

/** A forecast keeps its elements about the inferers who stand highest. Simplified: ties go to the earlier inferer. */
function cutForecasts(topic: Topic, K: number): void {
  const kept = topic.rules.maxElementsPerForecast;
  if (K <= kept) return;
  const { inferers, order, forecasts } = topic;
  // Insertion into the list of the best so far; both are short.
  let count = 0;
  for (let j = 0; j < K; ++j) {
    const own = standingOf(topic, inferers.active[j]);
    let at = count;
    while (at > 0 && standingOf(topic, inferers.active[order[at - 1]]) < own) --at;
    if (at >= kept) continue;
    if (count < kept) ++count;
    for (let n = count - 1; n > at; --n) order[n] = order[n - 1];
    order[at] = j;
  }
  const { keep } = topic;
  keep.fill(0, 0, K);
  for (let n = 0; n < count; ++n) keep[order[n]] = 1;
  for (let k = 0; k < topic.forecasters.activeCount; ++k) {
    for (let j = 0; j < K; ++j) if (keep[j] === 0) forecasts[k * K + j] = Number.NaN;
  }
}

function standingOf(topic: Topic, x: number): number {
  const standing = topic.inferers.standing[x];
  return Number.isNaN(standing) ? startingScore(topic, topic.inferers) : standing;
}

/** The layout of the epoch; made anew only when the active sets change size. */
function layoutFor(topic: Topic, K: number, F: number): Topic['layout'] {
  const { layout } = topic;
  if (layout.inferers === K && layout.forecasters === F) return layout;
  return bundleLayout(K, F, topic.rules.impliedOneOutsReported);
}
