import { toAllo } from '../../chain/amounts.ts';
import { type Chain, createChain } from '../../chain/chain.ts';
import { chainRules } from '../../chain/chain-rules.ts';
import { createHub } from '../../chain/hub-load.ts';
import { createLedger } from '../../chain/ledger.ts';
import { createMoney } from '../../chain/money.ts';
import { creationBlocksInto } from '../../policies/economy/arrivals.ts';
import { identity } from '../../random/identity.ts';
import { rootKey } from '../../random/root-key.ts';
import type { Books } from '../books.ts';
import { createCalendar } from '../calendar.ts';
import { type Conspirator, createConspirators } from '../conspirators.ts';
import type { RunInputs } from '../inputs.ts';
import { createRunLabels } from '../labels.ts';
import { reshape } from '../own-topics.ts';
import { createPrice } from '../price.ts';
import type { Scenario } from '../scenario.ts';
import type { Topic } from '../topic.ts';
import { recruitValidators } from '../validators.ts';
import { createTopics, topicNames, type World } from '../world.ts';
import { bornDelegators } from './born.ts';
import type { DelegatorGroup } from './delegation.ts';
import { resetEconomy } from './economy.ts';
import { enter, kinds } from './hub-calendar.ts';
import { createTreasury } from './treasury.ts';

/** The hub chain around the topics of a run. */
export interface HubWorld {
  readonly chain: Chain;
  readonly delegators: readonly DelegatorGroup[];
  readonly secondsPerBlock: number;
  /** Money goes on block by block: the plain form. */
  readonly plain: boolean;
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
  /** Whose row was taken after the last event: its account begins anew. */
  told: Topic | undefined;
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

/** Rows of the table `chain` unless the scenario says otherwise. */
const usualRows = 200;

/** Sets up the hub chain, its holders and all topics; the topics are created by events. */
export function createHubWorld(written: Scenario, inputs: RunInputs): World {
  const { scenario, ownedBy } = reshape(written);
  const labels = createRunLabels();
  const root = rootKey(scenario.seed);
  const ledger = createLedger();
  const money = createMoney(
    ledger,
    scenario.tokenomics,
    scenario.protocol,
    recruitValidators(scenario.validators, root),
  );
  const plain = inputs.kernels === 'plain';
  const chain = createChain(money, chainRules(scenario.protocol, money.rules.blocksPerMonth), plain);
  const { messagesPerBlock } = scenario.hub;
  const books: Books = { ledger, chain, hub: messagesPerBlock > 0 ? createHub(messagesPerBlock) : undefined };
  const attackers = createConspirators(scenario);
  const topics = createTopics(scenario, inputs, labels, books, attackers, ownedBy);
  endowAttackers(scenario, attackers, topics, books);
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
      plain,
      topicOf: [],
      horizon,
      every,
      queue: [],
      queueAt: 0,
      closing: undefined,
      told: undefined,
      paying: -1,
      openNonces: 0,
      lastEndBlock: -1,
      counts: { requests: 0, served: 0 },
      rowDue: false,
      givingUp: false,
    },
    attackers,
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

/** Gives attacks that need tokens their treasuries; the fees for topics of their own come on top. */
function endowAttackers(
  { epochs }: Scenario,
  attackers: readonly Conspirator[],
  topics: readonly Topic[],
  books: Books,
): void {
  for (const attacker of attackers) {
    const { attack, scenario, idle, index, account } = attacker;
    const home = topics.findIndex(({ name }) => name === scenario.topic);
    const lasts = Math.min(scenario.duration ?? epochs, Math.max(0, epochs - scenario.start));
    if (idle) continue;
    const founded = topics.filter(({ owner }) => owner === attacker).length;
    const fees = founded === 0 || books.chain === undefined ? 0 : founded * toAllo(books.chain.rules.createTopicFee);
    const needs = fees + (attack.treasury?.(scenario.parameters, lasts) ?? 0);
    if (needs > 0) attacker.treasury = createTreasury(books, topics, home, index, account, needs);
  }
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
