import { drawKeyInto } from '../../random/draw-key.ts';
import { normalsInto } from '../../random/normal.ts';
import { purposeReportError } from '../../random/purposes.ts';
import { reportableLoss } from '../reportable-loss.ts';
import type { Topic } from '../topic.ts';

/** Marks of the kinds of values, so that a reputer's errors about two values of one actor have nothing in common. */
const markCombined = 0x1b873593;
const markNaive = 0x2c1b3c6d;
const markForecaster = 0x3f58476d;
const markOneOutInferer = 0x4cf5ad43;
const markOneOutForecaster = 0x5bd1e995;
const markOneIn = 0x6b43a9b5;
const markImplied = 0x7feb352d;

/** The active reputers judge every value of the bundle against the truth, each with its own errors. */
export function collectReports(topic: Topic): void {
  const { layout, values, trueLoss, reputers, reputerView: view, key } = topic;
  const V = layout.length;
  for (let v = 0; v < V; ++v) {
    const value = values[v];
    trueLoss[v] = Number.isNaN(value) ? Number.NaN : reportableLoss(topic, value);
  }
  nameSubjects(topic);
  view.values = V;
  for (let m = 0; m < reputers.activeCount; ++m) {
    const x = reputers.active[m];
    drawKeyInto(topic.root, reputers.high[x], reputers.low[x], topic.epoch, purposeReportError, key);
    normalsInto(key, topic.subjectHigh, topic.subjectLow, V, view.error, 0);
    topic.reputerMinds[x].reportInto(view, topic.reports, m * V);
    topic.activeStake[m] = topic.stake[x];
    topic.activeCoefficient[m] = topic.coefficient[x];
  }
}

/** What each value is about, as the subject of draws: a kind, and the worker or the two workers concerned. */
function nameSubjects(topic: Topic): void {
  const { layout, inferers, forecasters, subjectHigh: high, subjectLow: low } = topic;
  const K = layout.inferers;
  const F = layout.forecasters;
  high[0] = 0;
  low[0] = markCombined;
  high[1] = 0;
  low[1] = markNaive;
  for (let j = 0; j < K; ++j) {
    const x = inferers.active[j];
    high[layout.inferer + j] = inferers.high[x];
    low[layout.inferer + j] = inferers.low[x];
    high[layout.oneOutInferer + j] = inferers.high[x] ^ markOneOutInferer;
    low[layout.oneOutInferer + j] = inferers.low[x];
  }
  for (let k = 0; k < F; ++k) {
    const x = forecasters.active[k];
    const ownHigh = forecasters.high[x];
    const ownLow = forecasters.low[x];
    high[layout.forecaster + k] = ownHigh ^ markForecaster;
    low[layout.forecaster + k] = ownLow;
    high[layout.oneOutForecaster + k] = ownHigh ^ markOneOutForecaster;
    low[layout.oneOutForecaster + k] = ownLow;
    high[layout.oneIn + k] = ownHigh ^ markOneIn;
    low[layout.oneIn + k] = ownLow;
    if (!layout.hasImpliedOneOuts) continue;
    for (let j = 0; j < K; ++j) {
      const place = layout.impliedOneOut + k * K + j;
      high[place] = Math.imul(ownHigh, markImplied) ^ inferers.high[inferers.active[j]];
      low[place] = Math.imul(ownLow, markImplied) ^ inferers.low[inferers.active[j]];
    }
  }
}
