import { toAllo } from '../../chain/amounts.ts';
import { type Chain, createChain } from '../../chain/chain.ts';
import { chainRules } from '../../chain/chain-rules.ts';
import { createHub, type Hub, send, serveUntil } from '../../chain/hub-load.ts';
import { createLedger } from '../../chain/ledger.ts';
import { advanceMoney, createMoney } from '../../chain/money.ts';
import { executeRemovals } from '../../chain/removals.ts';
import { endEpochs, returnReward } from '../../chain/topics.ts';
import { weightSum } from '../../chain/weight-sum.ts';
import { creationBlocksInto } from '../../policies/economy/arrivals.ts';
import { identity } from '../../random/identity.ts';
import { rootKey } from '../../random/root-key.ts';
import type { Books } from '../books.ts';
import { blockOf, codeOf, createCalendar, schedule, takeNext } from '../calendar.ts';
import { closeOldest, closeWindow, openNext } from '../epoch.ts';
import type { RunInputs } from '../inputs.ts';
import { createRunLabels } from '../labels.ts';
import { followRewards } from '../participation.ts';
import { createPrice, priceAt } from '../price.ts';
import type { Scenario } from '../scenario.ts';
import type { Topic } from '../topic.ts';
import { recruitValidators } from '../validators.ts';
import { createTopics, topicNames, type World } from '../world.ts';
import { bornDelegators } from './born.ts';
import { noteQuality, serveConsumers } from './consumers.ts';
import { type DelegatorGroup, decide } from './delegation.ts';
import { resetEconomy } from './economy.ts';
import { sendPayloads } from './messages.ts';
import { mirrorStake } from './mirror-stake.ts';
import { found, fund, register, unregister } from './registrations.ts';

/** The hub chain around the topics of a run. */
export interface HubWorld {
  readonly chain: Chain;
  readonly delegators: readonly DelegatorGroup[];
  readonly secondsPerBlock: number;
  /** Topics by their number on the chain. */
  readonly topicOf: Topic[];
  /** Last block in which nonces open. */
  readonly horizon: number;
  /** Blocks between rows of the table `chain`. */
  readonly every: number;
  /** Topics whose epoch ends in the present block and that are still to be handled, and the one being closed. */
  queue: readonly Topic[];
  queueAt: number;
  closing: Topic | undefined;
  /** Of the nonces being closed that whose turn it is to be paid; -1: none. */
  paying: number;
  /** Nonces that are open, over all topics. */
  openNonces: number;
  lastEndBlock: number;
  /** Requests of all consumers so far. */
  readonly counts: { requests: number; served: number };
  /** A row of the table `chain` is due. */
  rowDue: boolean;
  /** The run is over: what is still open is given up. */
  givingUp: boolean;
}

/** Kinds of events, in the order in which they are handled within a block. Transactions first, then the end of the block. */
const kinds = ['creation', 'tick', 'decision', 'reports', 'end-block', 'window', 'row', 'deadline'] as const;
type Kind = (typeof kinds)[number];
const kindCode = Object.fromEntries(kinds.map((kind, k) => [kind, k])) as Readonly<Record<Kind, number>>;

/** Rows of the table `chain` unless the scenario says otherwise. */
const usualRows = 200;

