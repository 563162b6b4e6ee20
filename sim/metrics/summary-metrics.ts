import { effectiveNumber } from '../protocol/modified-entropy.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import { attackMetrics } from './attack-metrics.ts';
import { chainMetrics } from './chain-metrics.ts';
import type { SummaryMetric } from './column.ts';
import type { EpochView } from './epoch-view.ts';
import { overallMetrics } from './overall-metrics.ts';
import { rankCorrelation } from './rank-correlation.ts';
import { changeEpochs, type ScoreTotals, settledEpochs, type TopicTotals, yieldWeight } from './topic-totals.ts';

/** One number of `summary.json`, declared. */
export interface SummaryDeclaration {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  /** null: not defined for this run. */
  readonly of: (totals: TopicTotals, view: EpochView) => number | null;
}

const loss = 'log10 loss';

function mean(name: string, doc: string, of: (totals: TopicTotals) => number): SummaryDeclaration {
  return { name, unit: loss, doc, of: (totals) => (totals.compared > 0 ? of(totals) / totals.compared : null) };
}

/** With what EMA score those stand who come into the active set: what a seat takes. */
function added(role: string, of: (totals: TopicTotals) => ScoreTotals): SummaryDeclaration {
  return {
    name: `added_ema_score_${role}_mean`,
    unit: 'score',
    doc: `mean EMA score with which ${role} came into the active set, over nonces in which some did`,
    of: (totals) => (of(totals).count > 0 ? of(totals).sum / of(totals).count : null),
  };
}

function earned(role: RoleColumns): number {
  let sum = 0;
  for (let x = 0; x < role.count; ++x) sum += role.earned[x];
  return sum;
}

/** Part of all rewards of the topic. */
function shareEarned(role: RoleColumns, { inferers, forecasters, reputers }: EpochView): number | null {
  const all = earned(inferers) + earned(forecasters) + earned(reputers);
  return all > 0 ? earned(role) / all : null;
}

function largestShare(role: RoleColumns): number | null {
  let most = 0;
  for (let x = 0; x < role.count; ++x) if (role.earned[x] > most) most = role.earned[x];
  const all = earned(role);
  return all > 0 ? most / all : null;
}

/** How many equal earners would spread the role's rewards as evenly. */
function effectiveEarners(role: RoleColumns): number | null {
  const all = earned(role);
  return all > 0
    ? effectiveNumber(
        role.earned.map((one) => one / all),
        role.count,
      )
    : null;
}

/** Lowest mean true loss among inferers with a seat in every judged epoch so far. */
function bestInHindsight({ inferers }: EpochView, judged: number): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (let x = 0; x < inferers.count; ++x) {
    if (judged > 0 && inferers.lossCount[x] === judged)
      least = Math.min(least, inferers.lossSum[x] / inferers.lossCount[x]);
  }
  return Number.isFinite(least) ? least : null;
}

/**
 * Do the more skilled earn more? Reward per epoch registered, of reputers per stake and epoch reported, against the mean loss,
 * over those who ever had a seat.
 *
 * @param epochs that the run has had so far
 */
function alignment(role: RoleColumns, epochs: number, stake?: Float64Array): number | null {
  const skill: number[] = [];
  const reward: number[] = [];
  for (let x = 0; x < role.count; ++x) {
    if (role.lossCount[x] === 0) continue;
    skill.push(-role.lossSum[x] / role.lossCount[x]);
    const registered = Math.min(role.gone[x], epochs) - role.registered[x];
    reward.push(role.earned[x] / (stake === undefined ? registered : stake[x] * role.lossCount[x]));
  }
  return rankCorrelation(skill, reward);
}

