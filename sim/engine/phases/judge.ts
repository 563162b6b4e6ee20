import { toErrorSpace } from '../../processes/error-link.ts';
import { commonScale, filterForScaleInto } from '../../protocol/common-scale.ts';
import { initialRegret, isExperienced } from '../../protocol/initial-regret.ts';
import { networkLossesInto } from '../../protocol/network-losses.ts';
import { updateRegrets } from '../../protocol/regrets.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Seats } from '../../state/seats.ts';
import type { Nonce } from '../nonce.ts';
import type { Topic } from '../topic.ts';

/**
 * Closes the nonce: network losses from the reports, regrets, the initial regret, the common scale.
 *
 * @returns whether the epoch could be judged
 */
export function judge(topic: Topic, nonce: Nonce): boolean {
  const { rules, desk } = topic;
  const { layout } = nonce;
  const { losses } = desk;
  const judgeable = networkLossesInto(
    desk.reports,
    layout.length,
    desk.activeStake,
    nonce.reputers.count,
    layout,
    desk.stakeSums,
    losses,
  );
  if (!judgeable) return false;
  const K = layout.inferers;
  markExperienced(topic, topic.inferers, nonce.inferers, topic.regrets.inferer, 0);
  markExperienced(topic, topic.forecasters, nonce.forecasters, topic.regrets.forecaster, K);
  updateRegrets(
    topic.regrets,
    losses,
    layout,
    nonce.inferers.active,
    nonce.forecasters.active,
    rules.alphaRegret,
    topic.initialRegret,
  );
  followRegrets(topic, nonce);
  topic.networkLoss = losses[0];
  topic.judgedEpoch = nonce.epoch;
  return true;
}

/** Before the update: who had a regret already and was paid often enough. Entry l: inferers, then forecasters. */
function markExperienced(topic: Topic, role: RoleColumns, seats: Seats, regret: Float64Array, from: number): void {
  const { isExperienced: marks } = topic.desk;
  for (let l = 0; l < seats.count; ++l) {
    const x = seats.active[l];
    const experienced = !Number.isNaN(regret[x]) && isExperienced(role.inclusions[x], topic.rules.alphaRegret);
    marks[from + l] = experienced ? 1 : 0;
  }
}

/** After the update: the workers judged, the initial regret they give, and the scale of the next weights. */
function followRegrets(topic: Topic, nonce: Nonce): void {
  const { rules, desk } = topic;
  const { layout } = nonce;
  const { losses, judged, judgedShare, experienced } = desk;
  const K = layout.inferers;
  let all = 0;
  let old = 0;
  for (let l = 0; l < K + layout.forecasters; ++l) {
    const isInferer = l < K;
    const role = isInferer ? topic.inferers : topic.forecasters;
    const x = isInferer ? nonce.inferers.active[l] : nonce.forecasters.active[l - K];
    const own = losses[isInferer ? layout.inferer + l : layout.forecaster + l - K];
    if (Number.isNaN(own)) continue;
    const regret = isInferer ? topic.regrets.inferer[x] : topic.regrets.forecaster[x];
    judged[all] = regret;
    judgedShare[all++] = role.weightShare[x];
    if (desk.isExperienced[l] === 1) experienced[old++] = regret;
  }
  topic.initialRegret = initialRegret(
    experienced,
    old,
    judged,
    all,
    rules.initialRegret,
    topic.initialRegret,
    desk.scratch,
  );
  if (rules.weights === 'clamped' || all === 0) return;
  let counted = judged;
  let count = all;
  if (rules.scaleFilter) {
    counted = experienced;
    count = filterForScaleInto(judged, judgedShare, all, rules.minWeightThresholdForStdnorm, experienced);
  }
  topic.commonScale = commonScale(counted, count, rules.weights, rules.epsilon, desk.scratch);
}

/** What is public now reaches those who learn from it, and the books of who was how good. */
export function publish(topic: Topic, nonce: Nonce): void {
  const { desk, inferers, forecasters, reputers, observers } = topic;
  const { judgedView: view, trueLoss, losses, reports } = desk;
  const { layout } = nonce;
  const K = layout.inferers;
  const F = layout.forecasters;
  const V = layout.length;
  topic.latestRegime = nonce.step.regime;
  topic.latestTruth = topic.link === 'identity' ? nonce.step.truth : toErrorSpace(topic.link, nonce.step.truth);
  for (let j = 0; j < K; ++j) note(inferers, nonce.inferers.active[j], trueLoss[layout.inferer + j]);
  for (let k = 0; k < F; ++k) note(forecasters, nonce.forecasters.active[k], trueLoss[layout.forecaster + k]);
  for (let m = 0; m < nonce.reputers.count; ++m) {
    let sum = 0;
    let count = 0;
    for (let v = 0; v < V; ++v) {
      const error = Math.abs(reports[m * V + v] - trueLoss[v]);
      if (Number.isNaN(error)) continue;
      sum += error;
      ++count;
    }
    desk.reportError[m] = count > 0 ? sum / count : Number.NaN;
    note(reputers, nonce.reputers.active[m], desk.reportError[m]);
  }
  if (observers.length === 0) return;
  view.epoch = nonce.epoch;
  view.truth = nonce.step.truth;
  view.regime = nonce.step.regime;
  view.layout = layout;
  view.inferers = K;
  view.places = nonce.inferers.active;
  view.forecasterPlaces = nonce.forecasters.active;
  view.inferences = nonce.inferences;
  view.values = nonce.values;
  for (let j = 0; j < K; ++j) view.loss[j] = losses[layout.inferer + j];
  for (let o = 0; o < observers.length; ++o) observers[o].observe(view);
}

function note(role: RoleColumns, x: number, loss: number): void {
  if (Number.isNaN(loss)) return;
  role.lossSum[x] += loss;
  ++role.lossCount[x];
}
