import type { ColumnBatch, ColumnDeclaration, Scenario } from '../../sim/index.ts';
import { noChain, plainEconomy, plainPopulation, plainTopic } from './plain-economy.ts';

/** How many rows a batch of the engine holds. */
export const ROWS_PER_BATCH = 16_384;

const float = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc });
const integer = (name: string, unit: string, doc: string): ColumnDeclaration => ({ name, type: 'int32', unit, doc });
const word = (name: string, doc: string): ColumnDeclaration => ({ name, type: 'dictionary', unit: '', doc });

/** Columns like those of the epochs table. */
export const fakeColumns: readonly ColumnDeclaration[] = [
  word('topic', 'The topic.'),
  integer('epoch', 'epochs', 'Number of the nonce in its topic, from 0.'),
  integer('block', 'blocks', 'Height at which the epoch ends.'),
  word('status', 'What became of the nonce.'),
  float('truth', '1', 'Ground truth.'),
  float('combined_inference', '1', 'Inference of the network.'),
  float('naive_inference', '1', 'The same without forecasters.'),
  float('equal_weight_inference', '1', 'Mean of the inferences.'),
  float('best_single_inference', '1', 'Inference of the best inferer so far.'),
  float('combined_loss', 'log10 loss', 'Loss of the combined inference.'),
  float('naive_loss', 'log10 loss', 'Loss of the naive inference.'),
  float('equal_weight_loss', 'log10 loss', 'Loss of the mean of the inferences.'),
  float('best_single_loss', 'log10 loss', 'Loss of the best inferer so far.'),
  float('median_single_loss', 'log10 loss', 'Median loss of the inferers.'),
  float('percentile_2_28', '1', 'Weighted percentile.'),
  float('percentile_15_87', '1', 'Weighted percentile.'),
  float('percentile_50', '1', 'Weighted percentile.'),
  float('percentile_84_13', '1', 'Weighted percentile.'),
  float('percentile_97_72', '1', 'Weighted percentile.'),
  float('forecaster_task_score', 'log10 loss', 'L_naive - L_combined.'),
  float('inferers_reward_fraction', '1', 'Share U of the reward.'),
  float('forecasters_reward_fraction', '1', 'Share V of the reward.'),
  float('reputers_reward_fraction', '1', 'Share W of the reward.'),
  float('chi', '1', 'Utility of forecasters.'),
  integer('active_inferers', 'inferers', 'Inferers in the active set.'),
];

/** A resolved scenario. */
export function fakeScenario(changes: Partial<Scenario> = {}): Scenario {
  const always = { joins: 0, leaves: null, owner: '', ...plainPopulation };
  const population = { name: 'honest', policy: 'honest', count: 4, ...always, parameters: {} };
  return {
    name: 'fake',
    seed: 'allora',
    protocol: { profile: 'v0.17', weights: 'clamped' },
    epochs: 300,
    topics: [
      {
        name: 'eth-return',
        count: 1,
        truth: { process: 'random-walk', volatility: 0.01 },
        loss: { method: 'sqe' },
        rewardPerEpoch: 100,
        ...plainTopic,
        inferers: [population],
        forecasters: [{ ...population, name: 'regime-ema', policy: 'regime-ema' }],
        reputers: [{ ...population, stake: { median: 100_000, sigma: 1 } }],
        topicParameters: { epochLength: 60 },
      },
    ],
    ...plainEconomy,
    tokenomics: { preset: 'mainnet' },
    attacks: [],
    record: { epochs: { every: 1 }, actors: { every: 1 }, ...noChain },
    expect: [],
    ...changes,
  };
}

/** Deterministic noise in [-1, 1). */
function noise(row: number, salt: number): number {
  let x = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return (x ^ (x >>> 15)) / 2 ** 31;
}

/** One number of one row: plausible, and different in every column. */
function fakeValue(name: string, epoch: number): number {
  const truth = Math.sin(epoch / 25) + 0.2 * noise(epoch, 0);
  const combined = truth + 0.08 * noise(epoch, 1);
  const loss = -2 + 0.4 * Math.sin(epoch / 90);
  const ripple = 0.5 * noise(epoch, name.length * 31 + name.charCodeAt(0));
  const inferers = 0.55 + 0.05 * Math.sin(epoch / 40);
  const forecasters = 0.2 + 0.05 * Math.cos(epoch / 60);
  switch (name) {
    case 'truth':
      return truth;
    case 'combined_inference':
    case 'percentile_50':
      return combined;
    case 'percentile_2_28':
      return combined - 0.4;
    case 'percentile_15_87':
      return combined - 0.2;
    case 'percentile_84_13':
      return combined + 0.2;
    case 'percentile_97_72':
      return combined + 0.4;
    case 'combined_loss':
      return loss + 0.3 * noise(epoch, 2);
    case 'naive_loss':
      return loss + 0.2 + ripple;
    case 'equal_weight_loss':
      return loss + 0.5 + ripple;
    case 'best_single_loss':
      return loss + 0.35 + ripple;
    case 'median_single_loss':
      return loss + 0.7 + ripple;
    case 'forecaster_task_score':
      return 0.2 + ripple;
    case 'inferers_reward_fraction':
      return inferers;
    case 'forecasters_reward_fraction':
      return forecasters;
    case 'reputers_reward_fraction':
      return 1 - inferers - forecasters;
    case 'chi':
      return 0.3 + 0.2 * Math.sin(epoch / 50);
    default:
      return combined + ripple;
  }
}

/** Epochs without a loss: the first, and every 50th. */
function closed(epoch: number): boolean {
  return epoch % 50 !== 0;
}

/**
 * Rows of a made-up run of one topic, in batches: sines and hashes, no economics. The second status appears from epoch 0
 * on, as a word that the first batch knows.
 */
export function* fakeBatches(
  rows: number,
  {
    rowsPerBatch = ROWS_PER_BATCH,
    topics = ['eth-return'],
  }: { rowsPerBatch?: number; topics?: readonly string[] } = {},
): Generator<ColumnBatch, void, undefined> {
  const data = fakeColumns.map(({ type }) =>
    type === 'float64' ? new Float64Array(rowsPerBatch) : new Int32Array(rowsPerBatch),
  );
  const dictionaries = { topic: topics, status: ['closed', 'given-up'] };
  for (let first = 0; first < rows; first += rowsPerBatch) {
    const count = Math.min(rowsPerBatch, rows - first);
    for (let r = 0; r < count; ++r) {
      const topic = (first + r) % topics.length;
      const epoch = Math.floor((first + r) / topics.length);
      fakeColumns.forEach(({ name, type }, c) => {
        if (name === 'topic') data[c][r] = topic;
        else if (name === 'status') data[c][r] = closed(epoch) ? 0 : 1;
        else if (name === 'epoch') data[c][r] = epoch;
        else if (name === 'block') data[c][r] = 60 * (epoch + 1);
        else if (type === 'int32') data[c][r] = 4;
        else if (!closed(epoch) && !name.includes('inference')) data[c][r] = Number.NaN;
        else data[c][r] = fakeValue(name, epoch) + topic;
      });
    }
    yield { table: 'epochs', columns: fakeColumns, rows: count, data, dictionaries };
  }
}
