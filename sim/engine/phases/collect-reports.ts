import { fromErrorSpace, toErrorSpace } from '../../processes/error-link.ts';
import { drawKeyInto } from '../../random/draw-key.ts';
import { normalsInto } from '../../random/normal.ts';
import { purposeReportError } from '../../random/purposes.ts';
import type { Nonce } from '../nonce.ts';
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

/** Judges every value of the bundle, and what the network is held against, by the truth. */
export function measureTrueLosses(topic: Topic, nonce: Nonce): void {
  const { desk } = topic;
  const { values, layout } = nonce;
  const { trueLoss } = desk;
  const V = layout.length;
  for (let v = 0; v < V; ++v) {
    const value = values[v];
    trueLoss[v] = Number.isNaN(value) ? Number.NaN : reportableLoss(topic, nonce, value);
  }
  desk.equalWeightLoss = reportableLoss(topic, nonce, nonce.equalWeightInference);
  desk.bestSingleLoss = reportableLoss(topic, nonce, nonce.bestSingleInference);
  const { outlierResistantInference: resistant } = nonce;
  desk.outlierResistantLoss = Number.isNaN(resistant) ? Number.NaN : reportableLoss(topic, nonce, resistant);
}

/** The seated reputers report the loss of every value of the bundle, each with its own errors. */
export function collectReports(topic: Topic, nonce: Nonce): void {
  const { reputers, root, desk } = topic;
  const { reputerView: view, key, subjectHigh, subjectLow, reports } = desk;
  const { active, count: R } = nonce.reputers;
  const V = nonce.layout.length;
  nameSubjects(topic, nonce);
  view.epoch = nonce.epoch;
  view.values = V;
  view.layout = nonce.layout;
  view.places = nonce.inferers.active;
  view.forecasterPlaces = nonce.forecasters.active;
  view.allowNegative = topic.allowNegative;
  topic.misreadInto ??= (shift, out) => misreadInto(topic, shift, out);
  view.misreadInto = topic.misreadInto;
  let honest = 0;
  for (let m = 0; m < R; ++m) {
    const x = active[m];
    if (reputers.attack[x] < 0) ++honest;
    view.seenCount = reputers.looks[x] === 1 ? honest : 0;
    drawKeyInto(root, reputers.high[x], reputers.low[x], nonce.epoch, purposeReportError, key);
    normalsInto(key, subjectHigh, subjectLow, V, view.error, 0);
    topic.reputerMinds[x].reportInto(view, reports, m * V);
    desk.activeStake[m] = topic.stake[x];
    desk.activeCoefficient[m] = topic.coefficient[x];
  }
}

/** Judges every value of the nonce that is being closed by a truth off by so many scales. */
function misreadInto(topic: Topic, shift: number, out: Float64Array): void {
  const { nonce, link } = topic;
  const { truth, scale } = nonce.step;
  const wrong = fromErrorSpace(link, toErrorSpace(link, truth) + shift * scale);
  for (let v = 0; v < nonce.layout.length; ++v) {
    const value = nonce.values[v];
    out[v] = Number.isNaN(value) ? Number.NaN : reportableLoss(topic, nonce, value, wrong);
  }
}

/** What each value is about, as the subject of draws: a kind, and the worker or the two workers concerned. */
function nameSubjects(topic: Topic, nonce: Nonce): void {
  const { inferers, forecasters } = topic;
  const { subjectHigh: high, subjectLow: low } = topic.desk;
  const { layout } = nonce;
  const infererPlaces = nonce.inferers.active;
  const forecasterPlaces = nonce.forecasters.active;
  const K = layout.inferers;
  const F = layout.forecasters;
  high[0] = 0;
  low[0] = markCombined;
  high[1] = 0;
  low[1] = markNaive;
  for (let j = 0; j < K; ++j) {
    const x = infererPlaces[j];
    high[layout.inferer + j] = inferers.high[x];
    low[layout.inferer + j] = inferers.low[x];
    high[layout.oneOutInferer + j] = inferers.high[x] ^ markOneOutInferer;
    low[layout.oneOutInferer + j] = inferers.low[x];
  }
  for (let k = 0; k < F; ++k) {
    const x = forecasterPlaces[k];
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
      high[place] = Math.imul(ownHigh, markImplied) ^ inferers.high[infererPlaces[j]];
      low[place] = Math.imul(ownLow, markImplied) ^ inferers.low[infererPlaces[j]];
    }
  }
}
