import { toAllo, toUallo } from '../../chain/amounts.ts';
import type { Chain } from '../../chain/chain.ts';
import { account } from '../../chain/ledger.ts';
import { fundTopic } from '../../chain/topics.ts';
import { fromErrorSpace, toErrorSpace } from '../../processes/error-link.ts';
import { combinedPlace, naivePlace } from '../../protocol/value-bundle.ts';
import type { Nonce } from '../nonce.ts';
import { reportableLoss } from '../reportable-loss.ts';
import type { Topic } from '../topic.ts';

/** The inference that consumers get: the newest the network has made. */
export interface LatestInference {
  /** Block at which its nonce opened; -1: none yet. */
  block: number;
  value: number;
  truth: number;
}

export function noteInference({ latest }: Topic, nonce: Nonce): void {
  latest.block = nonce.block;
  latest.value = nonce.values[combinedPlace];
  latest.truth = nonce.step.truth;
}

/**
 * Consumers ask for the topic's inference and pay for it. Without an inference they get nothing and pay nothing.
 *
 * Simplified: what they pay comes from the participants' tokens, as if bought there; when these are used up, nobody asks.
 *
 * @param epoch epochs since the topic was created
 */
export function serveConsumers(topic: Topic, chain: Chain, epoch: number): void {
  const { demand, economy, latest, chainTopic } = topic;
  if (demand === undefined || chainTopic === undefined) return;
  const asked = demand.requests(epoch);
  economy.requests += asked;
  if (asked === 0 || latest.block < 0) return;
  const amount = toUallo(demand.feesOf(epoch));
  if (amount > 0n) {
    if (fundTopic(chain, chainTopic, account.participants, amount, 'consumer-fee') !== undefined) return;
    economy.consumerFees += toAllo(amount);
  }
  const before = economy.requestsServed;
  const served = before + asked;
  economy.inferenceAge = meanWith(economy.inferenceAge, before, chain.money.block - latest.block, asked);
  economy.inferenceError = meanWith(economy.inferenceError, before, Math.abs(latest.value - latest.truth), asked);
  economy.requestsServed = served;
}

function meanWith(mean: number, count: number, value: number, more: number): number {
  return count === 0 ? value : (mean * count + value * more) / (count + more);
}

/** How good the network was in a judged nonce, as consumers who compare see it. */
export function noteQuality(topic: Topic, nonce: Nonce): void {
  const { demand, desk, demandReference } = topic;
  if (demand === undefined || (nonce.status !== 'paid' && nonce.status !== 'unpaid')) return;
  const loss = desk.trueLoss[combinedPlace];
  if (demandReference === 'naive') demand.noteSkill(loss, desk.trueLoss[naivePlace]);
  else if (demandReference === 'best-single') demand.noteSkill(loss, desk.bestSingleLoss);
  else if (demandReference === 'truth-scale') demand.noteSkill(loss, lossOneScaleOff(topic, nonce));
  else demand.noteSkill(loss, desk.equalWeightLoss);
}

/** The loss of an inference that is off by one scale of the truth, which no better inferers can move. */
function lossOneScaleOff(topic: Topic, nonce: Nonce): number {
  const { truth, scale } = nonce.step;
  return reportableLoss(topic, nonce, fromErrorSpace(topic.link, toErrorSpace(topic.link, truth) + scale));
}
