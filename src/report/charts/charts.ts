import type { ChartOf } from './chart.ts';
import { inference, inferenceAtTheEnd } from './inference.ts';
import { losses } from './losses.ts';
import { rewardShares } from './reward-shares.ts';
import { taskScore } from './task-score.ts';

/** All charts of a topic, in the order of the report. */
export const charts: readonly ChartOf[] = [inference, inferenceAtTheEnd, losses, rewardShares, taskScore];

/** Columns of the epochs table that charts and headline read. */
export const reportColumns: readonly string[] = [
  'topic',
  'epoch',
  'truth',
  'combined_inference',
  'percentile_2_28',
  'percentile_15_87',
  'percentile_84_13',
  'percentile_97_72',
  'combined_loss',
  'naive_loss',
  'best_single_loss',
  'equal_weight_loss',
  'inferers_reward_fraction',
  'forecasters_reward_fraction',
  'reputers_reward_fraction',
  'chi',
  'forecaster_task_score',
];
