import { toAllo } from '../../chain/amounts.ts';
import type { Hub } from '../../chain/hub-load.ts';
import { returnReward } from '../../chain/topics.ts';
import { weightSum } from '../../chain/weight-sum.ts';
import { conspire } from '../conspire.ts';
import { closeOldest, openNext } from '../epoch.ts';
import { followRewards } from '../participation.ts';
import { priceAt } from '../price.ts';
import type { Topic } from '../topic.ts';
import type { World } from '../world.ts';
import { noteQuality } from './consumers.ts';
import { enter } from './hub-calendar.ts';
import type { HubWorld } from './hub-world.ts';
import { sendPayloads } from './messages.ts';
import { register, unregister } from './registrations.ts';

/* What an epoch end of a topic does on the hub chain, beside what it does everywhere. */

/** An epoch of a topic ends: its next nonce opens, the nonces that are due are closed. */
export function endEpoch(world: World, hub: HubWorld, topic: Topic): void {
  const { block } = world;
  const { economy, chainTopic } = topic;
  if (chainTopic === undefined) return;
  const { chain } = hub;
  economy.weight = chainTopic.weight;
  const sum = weightSum(chain.weights);
  economy.share = sum > 0 ? chainTopic.weight / sum : NaN;
  economy.feeRevenue = toAllo(chainTopic.revenue);
  economy.stake = toAllo(chainTopic.stake);
  if (block <= hub.horizon) open(world, hub, topic);
  if (isDue(topic, topic.done, block)) {
    topic.pool = chainTopic.reward;
    hub.paying = paidEpoch(topic, block);
    hub.closing = topic;
  } else economy.returned += toAllo(returnReward(chain, chainTopic.reward));
}

function open(world: World, hub: HubWorld, topic: Topic): void {
  const { block, books } = world;
  const epoch = topic.opened;
  if (epoch > 0) {
    unregister(topic, hub.chain, epoch);
    register(topic, hub.chain, epoch);
  }
  openNext(topic, block);
  ++hub.openNonces;
  const deadline = block + topic.rules.workerSubmissionWindow;
  const nonce = topic.ring[epoch % topic.ring.length];
  if (books.hub !== undefined) {
    sendPayloads(topic, nonce, topic.inferers, topic.infererMinds, 'inferers', books.hub, block, deadline);
    sendPayloads(topic, nonce, topic.forecasters, topic.forecasterMinds, 'forecasters', books.hub, block, deadline);
  }
  enter(world, deadline, 'window', topic.code);
  if (books.hub !== undefined) enter(world, block + topic.rules.groundTruthLag, 'reports', topic.code);
}

/**
 * Reputers report as soon as the truth is known: until twice the lag is over, and no longer than until the epoch end that
 * closes the nonce if the topic does not fall asleep.
 */
export function sendReports(topic: Topic, load: Hub | undefined, block: number): void {
  const { groundTruthLag, epochLength, lagInEpochs } = topic.rules;
  const opened = block - groundTruthLag;
  const nonce = topic.ring.find((one) => one.block === opened && one.status === 'open' && one.epoch >= topic.done);
  if (load === undefined || nonce === undefined) return;
  const deadline = opened + Math.min(2 * groundTruthLag, (lagInEpochs + 1) * epochLength);
  sendPayloads(topic, nonce, topic.reputers, topic.reputerMinds, 'reputers', load, block, deadline);
}

/** Whether a nonce, if it is open, is to be closed in this block. */
function isDue({ opened, ring, rules }: Topic, epoch: number, block: number): boolean {
  return epoch < opened && ring[epoch % ring.length].block + rules.groundTruthLag + rules.epochLength <= block;
}

/** Of several nonces that are due in one block the last that can be judged is paid. */
function paidEpoch(topic: Topic, block: number): number {
  const { ring, done } = topic;
  let last = done;
  for (let epoch = done; isDue(topic, epoch, block); ++epoch) {
    if (ring[epoch % ring.length].status === 'open') last = epoch;
  }
  return last;
}

/** Closes the topic's oldest nonce. */
export function closeNext(world: World, hub: HubWorld, topic: Topic): Topic {
  const { chain, givingUp } = hub;
  const { economy } = topic;
  const isLast = givingUp ? topic.done + 1 === topic.opened : !isDue(topic, topic.done + 1, chain.money.block);
  const isPaid = topic.done === hub.paying;
  if (givingUp) giveUpOldest(topic);
  if (isPaid) economy.rewardPool = toAllo(topic.pool);
  const nonce = closeOldest(topic, isPaid);
  --hub.openNonces;
  if (isPaid && nonce.status !== 'paid') economy.returned += toAllo(returnReward(chain, topic.pool));
  if (isLast) hub.closing = undefined;
  noteQuality(topic, nonce);
  followRewards(topic, nonce, priceAt(world.price, world.block));
  conspire(topic, nonce);
  hub.told = topic;
  return topic;
}

function giveUpOldest({ ring, done }: Topic): void {
  const nonce = ring[done % ring.length];
  if (nonce.status === 'open') nonce.status = 'given-up';
}

/** Topics that fell asleep with open nonces: these are never judged. */
export function giveUp(hub: HubWorld): void {
  hub.givingUp = true;
  hub.paying = -1;
  hub.queue = hub.topicOf.filter(({ done, opened }) => done < opened);
  hub.queueAt = 0;
}
