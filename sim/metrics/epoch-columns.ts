import { sampleStandardDeviation } from '../math/statistics.ts';
import { combinedPlace, naivePlace } from '../protocol/value-bundle.ts';
import type { Seats } from '../state/seats.ts';
import type { ColumnDeclaration, TableDeclaration } from './column.ts';
import { type EpochView, isJudged } from './epoch-view.ts';
import { medianSingleLoss } from './topic-totals.ts';

/** How to read a column off a topic. */
type Reading = (view: EpochView) => number;

/** A column of `epochs.arrow` and how to read it. Dictionary columns give the code of their word. */
export interface EpochColumn extends ColumnDeclaration {
  readonly of: Reading;
  /** It has a value only for nonces that were answered, or judged. Absent: always. */
  readonly when?: 'inferred' | 'judged';
}

const target = 'target units';
const loss = 'log10 loss';
const share = 'share';
const allo = 'ALLO';

type Conditional = Pick<EpochColumn, 'of' | 'when'>;

function column(name: string, unit: string, doc: string, reading: Reading | Conditional): EpochColumn {
  return { name, type: 'float64', unit, doc, ...(typeof reading === 'function' ? { of: reading } : reading) };
}

function count(name: string, unit: string, doc: string, of: Reading): EpochColumn {
  return { name, type: 'int32', unit, doc, of };
}

const ifInferred = (of: Reading): Conditional => ({ of, when: 'inferred' });
const ifJudged = (of: Reading): Conditional => ({ of, when: 'judged' });

function scoreMean({ nonce, desk: { reputerScore } }: EpochView): number {
  const { count: R } = nonce.reputers;
  let sum = 0;
  for (let m = 0; m < R; ++m) sum += reputerScore[m];
  return sum / R;
}

function headCounts(role: string, of: (view: EpochView) => Seats): EpochColumn[] {
  return [
    count(`registered_${role}`, role, `${role} registered with the topic`, (view) => of(view).registered),
    count(`submitted_${role}`, role, `${role} who submitted for the nonce`, (view) => of(view).submitted),
    count(`active_${role}`, role, `${role} in the active set`, (view) => of(view).count),
    count(
      `replaced_${role}`,
      role,
      'members of the active set who were not in that of the epoch before',
      (view) => of(view).replaced,
    ),
    column(
      `added_ema_score_${role}`,
      'score',
      `mean EMA score of ${role} who came into the active set`,
      (view) => of(view).addedScore,
    ),
    column(
      `removed_ema_score_${role}`,
      'score',
      `mean EMA score of ${role} who fell out of the active set though they submitted`,
      (view) => of(view).removedScore,
    ),
  ];
}

/** What the hub chain did with the topic; amounts are empty and counts 0 where the scenario fixes rewards. */
const economyColumns: readonly EpochColumn[] = [
  column('topic_weight', 'weight', 'weight of the topic when the reward was fixed', ({ economy }) => economy.weight),
  column('topic_share', share, 'part of the weight of all active topics that it has', ({ economy }) => economy.share),
  column(
    'fee_revenue',
    allo,
    'effective revenue of the topic: fees paid into it, as they drip',
    ({ economy }) => economy.feeRevenue,
  ),
  column('topic_stake', allo, 'staked in the topic by reputers and delegators', ({ economy }) => economy.stake),
  column('reward_pool', allo, 'what the topic could pay for the nonce', ({ economy }) => economy.rewardPool),
  column(
    'returned_reward',
    allo,
    'part of it that was not paid and went back to the treasury',
    ({ economy }) => economy.returned,
  ),
  column(
    'paid_delegators',
    allo,
    'part of the reputers’ reward that went to their delegators',
    ({ economy }) => economy.paidDelegators,
  ),
  column(
    'consumer_fees',
    allo,
    'paid by consumers for inferences since the nonce before',
    ({ economy }) => economy.consumerFees,
  ),
  count(
    'requests',
    'requests',
    'inferences that consumers asked for since the nonce before',
    ({ economy }) => economy.requests,
  ),
  count('requests_served', 'requests', 'of them those that got an inference', ({ economy }) => economy.requestsServed),
  column(
    'inference_age',
    'blocks',
    'mean age of the inferences that those requests got',
    ({ economy }) => economy.inferenceAge,
  ),
  column('inference_error', target, 'mean absolute error of those inferences', ({ economy }) => economy.inferenceError),
  count(
    'late_messages',
    'messages',
    'payloads, registrations and stake moves for the topic that the hub served late',
    ({ economy }) => economy.lateMessages,
  ),
  count(
    'dropped_messages',
    'messages',
    'of such messages those that the hub never served',
    ({ economy }) => economy.droppedMessages,
  ),
  column(
    'slashed',
    allo,
    'stake taken from reputers and their delegators; slashing is not on chain',
    ({ economy }) => economy.slashed,
  ),
];

