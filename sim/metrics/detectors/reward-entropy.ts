import { log } from '../../math/log.ts';
import { type EpochView, isJudged } from '../epoch-view.ts';
import type { DetectorDeclaration } from './detector.ts';

/** Share of the newest epoch in the present and in the usual entropy; the latter is a plain mean of the first epochs. */
const smoothing = 0.1;
const slow = 0.02;

/**
 * Do rewards gather on fewer keys than usual?
 *
 * Entropy of the rewards over all keys with a seat, -Σ P ln P / ln n, smoothed; the statistic is by how much it lies below its
 * long mean of the epochs before. 0 when nothing changes; negative when rewards spread more evenly than usual.
 */
export const rewardEntropy: DetectorDeclaration = {
  name: 'reward_entropy',
  unit: 'share of the largest entropy',
  doc: 'how far the entropy of rewards over keys lies below its long mean',
  create() {
    let present = Number.NaN;
    let usual = Number.NaN;
    let epochs = 0;
    return {
      observe(view: EpochView): number {
        const entropy = isJudged(view) ? entropyOf(view) : Number.NaN;
        if (Number.isNaN(entropy)) return Number.NaN;
        present = epochs === 0 ? entropy : present + smoothing * (entropy - present);
        const drop = epochs === 0 ? 0 : usual - present;
        ++epochs;
        usual = epochs === 1 ? entropy : usual + Math.max(slow, 1 / epochs) * (entropy - usual);
        return drop;
      },
    };
  },
};

/** 1 when all with a seat earn the same, 0 when one earns everything; NaN when nothing was paid or there is one key only. */
function entropyOf({ nonce, desk }: EpochView): number {
  if (nonce.status !== 'paid') return Number.NaN;
  const { inferers, forecasters, reputers } = nonce;
  const keys = inferers.count + forecasters.count + reputers.count;
  const all =
    sumOf(desk.infererReward, inferers.count) +
    sumOf(desk.forecasterReward, forecasters.count) +
    sumOf(desk.reputerReward, reputers.count);
  if (keys < 2 || !(all > 0)) return Number.NaN;
  const entropy =
    partOf(desk.infererReward, inferers.count, all) +
    partOf(desk.forecasterReward, forecasters.count, all) +
    partOf(desk.reputerReward, reputers.count, all);
  return entropy / log(keys);
}

function sumOf(rewards: Float64Array, count: number): number {
  let sum = 0;
  for (let l = 0; l < count; ++l) sum += rewards[l];
  return sum;
}

function partOf(rewards: Float64Array, count: number, all: number): number {
  let entropy = 0;
  for (let l = 0; l < count; ++l) {
    const share = rewards[l] / all;
    if (share > 0) entropy -= share * log(share);
  }
  return entropy;
}
