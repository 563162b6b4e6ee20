import { commonScale, filterForScaleInto } from '../../protocol/common-scale.ts';
import { initialRegret, isExperienced } from '../../protocol/initial-regret.ts';
import { networkLossesInto } from '../../protocol/network-losses.ts';
import { updateRegrets } from '../../protocol/regrets.ts';
import type { RoleColumns } from '../../state/role-columns.ts';
import type { Topic } from '../topic.ts';

/**
 * Closes the nonce: network losses from the reports, regrets, the initial regret, the common scale.
 *
 * @returns whether the epoch could be judged
 */
export function judge(topic: Topic): boolean {
  const { layout, rules, losses } = topic;
  const judgeable = networkLossesInto(
    topic.reports,
    layout.length,
    topic.activeStake,
    topic.reputers.activeCount,
    layout,
    topic.stakeSums,
    losses,
  );
  if (!judgeable) return false;
  markExperienced(topic);
  updateRegrets(
    topic.regrets,
    losses,
    layout,
    topic.inferers.active,
    topic.forecasters.active,
    rules.alphaRegret,
    topic.initialRegret,
  );
  followRegrets(topic);
  topic.networkLoss = losses[0];
  topic.latestRegime = topic.step.regime;
  observeJudgement(topic);
  return true;
}

/** Before the update: who had a regret already and was paid often enough. Entry l: inferers, then forecasters. */
function markExperienced(topic: Topic): void {
  const K = topic.layout.inferers;
  mark(topic, topic.inferers, topic.regrets.inferer, 0);
  mark(topic, topic.forecasters, topic.regrets.forecaster, K);
}

function mark(topic: Topic, role: RoleColumns, regret: Float64Array, from: number): void {
  for (let l = 0; l < role.activeCount; ++l) {
    const x = role.active[l];
    const experienced = !Number.isNaN(regret[x]) && isExperienced(role.inclusions[x], topic.rules.alphaRegret);
    topic.isExperienced[from + l] = experienced ? 1 : 0;
  }
}

/** After the update: the workers judged, the initial regret they give, and the scale of the next weights. */
function followRegrets(topic: Topic): void {
  const { rules, layout, losses, judged, judgedShare, experienced } = topic;
  const K = layout.inferers;
  let all = 0;
  let old = 0;
  for (let l = 0; l < K + layout.forecasters; ++l) {
    const isInferer = l < K;
    const role = isInferer ? topic.inferers : topic.forecasters;
    const x = role.active[isInferer ? l : l - K];
    const own = losses[isInferer ? layout.inferer + l : layout.forecaster + l - K];
    if (Number.isNaN(own)) continue;
    const regret = isInferer ? topic.regrets.inferer[x] : topic.regrets.forecaster[x];
    judged[all] = regret;
    judgedShare[all++] = role.weightShare[x];
    if (topic.isExperienced[l] === 1) experienced[old++] = regret;
  }
  topic.initialRegret = initialRegret(
    experienced,
    old,
    judged,
    all,
    rules.initialRegret,
    topic.initialRegret,
    topic.scratch,
  );
  if (rules.weights === 'clamped' || all === 0) return;
  let counted = judged;
  let count = all;
  if (rules.scaleFilter) {
    counted = experienced;
    count = filterForScaleInto(judged, judgedShare, all, rules.minWeightThresholdForStdnorm, experienced);
  }
  topic.commonScale = commonScale(counted, count, rules.weights, rules.epsilon, topic.scratch);
}

/** What is public now reaches those who learn from it. */
function observeJudgement(topic: Topic): void {
  const { judgedView: view, layout, losses, inferers, forecasters } = topic;
  view.inferers = layout.inferers;
  view.regime = topic.step.regime;
  for (let j = 0; j < layout.inferers; ++j) {
    view.places[j] = inferers.active[j];
    view.loss[j] = losses[layout.inferer + j];
    const x = inferers.active[j];
    topic.lossSum[x] += topic.trueLoss[layout.inferer + j];
    ++topic.lossCount[x];
  }
  for (let x = 0; x < forecasters.count; ++x) topic.forecasterMinds[x].observe?.(view);
}
