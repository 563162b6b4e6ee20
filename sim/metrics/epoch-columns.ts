import { median } from '../math/order-statistics.ts';
import { combinedPlace, naivePlace } from '../protocol/value-bundle.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import type { ColumnDeclaration } from './column.ts';
import type { EpochView } from './epoch-view.ts';

/** A column of `epochs.arrow` and how to read it off a topic. Dictionary columns give the code of their word. */
export interface EpochColumn extends ColumnDeclaration {
  readonly of: (view: EpochView) => number;
}

const target = 'target units';
const loss = 'log10 loss';
const share = 'share';

/** An epoch that could not be judged has inferences but no losses, scores or rewards. */
const judged = (view: EpochView) => view.status === 'paid' || view.status === 'unpaid';
const inferred = (view: EpochView) => view.status !== 'no-inferers';

function column(name: string, unit: string, doc: string, of: (view: EpochView) => number): EpochColumn {
  return { name, type: 'float64', unit, doc, of };
}

function count(name: string, unit: string, doc: string, of: (view: EpochView) => number): EpochColumn {
  return { name, type: 'int32', unit, doc, of };
}

const ifInferred = (of: (view: EpochView) => number) => (view: EpochView) => (inferred(view) ? of(view) : Number.NaN);
const ifJudged = (of: (view: EpochView) => number) => (view: EpochView) => (judged(view) ? of(view) : Number.NaN);

function medianSingleLoss(view: EpochView): number {
  const { layout, trueLoss, scratch } = view;
  const K = layout.inferers;
  for (let j = 0; j < K; ++j) scratch[j] = trueLoss[layout.inferer + j];
  return median(scratch, K, scratch.subarray(K));
}

function headCounts(role: string, of: (view: EpochView) => RoleColumns): EpochColumn[] {
  return [
    count(`registered_${role}`, role, `${role} registered with the topic`, (view) => of(view).count),
    count(`active_${role}`, role, `${role} in the active set`, (view) => of(view).activeCount),
    count(
      `replaced_${role}`,
      role,
      `members of the active set who were not in that of the epoch before`,
      (view) => of(view).replaced,
    ),
  ];
}

/** Codes are filled in by the recorder of rows; see rows.ts. */
export const topicColumn = 'topic';
export const statusColumn = 'status';

/** The columns of `epochs.arrow`: one row per topic and nonce. Later columns are added at the end of their group. */
export const epochColumns: readonly EpochColumn[] = [
  { name: topicColumn, type: 'dictionary', unit: '', doc: 'name of the topic', of: () => 0 },
  count('epoch', 'epochs', 'number of the nonce within its topic, from 0', (view) => view.epoch),
  count('block', 'blocks', 'block at which the nonce opened', (view) => view.block),
  {
    name: statusColumn,
    type: 'dictionary',
    unit: '',
    doc: 'paid; unpaid: judged but no reward could be divided; no-loss: not judged; no-inferers',
    of: () => 0,
  },
  count('regime', 'index', 'regime the truth was drawn in', (view) => view.step.regime),
  column('truth', target, 'ground truth', (view) => view.step.truth),
  column(
    'combined_inference',
    target,
    'network inference of inferers and forecasters',
    ifInferred((view) => view.values[combinedPlace]),
  ),
  column(
    'naive_inference',
    target,
    'network inference without forecasters',
    ifInferred((view) => view.values[naivePlace]),
  ),
  column(
    'equal_weight_inference',
    target,
    'plain mean of the active inferers',
    ifInferred((view) => view.equalWeightInference),
  ),
  column(
    'best_single_inference',
    target,
    'inference of the active inferer with the lowest mean true loss in the epochs before',
    ifInferred((view) => view.bestSingleInference),
  ),
  column(
    'outlier_resistant_inference',
    target,
    'combined inference without outlying inferences; published only',
    ifInferred((view) => view.outlierResistantInference),
  ),
  column(
    'combined_loss',
    loss,
    'true loss of the combined inference',
    ifInferred((view) => view.trueLoss[combinedPlace]),
  ),
  column(
    'naive_loss',
    loss,
    'true loss of the naive inference',
    ifInferred((view) => view.trueLoss[naivePlace]),
  ),
  column(
    'equal_weight_loss',
    loss,
    'true loss of the plain mean',
    ifInferred((view) => view.equalWeightLoss),
  ),
  column(
    'best_single_loss',
    loss,
    'true loss of best_single_inference',
    ifInferred((view) => view.bestSingleLoss),
  ),
  column('median_single_loss', loss, 'median of the active inferers’ true losses', ifInferred(medianSingleLoss)),
  column(
    'network_loss',
    loss,
    'combined loss as the reputers reported it, weighted by stake',
    ifJudged((view) => view.losses[combinedPlace]),
  ),
  ...[2.28, 15.87, 50, 84.13, 97.72].map((percentage, n) =>
    column(
      `percentile_${String(percentage).replace('.', '_')}`,
      target,
      `${percentage} % point of all inferences and implied inferences, by weight`,
      ifInferred((view) => view.percentiles[n]),
    ),
  ),
  column(
    'forecaster_task_score',
    loss,
    'naive less combined network loss: what forecasters add',
    ifJudged((view) => view.taskScore),
  ),
  column(
    'inferers_entropy',
    'nats',
    'modified entropy F of the inferers’ rewards',
    ifJudged((view) => view.infererEntropy),
  ),
  column(
    'forecasters_entropy',
    'nats',
    'modified entropy G of the forecasters’ rewards',
    ifJudged((view) => view.forecasterEntropy),
  ),
  column(
    'reputers_entropy',
    'nats',
    'modified entropy H of the reputers’ rewards',
    ifJudged((view) => view.reputerEntropy),
  ),
  column(
    'inferers_reward_fraction',
    share,
    'inferers’ part of the topic’s reward',
    ifJudged((view) => view.shares.inferers),
  ),
  column(
    'forecasters_reward_fraction',
    share,
    'forecasters’ part of the topic’s reward',
    ifJudged((view) => view.shares.forecasters),
  ),
  column(
    'reputers_reward_fraction',
    share,
    'reputers’ part of the topic’s reward',
    ifJudged((view) => view.shares.reputers),
  ),
  column(
    'chi',
    share,
    'forecasting utility: how much forecasting counts against inference',
    ifJudged((view) => view.utility.chi),
  ),
  column(
    'tau',
    '1',
    'smoothed ratio of the forecasters’ task score to the best inferer’s score',
    ifJudged((view) => view.utility.tau),
  ),
  column(
    'regret_scale',
    loss,
    'scale that the combined inference’s regrets were divided by',
    ifInferred((view) => view.regretScale),
  ),
  column('initial_regret', loss, 'regret that a newcomer starts from; 0: all are new', (view) => view.initialRegret),
  column(
    'listened_stake',
    share,
    'share of the active reputers’ stake that is listened to',
    ifJudged((view) => view.listening.listenedShare),
  ),
  count('listening_rounds', 'rounds', 'rounds of the ascent on listening coefficients', (view) =>
    judged(view) ? view.listening.rounds : 0,
  ),
  count(
    'listening_extrapolated',
    'epochs',
    '1 when a step was prolonged because less than minStakeFraction was listened to',
    (view) => (judged(view) && view.listening.extrapolated ? 1 : 0),
  ),
  column('reward', 'ALLO', 'reward paid to all actors of the topic', (view) =>
    view.status === 'paid' ? view.paid : 0,
  ),
  ...headCounts('inferers', (view) => view.inferers),
  ...headCounts('forecasters', (view) => view.forecasters),
  ...headCounts('reputers', (view) => view.reputers),
];