/** Codes are filled in by the recorder of rows; see rows.ts. */
export const topicColumn = 'topic';
export const statusColumn = 'status';

/** The columns of `epochs.arrow`: one row per topic and nonce. Later columns are added at the end of their group. */
export const epochColumns: readonly EpochColumn[] = [
  { name: topicColumn, type: 'dictionary', unit: '', doc: 'name of the topic', of: () => 0 },
  count('epoch', 'epochs', 'number of the nonce within its topic, from 0', (view) => view.nonce.epoch),
  count('block', 'blocks', 'block at which the nonce opened', (view) => view.nonce.block),
  {
    name: statusColumn,
    type: 'dictionary',
    unit: '',
    doc: 'paid; unpaid: judged but no reward could be divided; no-loss: not judged; no-inferers; given-up: dropped while its losses were awaited',
    of: () => 0,
  },
  count('regime', 'index', 'regime the truth was drawn in', (view) => view.nonce.step.regime),
  column('truth', target, 'ground truth', (view) => view.nonce.step.truth),
  column(
    'combined_inference',
    target,
    'network inference of inferers and forecasters',
    ifInferred((view) => view.nonce.values[combinedPlace]),
  ),
  column(
    'naive_inference',
    target,
    'network inference without forecasters',
    ifInferred((view) => view.nonce.values[naivePlace]),
  ),
  column(
    'equal_weight_inference',
    target,
    'plain mean of the active inferers',
    ifInferred((view) => view.nonce.equalWeightInference),
  ),
  column(
    'best_single_inference',
    target,
    'inference of the active inferer with the lowest mean true loss in the epochs before',
    ifInferred((view) => view.nonce.bestSingleInference),
  ),
  column(
    'outlier_resistant_inference',
    target,
    'combined inference without outlying inferences; published only',
    ifInferred((view) => view.nonce.outlierResistantInference),
  ),
  column(
    'combined_loss',
    loss,
    'true loss of the combined inference',
    ifInferred((view) => view.desk.trueLoss[combinedPlace]),
  ),
  column(
    'naive_loss',
    loss,
    'true loss of the naive inference',
    ifInferred((view) => view.desk.trueLoss[naivePlace]),
  ),
  column(
    'equal_weight_loss',
    loss,
    'true loss of the plain mean',
    ifInferred((view) => view.desk.equalWeightLoss),
  ),
  column(
    'best_single_loss',
    loss,
    'true loss of best_single_inference',
    ifInferred((view) => view.desk.bestSingleLoss),
  ),
  column('median_single_loss', loss, 'median of the active inferers’ true losses', ifInferred(medianSingleLoss)),
  column(
    'network_loss',
    loss,
    'combined loss as the reputers reported it, weighted by stake',
    ifJudged((view) => view.desk.losses[combinedPlace]),
  ),
  ...[2.28, 15.87, 50, 84.13, 97.72].map((percentage, n) =>
    column(
      `percentile_${String(percentage).replace('.', '_')}`,
      target,
      `${percentage} % point of all inferences and implied inferences, by weight`,
      ifInferred((view) => view.nonce.percentiles[n]),
    ),
  ),
  column(
    'forecaster_task_score',
    loss,
    'naive less combined network loss: what forecasters add',
    ifJudged((view) => view.desk.taskScore),
  ),
  column(
    'inferers_entropy',
    'nats',
    'modified entropy F of the inferers’ rewards',
    ifJudged((view) => view.desk.infererEntropy),
  ),
  column(
    'forecasters_entropy',
    'nats',
    'modified entropy G of the forecasters’ rewards',
    ifJudged((view) => view.desk.forecasterEntropy),
  ),
  column(
    'reputers_entropy',
    'nats',
    'modified entropy H of the reputers’ rewards',
    ifJudged((view) => view.desk.reputerEntropy),
  ),
  column(
    'inferers_reward_fraction',
    share,
    'inferers’ part of the topic’s reward',
    ifJudged((view) => view.desk.shares.inferers),
  ),
  column(
    'forecasters_reward_fraction',
    share,
    'forecasters’ part of the topic’s reward',
    ifJudged((view) => view.desk.shares.forecasters),
  ),
  column(
    'reputers_reward_fraction',
    share,
    'reputers’ part of the topic’s reward',
    ifJudged((view) => view.desk.shares.reputers),
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
    ifInferred((view) => view.nonce.regretScale),
  ),
  column(
    'initial_regret',
    loss,
    'regret that a newcomer starts from; 0: all are new',
    ifInferred((view) => view.nonce.initialRegret),
  ),
  column(
    'listened_stake',
    share,
    'share of the active reputers’ stake that is listened to',
    ifJudged((view) => view.desk.listening.listenedShare),
  ),
  count('listening_rounds', 'rounds', 'rounds of the ascent on listening coefficients', (view) =>
    isJudged(view) ? view.desk.listening.rounds : 0,
  ),
  count(
    'listening_extrapolated',
    'epochs',
    '1 when a step was prolonged because less than minStakeFraction was listened to',
    (view) => (isJudged(view) && view.desk.listening.extrapolated ? 1 : 0),
  ),
  column('reward', 'ALLO', 'reward paid to all actors of the topic', (view) =>
    view.nonce.status === 'paid' ? view.desk.paid : 0,
  ),
  column('reward_inferers', 'ALLO', 'part of it paid to inferers', (view) => ifPaid(view, view.desk.paidInferers)),
  column('reward_forecasters', 'ALLO', 'part of it paid to forecasters', (view) =>
    ifPaid(view, view.desk.paidForecasters),
  ),
  column('reward_reputers', 'ALLO', 'part of it paid to reputers', (view) => ifPaid(view, view.desk.paidReputers)),
  column(
    'mean_distance',
    target,
    'mean absolute distance of the inferences to their mean',
    ifInferred((view) => view.nonce.meanDistance),
  ),
  column('reputer_score_mean', 'score', 'mean of the reputers’ scores', ifJudged(scoreMean)),
  column(
    'reputer_score_deviation',
    'score',
    'sample standard deviation of the reputers’ scores',
    ifJudged((view) => sampleStandardDeviation(view.desk.reputerScore, view.nonce.reputers.count)),
  ),
  column(
    'feedback',
    'epochs',
    'epochs from the newest losses that the network’s inferences could use to this nonce; none before the first loss',
    (view) => (view.nonce.informedBy < 0 ? Number.NaN : view.nonce.epoch - view.nonce.informedBy),
  ),
  ...headCounts('inferers', (view) => view.nonce.inferers),
  ...headCounts('forecasters', (view) => view.nonce.forecasters),
  ...headCounts('reputers', (view) => view.nonce.reputers),
  ...economyColumns,
];

function ifPaid(view: EpochView, amount: number): number {
  return view.nonce.status === 'paid' ? amount : 0;
}

/** The table `epochs`. */
export const epochTable: TableDeclaration = {
  name: 'epochs',
  doc: 'one row per topic and nonce',
  columns: epochColumns,
};