/** The metrics of `summary.json`, per topic. */
export const topicMetrics: readonly SummaryDeclaration[] = [
  { name: 'epochs', unit: 'epochs', doc: 'nonces that were run', of: (totals) => totals.epochs },
  { name: 'epochs_paid', unit: 'epochs', doc: 'nonces whose reward was paid', of: (totals) => totals.paidEpochs },
  {
    name: 'epochs_compared',
    unit: 'epochs',
    doc: 'judged nonces whose inferences could use a loss: those that means of losses are taken over',
    of: (totals) => totals.compared,
  },
  mean('mean_combined_loss', 'mean true loss of the combined inference', (t) => t.combined),
  mean('mean_naive_loss', 'mean true loss of the naive inference', (t) => t.naive),
  mean('mean_equal_weight_loss', 'mean true loss of the plain mean', (t) => t.equalWeight),
  mean('mean_best_single_loss', 'mean true loss of following the inferer that was best so far', (t) => t.bestSingle),
  mean('mean_median_single_loss', 'mean of the median true loss of the seated inferers', (t) => t.medianSingle),
  {
    name: 'mean_outlier_resistant_loss',
    unit: loss,
    doc: 'mean true loss of the combined inference without outlying ones; none in versions that do not publish it',
    of: ({ compared, outlierResistant }) =>
      compared > 0 && !Number.isNaN(outlierResistant) ? outlierResistant / compared : null,
  },
  {
    name: 'mean_hindsight_best_loss',
    unit: loss,
    doc: 'mean true loss, over all judged epochs, of the inferer that turned out best, among those with a seat in each',
    of: (totals, view) => bestInHindsight(view, totals.judged),
  },
  mean('skill_vs_naive', 'naive less combined mean loss; positive: forecasters help', (t) => t.naive - t.combined),
  mean(
    'skill_vs_equal_weight',
    'equal-weight less combined mean loss; positive: weights help',
    (t) => t.equalWeight - t.combined,
  ),
  mean(
    'skill_vs_best_single',
    'best-so-far less combined mean loss; positive: better than following one',
    (t) => t.bestSingle - t.combined,
  ),
  mean(
    'skill_vs_median_single',
    'median single less combined mean loss; positive: better than the middling inferer',
    (t) => t.medianSingle - t.combined,
  ),
  mean(
    'naive_vs_equal_weight',
    'equal-weight less naive mean loss; positive: regrets alone help',
    (t) => t.equalWeight - t.naive,
  ),
  mean('mean_forecaster_task_score', 'mean of naive less combined network loss, as reported', (t) => t.taskScore),
  {
    name: 'regime_change_cost',
    unit: loss,
    doc: `how much of its advantage over the plain mean the combined inference loses in the ${changeEpochs} epochs from a change of regime on, against those from ${settledEpochs} on`,
    of: ({ nearChange, nearCount, settled, settledCount }) =>
      nearCount > 0 && settledCount > 0 ? nearChange / nearCount - settled / settledCount : null,
  },
  {
    name: 'regime_changes',
    unit: 'changes',
    doc: 'how often the truth’s regime changed',
    of: (totals) => totals.changes,
  },
  { name: 'reward_paid', unit: 'ALLO', doc: 'rewards paid to all actors', of: (totals) => totals.paid },
  { name: 'reward_inferers', unit: 'ALLO', doc: 'rewards paid to inferers', of: (_, view) => earned(view.inferers) },
  {
    name: 'reward_forecasters',
    unit: 'ALLO',
    doc: 'rewards paid to forecasters',
    of: (_, view) => earned(view.forecasters),
  },
  { name: 'reward_reputers', unit: 'ALLO', doc: 'rewards paid to reputers', of: (_, view) => earned(view.reputers) },
  {
    name: 'reward_share_inferers',
    unit: 'share',
    doc: 'part of the topic’s rewards that inferers got',
    of: (_, view) => shareEarned(view.inferers, view),
  },
  {
    name: 'reward_share_forecasters',
    unit: 'share',
    doc: 'part of the topic’s rewards that forecasters got',
    of: (_, view) => shareEarned(view.forecasters, view),
  },
  {
    name: 'reward_share_reputers',
    unit: 'share',
    doc: 'part of the topic’s rewards that reputers and their delegators got',
    of: (_, view) => shareEarned(view.reputers, view),
  },
  {
    name: 'largest_inferer_share',
    unit: 'share',
    doc: 'part of the inferers’ rewards that the best paid one got',
    of: (_, view) => largestShare(view.inferers),
  },
  {
    name: 'effective_inferers',
    unit: 'inferers',
    doc: 'how many equal earners would spread the inferers’ rewards as evenly',
    of: (_, view) => effectiveEarners(view.inferers),
  },
  {
    name: 'alignment_inferers',
    unit: 'rank correlation',
    doc: 'of the inferers’ rewards per epoch with their skill (minus the mean true loss): 1 when the better always earn more',
    of: ({ epochs }, view) => alignment(view.inferers, epochs),
  },
  {
    name: 'alignment_forecasters',
    unit: 'rank correlation',
    doc: 'of the forecasters’ rewards per epoch with their skill (minus the mean true loss of their implied inferences)',
    of: ({ epochs }, view) => alignment(view.forecasters, epochs),
  },
  {
    name: 'alignment_reputers',
    unit: 'rank correlation',
    doc: 'of the reputers’ rewards per stake and epoch with their skill (minus the mean error of their reports)',
    of: ({ epochs }, view) => alignment(view.reputers, epochs, view.stake),
  },
  {
    name: 'replaced_inferers_mean',
    unit: 'inferers per epoch',
    doc: 'mean number of new members of the inferers’ active set',
    of: (totals) => (totals.epochs > 0 ? totals.replacedInferers / totals.epochs : null),
  },
  added('inferers', (totals) => totals.addedInferers),
  added('forecasters', (totals) => totals.addedForecasters),
  added('reputers', (totals) => totals.addedReputers),
  {
    name: 'extrapolated_listening_epochs',
    unit: 'epochs',
    doc: 'epochs in which listening coefficients were prolonged past a cut-back step',
    of: (totals) => totals.extrapolated,
  },
  {
    name: 'reported_error_mean',
    unit: loss,
    doc: 'mean of how far the combined loss that reputers report lies from the true one',
    of: ({ judged, reportedError }) => (judged > 0 ? reportedError / judged : null),
  },
  { name: 'consumer_fees', unit: 'ALLO', doc: 'paid by consumers for inferences', of: (t) => t.consumerFees },
  {
    name: 'reputer_yield_end',
    unit: 'share per epoch',
    doc: `rewards of reputers and their delegators per token staked in the topic, each paid epoch counting for ${yieldWeight} of what is known, at the end`,
    of: ({ reputerYield }) => (Number.isNaN(reputerYield) ? null : reputerYield),
  },
  { name: 'inferers_end', unit: 'inferers', doc: 'registered in the last judged epoch', of: (t) => t.presentInferers },
  {
    name: 'forecasters_end',
    unit: 'forecasters',
    doc: 'registered in the last judged epoch',
    of: (t) => t.presentForecasters,
  },
  { name: 'reputers_end', unit: 'reputers', doc: 'registered in the last judged epoch', of: (t) => t.presentReputers },
];

/** Every metric that a summary can hold. */
export const summaryMetrics: readonly { readonly name: string; readonly unit: string; readonly doc: string }[] = [
  ...topicMetrics,
  ...attackMetrics,
  ...overallMetrics,
  ...chainMetrics,
];

/** All metrics of a topic. Where losses may be negative they are raw, and so is their unit. */
export function summarise(totals: TopicTotals, view: EpochView): SummaryMetric[] {
  const unitOf = (unit: string) => (unit === loss && view.allowNegative ? 'loss' : unit);
  return topicMetrics.map(({ name, unit, of }) => ({
    name,
    value: of(totals, view),
    unit: unitOf(unit),
    topic: view.name,
  }));
}
