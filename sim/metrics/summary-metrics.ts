import { combinedPlace, naivePlace } from '../protocol/value-bundle.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import type { SummaryMetric } from './column.ts';
import type { EpochView } from './epoch-view.ts';

/** Sums over a topic's epochs, from which its summary is made. Only epochs after the first loss count for accuracy. */
export interface TopicTotals {
  epochs: number;
  paidEpochs: number;
  /** Epochs in which the network knew a loss already. */
  compared: number;
  combined: number;
  naive: number;
  equalWeight: number;
  bestSingle: number;
  taskScore: number;
  paid: number;
  extrapolated: number;
}

export function createTopicTotals(): TopicTotals {
  return {
    epochs: 0,
    paidEpochs: 0,
    compared: 0,
    combined: 0,
    naive: 0,
    equalWeight: 0,
    bestSingle: 0,
    taskScore: 0,
    paid: 0,
    extrapolated: 0,
  };
}

/** Takes an epoch into the sums. */
export function addEpoch(totals: TopicTotals, view: EpochView): void {
  ++totals.epochs;
  if (view.status === 'paid') {
    ++totals.paidEpochs;
    totals.paid += view.paid;
  }
  if (view.status !== 'paid' && view.status !== 'unpaid') return;
  if (view.listening.extrapolated) ++totals.extrapolated;
  if (view.epoch === 0) return;
  ++totals.compared;
  totals.combined += view.trueLoss[combinedPlace];
  totals.naive += view.trueLoss[naivePlace];
  totals.equalWeight += view.equalWeightLoss;
  totals.bestSingle += view.bestSingleLoss;
  totals.taskScore += view.taskScore;
}

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

function earned(role: RoleColumns): number {
  let sum = 0;
  for (let x = 0; x < role.count; ++x) sum += role.earned[x];
  return sum;
}

function largestShare(role: RoleColumns): number | null {
  let most = 0;
  for (let x = 0; x < role.count; ++x) if (role.earned[x] > most) most = role.earned[x];
  const all = earned(role);
  return all > 0 ? most / all : null;
}

/** Lowest mean true loss among inferers who answered in every epoch so far. */
function bestInHindsight(view: EpochView, epochs: number): number | null {
  let least = Number.POSITIVE_INFINITY;
  for (let x = 0; x < view.inferers.count; ++x) {
    if (view.lossCount[x] === epochs) least = Math.min(least, view.lossSum[x] / view.lossCount[x]);
  }
  return Number.isFinite(least) ? least : null;
}

/** The metrics of `summary.json`, per topic. */
export const summaryMetrics: readonly SummaryDeclaration[] = [
  { name: 'epochs', unit: 'epochs', doc: 'nonces that were run', of: (totals) => totals.epochs },
  { name: 'epochs_paid', unit: 'epochs', doc: 'nonces whose reward was paid', of: (totals) => totals.paidEpochs },
  mean('mean_combined_loss', 'mean true loss of the combined inference, from the second epoch on', (t) => t.combined),
  mean('mean_naive_loss', 'mean true loss of the naive inference, from the second epoch on', (t) => t.naive),
  mean('mean_equal_weight_loss', 'mean true loss of the plain mean, from the second epoch on', (t) => t.equalWeight),
  mean('mean_best_single_loss', 'mean true loss of following the inferer that was best so far', (t) => t.bestSingle),
  {
    name: 'mean_hindsight_best_loss',
    unit: loss,
    doc: 'mean true loss of the inferer that turned out best, among those present in every epoch',
    of: (totals, view) => bestInHindsight(view, totals.epochs),
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
  mean('mean_forecaster_task_score', 'mean of naive less combined network loss, as reported', (t) => t.taskScore),
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
    name: 'largest_inferer_share',
    unit: 'share',
    doc: 'part of the inferers’ rewards that the best paid one got',
    of: (_, view) => largestShare(view.inferers),
  },
  {
    name: 'extrapolated_listening_epochs',
    unit: 'epochs',
    doc: 'epochs in which listening coefficients were prolonged past a cut-back step',
    of: (totals) => totals.extrapolated,
  },
];

/** All summary metrics of a topic. */
export function summarise(topic: string, totals: TopicTotals, view: EpochView): SummaryMetric[] {
  return summaryMetrics.map(({ name, unit, of }) => ({ name, value: of(totals, view), unit, topic }));
}