/** Sets up the hub chain, its holders and all topics; the topics are created by events. */
export function createHubWorld(scenario: Scenario, inputs: RunInputs): World {
  const labels = createRunLabels();
  const root = rootKey(scenario.seed);
  const ledger = createLedger();
  const money = createMoney(
    ledger,
    scenario.tokenomics,
    scenario.protocol,
    recruitValidators(scenario.validators, root),
  );
  const chain = createChain(money, chainRules(scenario.protocol, money.rules.blocksPerMonth));
  const { messagesPerBlock } = scenario.hub;
  const books: Books = { ledger, chain, hub: messagesPerBlock > 0 ? createHub(messagesPerBlock) : undefined };
  const topics = createTopics(scenario, inputs, labels, books);
  for (const { economy } of topics) resetEconomy(economy);
  const delegators = bornDelegators(scenario, root, topics, books, labels);
  const { secondsPerBlock } = money.rules;
  const first = topics[0].rules.epochLength;
  const horizon = scenario.epochs * first;
  const every = scenario.record.chain.every || Math.max(1, Math.ceil(horizon / usualRows / first)) * first;
  const world: World = {
    topics,
    labels,
    books,
    calendar: createCalendar(kinds.length * Math.max(topics.length, delegators.length, 1), 4 * topics.length + 8),
    ends: new Int32Array(0),
    block: 0,
    finished: false,
    price: createPrice(scenario, root, inputs),
    hub: {
      chain,
      delegators,
      secondsPerBlock,
      topicOf: [],
      horizon,
      every,
      queue: [],
      queueAt: 0,
      closing: undefined,
      paying: -1,
      openNonces: 0,
      lastEndBlock: -1,
      counts: { requests: 0, served: 0 },
      rowDue: false,
      givingUp: false,
    },
  };
  scheduleCreations(world, scenario, root, secondsPerBlock, horizon);
  delegators.forEach((_group, d) => {
    const { start } = scenario.delegators[d];
    if (start <= horizon) enter(world, start, 'decision', d);
  });
  enter(world, every, 'row', 0);
  const longest = topics.reduce((most, { rules }) => Math.max(most, rules.groundTruthLag + 2 * rules.epochLength), 0);
  enter(world, horizon + longest + 1, 'deadline', 0);
  return world;
}

/** Topics that would be created after the last nonce opens never are. */
function scheduleCreations(
  world: World,
  scenario: Scenario,
  root: Int32Array,
  secondsPerBlock: number,
  horizon: number,
): void {
  let i = 0;
  for (const topic of scenario.topics) {
    const names = topicNames(topic);
    const blocks = new Float64Array(names.length);
    const ids = names.map((name) => identity(name));
    const [high, low] = [Int32Array.from(ids, (id) => id.high), Int32Array.from(ids, (id) => id.low)];
    creationBlocksInto(topic.creation, secondsPerBlock, root, high, low, blocks);
    for (const block of blocks) {
      world.topics[i].createdAt = block;
      if (block <= horizon) enter(world, block, 'creation', i);
      ++i;
    }
  }
}

function enter({ calendar }: World, block: number, kind: Kind, code: number): void {
  schedule(calendar, block, kindCode[kind] * (calendar.codes / kinds.length) + code);
}

/** Handles the next event, or the next topic of the block's epoch ends. */
export function stepHub(world: World, hub: HubWorld): Topic | undefined {
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
  const code = codeOf(world.calendar, event);
  const width = world.calendar.codes / kinds.length;
  if (block > hub.chain.money.block) advanceMoney(hub.chain.money, block);
  world.block = block;
  handle(world, hub, kinds[Math.floor(code / width)], code % width);
  enterEndBlocks(world, hub);
  return undefined;
}

/** Nothing more happens: the blocks that are left until the last nonce may open pass. */
function finish(world: World, hub: HubWorld): void {
  const { money } = hub.chain;
  if (money.block < hub.horizon) advanceMoney(money, hub.horizon);
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
    found(topics[code], chain);
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
  if (topic.economy.told) resetEconomy(topic.economy);
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

/** An epoch of a topic ends: its next nonce opens, the nonces that are due are closed. */
function endEpoch(world: World, hub: HubWorld, topic: Topic): void {
  const { block } = world;
  const { economy, chainTopic } = topic;
  if (chainTopic === undefined) return;
  const { chain } = hub;
  if (economy.told) resetEconomy(economy);
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
function sendReports(topic: Topic, load: Hub | undefined, block: number): void {
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
function closeNext(world: World, hub: HubWorld, topic: Topic): Topic {
  const { chain, givingUp } = hub;
  const { economy } = topic;
  if (economy.told) resetEconomy(economy);
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
  economy.told = true;
  return topic;
}

function giveUpOldest({ ring, done }: Topic): void {
  const nonce = ring[done % ring.length];
  if (nonce.status === 'open') nonce.status = 'given-up';
}

/** Topics that fell asleep with open nonces: these are never judged. */
function giveUp(hub: HubWorld): void {
  hub.givingUp = true;
  hub.paying = -1;
  hub.queue = hub.topicOf.filter(({ done, opened }) => done < opened);
  hub.queueAt = 0;
}
