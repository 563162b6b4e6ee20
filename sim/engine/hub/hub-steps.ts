import { type Hub, send, serveUntil } from '../../chain/hub-load.ts';
import { advanceBlockByBlock, advanceMoney } from '../../chain/money.ts';
import { executeRemovals } from '../../chain/removals.ts';
import { endEpochs } from '../../chain/topics.ts';
import { blockOf, takeNext } from '../calendar.ts';
import { closeWindow } from '../epoch.ts';
import type { Topic } from '../topic.ts';
import type { World } from '../world.ts';
import { serveConsumers } from './consumers.ts';
import { decide } from './delegation.ts';
import { resetEconomy } from './economy.ts';
import { closeNext, endEpoch, giveUp, sendReports } from './epoch-ends.ts';
import { enter, type Kind, readEvent } from './hub-calendar.ts';
import type { HubWorld } from './hub-world.ts';
import { mirrorStake } from './mirror-stake.ts';
import { found, fund } from './registrations.ts';

/** Handles the next event, or the next topic of the block's epoch ends. */
export function stepHub(world: World, hub: HubWorld): Topic | undefined {
  if (hub.told !== undefined) resetEconomy(hub.told.economy);
  hub.told = undefined;
  if (hub.closing !== undefined) {
    const topic = closeNext(world, hub, hub.closing);
    enterEndBlocks(world, hub); // reports pay fees, which may wake a topic
    return topic;
  }
  if (hub.queueAt < hub.queue.length) {
    const topic = hub.queue[hub.queueAt++];
    if (hub.givingUp) hub.closing = topic;
    else endEpoch(world, hub, topic);
    enterEndBlocks(world, hub);
    return undefined;
  }
  const event = takeNext(world.calendar);
  const block = event < 0 ? hub.horizon + 1 : blockOf(world.calendar, event);
  if (event < 0 || (block > hub.horizon && hub.openNonces === 0)) {
    finish(world, hub);
    return undefined;
  }
  const { kind, code } = readEvent(world, event);
  advanceTo(hub, block);
  world.block = block;
  handle(world, hub, kind, code);
  enterEndBlocks(world, hub);
  return undefined;
}

/** Begin-blocks up to and with this one, if they are not done. */
function advanceTo({ chain: { money }, plain }: HubWorld, block: number): void {
  if (plain) advanceBlockByBlock(money, block);
  else if (money.block < block) advanceMoney(money, block);
}

/** Nothing more happens: the blocks that are left until the last nonce may open pass. */
function finish(world: World, hub: HubWorld): void {
  const { money } = hub.chain;
  advanceTo(hub, hub.horizon);
  world.block = money.block;
  world.finished = true;
  takeRow(world, hub);
}

function takeRow({ books, block }: World, hub: HubWorld): void {
  if (books.hub !== undefined) serveUntil(books.hub, block);
  hub.rowDue = true;
}

function handle(world: World, hub: HubWorld, kind: Kind, code: number): void {
  const { chain } = hub;
  const { block, topics } = world;
  if (kind === 'creation') {
    if (!found(topics[code], chain)) return;
    hub.topicOf.push(topics[code]);
    if (topics[code].ticks) enter(world, block + topics[code].rules.epochLength, 'tick', code);
  } else if (kind === 'tick') tick(world, hub, topics[code], code);
  else if (kind === 'decision') {
    const group = hub.delegators[code];
    const messages = decide(group, chain, hub.secondsPerBlock);
    if (world.books.hub !== undefined && messages > 0) announce(world.books.hub, block, messages);
    if (group.every !== null && block + group.every <= hub.horizon) enter(world, block + group.every, 'decision', code);
  } else if (kind === 'reports') sendReports(topics[code], world.books.hub, block);
  else if (kind === 'end-block') endBlock(hub, block);
  else if (kind === 'window') closeWindow(topics[code]);
  else if (kind === 'row') {
    takeRow(world, hub);
    enter(world, block + hub.every, 'row', 0);
  } else giveUp(hub);
}

/** Stake moves take up room in blocks. */
function announce(load: Hub, block: number, messages: number): void {
  send(load, block, Number.POSITIVE_INFINITY, 0, messages);
}

/** Once per epoch, active or not: consumers ask and pay, the creator funds. */
function tick(world: World, hub: HubWorld, topic: Topic, code: number): void {
  const { block } = world;
  const { epochLength } = topic.rules;
  const { requests, requestsServed } = topic.economy;
  serveConsumers(topic, hub.chain, Math.round((block - topic.createdAt) / epochLength));
  hub.counts.requests += topic.economy.requests - requests;
  hub.counts.served += topic.economy.requestsServed - requestsServed;
  fund(topic, hub.chain, topic.funding.perEpoch);
  if (block + epochLength <= hub.horizon) enter(world, block + epochLength, 'tick', code);
}

/** The end of a block: removals, then the epoch ends of its topics, which are handled one by one. */
function endBlock(hub: HubWorld, block: number): void {
  if (block === hub.lastEndBlock) return;
  hub.lastEndBlock = block;
  for (const position of executeRemovals(hub.chain)) {
    const topic = hub.topicOf[position.topic];
    const x = topic.placeOfPosition.get(position);
    if (x !== undefined) mirrorStake(topic, x);
  }
  hub.queue = endEpochs(hub.chain).map(({ id }) => hub.topicOf[id]);
  hub.queueAt = 0;
}

/** What is wanted in a block whose end is over is done at the end of the next. */
function enterEndBlocks(world: World, { chain, lastEndBlock }: HubWorld): void {
  for (const block of chain.wanted) enter(world, Math.max(block, lastEndBlock + 1), 'end-block', 0);
  chain.wanted.length = 0;
}
