import { shareOf } from '../../../sim/chain/amounts.ts';
import type { ChainTopic } from '../../../sim/chain/chain-topic.ts';
import { account, move } from '../../../sim/chain/ledger.ts';
import { recalculateNow, setEmissionEnabled } from '../../../sim/chain/money.ts';
import { cancelRemoval, requestDelegateRemoval, requestRemoval } from '../../../sim/chain/removals.ts';
import { countsBelow, sendSlashed, slash } from '../../../sim/chain/slashing.ts';
import { type Delegation, type Position, pendingRewards } from '../../../sim/chain/stake-position.ts';
import {
  addStake,
  claim,
  delegate,
  mayReport,
  payForReport,
  payReputer,
  payWorker,
  registerReputer,
  unregisterReputer,
} from '../../../sim/chain/staking.ts';
import { createTopic, fundTopic, returnReward } from '../../../sim/chain/topics.ts';
import {
  payForPayload,
  payTip,
  registerWorker,
  unregisterWorker,
  type WorkerRole,
} from '../../../sim/chain/workers.ts';
import type { Dice } from '../../generated/dice.ts';
import { grant, nextEvent, type Outcome, passTo, pick, type World } from './world.ts';

/** One kind of event on the chain. */
export interface Transition {
  readonly name: string;
  /** How often it is tried, relative to the others. */
  readonly share: number;
  readonly run: (world: World, random: Dice) => Outcome;
}

function tell({ story }: World, words: () => string): void {
  if (story !== undefined) story.push(words());
}

/** Mostly a part of what there is; now and then all, a little more, nothing, or less than nothing. */
function amountOf(random: Dice, most: bigint): bigint {
  const kind = random.below(100);
  if (kind < 70) return 1n + shareOf(most, 10 ** random.between(-4, 0));
  if (kind < 82) return most;
  if (kind < 90) return most + 1n + BigInt(random.below(1000));
  if (kind < 96) return 1n;
  return kind < 98 ? 0n : -BigInt(1 + random.below(1000));
}

/** One of the list that is as wanted, if there is one; else any. Undefined when the list is empty. */
function find<T>(random: Dice, from: readonly T[], wanted: (one: T) => boolean): T | undefined {
  const first = random.below(from.length);
  for (let n = 0; n < from.length; ++n) {
    const one = from[(first + n) % from.length];
    if (wanted(one)) return one;
  }
  return from[first];
}

const held = (world: World, wallet: number): bigint => world.chain.money.ledger.balance[wallet];
const name = (position: Position): string => `reputer ${position.wallet} of topic ${position.topic}`;

/** Acts on a random topic. */
function onTopic(act: (world: World, topic: ChainTopic, random: Dice) => Outcome): Transition['run'] {
  return (world, random) => {
    const { topics } = world.chain;
    return topics.length === 0 ? 'nobody-there' : act(world, pick(random, topics), random);
  };
}

/** Acts on a random reputer, mostly one that is as wanted. */
function onReputer(
  wanted: (position: Position) => boolean,
  act: (world: World, position: Position, random: Dice) => Outcome,
): Transition['run'] {
  return (world, random) => {
    const position = find(random, world.positions, random.chance(0.9) ? wanted : () => true);
    return position === undefined ? 'nobody-there' : act(world, position, random);
  };
}

function onDelegation(
  wanted: (delegation: Delegation) => boolean,
  act: (world: World, delegation: Delegation, random: Dice) => Outcome,
): Transition['run'] {
  return (world, random) => {
    const delegation = find(random, world.delegations, random.chance(0.9) ? wanted : () => true);
    return delegation === undefined ? 'nobody-there' : act(world, delegation, random);
  };
}

function create(world: World, random: Dice): Outcome {
  const creator = pick(random, world.wallets);
  const epochLength = random.chance(0.05) ? 11 : 12 + random.below(40);
  const groundTruthLag = epochLength * (random.chance(0.05) ? 101 : 1 + random.below(3));
  const workerSubmissionWindow = random.chance(0.05) ? 0 : 1 + random.below(epochLength);
  tell(
    world,
    () => `wallet ${creator} creates a topic of ${epochLength}, ${groundTruthLag}, ${workerSubmissionWindow}`,
  );
  const topic = createTopic(world.chain, creator, { epochLength, groundTruthLag, workerSubmissionWindow });
  return typeof topic === 'string' ? topic : undefined;
}

function fund(reason: 'topic-funding' | 'consumer-fee'): Transition['run'] {
  return onTopic((world, topic, random) => {
    const payer = pick(random, world.wallets);
    const amount = amountOf(random, held(world, payer));
    tell(world, () => `wallet ${payer} pays ${amount} into topic ${topic.id} (${reason})`);
    return fundTopic(world.chain, topic, payer, amount, reason);
  });
}

function registerAs(role: WorkerRole): Transition['run'] {
  return onTopic((world, topic, random) => {
    const wallet = pick(random, world.wallets);
    tell(world, () => `wallet ${wallet} registers in topic ${topic.id} (${role})`);
    return registerWorker(world.chain, topic, wallet, role);
  });
}

const registerAsReputer = onTopic((world, topic, random) => {
  const wallet = pick(random, world.wallets);
  tell(world, () => `wallet ${wallet} registers in topic ${topic.id} as a reputer`);
  const position = registerReputer(world.chain, topic, wallet);
  if (typeof position === 'string') return position;
  if (!world.positions.includes(position)) world.positions.push(position);
  return undefined;
});

/** A wallet of a topic's workers, mostly a registered one. */
function workerOf(world: World, topic: ChainTopic, role: WorkerRole, random: Dice): number {
  const there = [...topic[role]];
  return there.length > 0 && random.chance(0.9) ? pick(random, there) : pick(random, world.wallets);
}

const unregisterAsWorker = onTopic((world, topic, random) => {
  const role = pick(random, ['inferers', 'forecasters'] as const);
  const wallet = workerOf(world, topic, role, random);
  tell(world, () => `wallet ${wallet} unregisters from topic ${topic.id} (${role})`);
  return unregisterWorker(world.chain, topic, wallet, role);
});

const sendPayload = onTopic((world, topic, random) => {
  const wallet = workerOf(world, topic, pick(random, ['inferers', 'forecasters'] as const), random);
  tell(world, () => `wallet ${wallet} sends a payload to topic ${topic.id}`);
  return payForPayload(world.chain, topic, wallet);
});

const isRegistered = ({ registered }: Position): boolean => registered;

const stake = onReputer(isRegistered, (world, position, random) => {
  const amount = amountOf(random, held(world, position.wallet));
  tell(world, () => `${name(position)} stakes ${amount}`);
  return addStake(world.chain, position, amount);
});

const place = onReputer(isRegistered, (world, position, random) => {
  const wallet = pick(random, world.wallets);
  const amount = amountOf(random, held(world, wallet));
  tell(world, () => `wallet ${wallet} delegates ${amount} to ${name(position)}`);
  const delegation = delegate(world.chain, position, wallet, amount);
  if (typeof delegation === 'string') return delegation;
  if (!world.delegations.includes(delegation)) world.delegations.push(delegation);
  return undefined;
});

const remove = onReputer(
  ({ own }) => own > 0n,
  (world, position, random) => {
    const amount = amountOf(random, position.own);
    tell(world, () => `${name(position)} asks for ${amount} of its stake`);
    return requestRemoval(world.chain, position, amount);
  },
);

const removeDelegated = onDelegation(
  ({ amount }) => amount > 0n,
  (world, delegation, random) => {
    const amount = amountOf(random, delegation.amount);
    tell(
      world,
      () => `wallet ${delegation.wallet} asks for ${amount} of its delegation to ${name(delegation.position)}`,
    );
    return requestDelegateRemoval(world.chain, delegation, amount);
  },
);

const cancelOwn = onReputer(
  ({ removal }) => removal !== undefined,
  (world, position) => {
    tell(world, () => `${name(position)} cancels its removal`);
    return cancelRemoval(world.chain, position);
  },
);

const cancelDelegated = onDelegation(
  ({ removal }) => removal !== undefined,
  (world, delegation) => {
    tell(
      world,
      () => `wallet ${delegation.wallet} cancels the removal of its delegation to ${name(delegation.position)}`,
    );
    return cancelRemoval(world.chain, delegation);
  },
);

const claimPending = onDelegation(
  (delegation) => pendingRewards(delegation) > 0n,
  (world, delegation) => {
    tell(world, () => `wallet ${delegation.wallet} claims what ${name(delegation.position)} owes`);
    return claim(world.chain, delegation);
  },
);

const report = onReputer(isRegistered, (world, position) => {
  tell(world, () => `${name(position)} reports`);
  return payForReport(world.chain, position);
});

const leave = onReputer(isRegistered, (world, position) => {
  tell(world, () => `${name(position)} unregisters`);
  return unregisterReputer(position);
});

/** A topic with a reward that is due, for which a few epoch ends are waited for if need be. */
function dueTopic(world: World, random: Dice): ChainTopic | undefined {
  const isDue = ({ reward }: ChainTopic): boolean => reward > 0n;
  for (let events = 0; events < 5 && !world.due.some(isDue); ++events) {
    const next = nextEvent(world);
    if (next < 0) return undefined;
    passTo(world, next);
  }
  const due = world.due.filter(isDue);
  return due.length === 0 ? undefined : pick(random, due);
}

function noLongerDue(world: World, topic: ChainTopic): void {
  world.due = world.due.filter((other) => other !== topic);
  topic.reward = 0n;
}

/** To workers and reputers by random fractions, as long as it lasts; the rest goes back, or stays where it is. */
function payTopic(world: World, random: Dice): Outcome {
  const topic = dueTopic(world, random);
  if (topic === undefined) return 'no-reward-due';
  const { chain } = world;
  let left = topic.reward;
  const part = (): bigint => {
    const share = shareOf(topic.reward, random.between(0, 0.3));
    const paid = share < left ? share : left;
    left -= paid;
    return paid;
  };
  tell(world, () => `topic ${topic.id} pays up to ${topic.reward} of the reward of block ${chain.money.block}`);
  for (const position of topic.positions) if (mayReport(chain, position)) payReputer(chain, position, part());
  for (const wallet of topic.inferers) payWorker(chain, wallet, part(), 'inferer');
  for (const wallet of topic.forecasters) payWorker(chain, wallet, part(), 'forecaster');
  if (random.chance(0.5)) returnReward(chain, left);
  noLongerDue(world, topic);
  return undefined;
}

function giveRewardBack(world: World, random: Dice): Outcome {
  const topic = dueTopic(world, random);
  if (topic === undefined) return 'no-reward-due';
  tell(world, () => `topic ${topic.id} cannot pay its reward of ${topic.reward}`);
  returnReward(world.chain, topic.reward);
  noLongerDue(world, topic);
  return undefined;
}

function tip(world: World, random: Dice): Outcome {
  const wallet = pick(random, world.wallets);
  const most = held(world, wallet);
  const amount = random.chance(0.9) ? shareOf(most, 10 ** random.between(-4, -1)) : most + 1n;
  tell(world, () => `wallet ${wallet} tips ${amount}`);
  return payTip(world.chain, wallet, amount);
}

function slashBy(fractionOf: (world: World, position: Position, random: Dice) => number): Transition['run'] {
  return onReputer(
    ({ own, delegated }) => own + delegated > 0n,
    (world, position, random) => {
      const { chain } = world;
      const fraction = fractionOf(world, position, random);
      tell(world, () => `${name(position)} loses ${fraction} of its stake`);
      const honest = chain.topics[position.topic].positions.filter((other) => other !== position && other.registered);
      sendSlashed(chain, slash(chain, position, fraction), honest);
      return undefined;
    },
  );
}

function pass(world: World, blocks: number): Outcome {
  const { block } = world.chain.money;
  tell(world, () => `${blocks} blocks pass, up to block ${block + blocks}`);
  passTo(world, block + blocks);
  return undefined;
}

function passMonth(world: World): Outcome {
  const { block, rules } = world.chain.money;
  return pass(world, rules.blocksPerMonth - (block % rules.blocksPerMonth) + 1);
}

function endOfBlock(world: World): Outcome {
  const next = nextEvent(world);
  return next < 0 ? 'nobody-there' : pass(world, next - world.chain.money.block);
}

function endow(world: World, random: Dice): Outcome {
  const wallet = pick(random, world.wallets);
  const amount = grant(random);
  if (held(world, account.participants) < amount) return 'not-enough-tokens';
  tell(world, () => `wallet ${wallet} is given ${amount}`);
  move(world.chain.money.ledger, account.participants, wallet, amount, 'grant');
  return undefined;
}

function spend(world: World, random: Dice): Outcome {
  const wallet = pick(random, world.wallets);
  const amount = shareOf(held(world, wallet), random.chance(0.5) ? 1 : random.between(0, 1));
  tell(world, () => `wallet ${wallet} sells ${amount}`);
  move(world.chain.money.ledger, wallet, account.participants, amount, 'grant');
  return undefined;
}

function switchEmission(world: World, random: Dice): Outcome {
  // Mostly on, so that there is something to pay.
  const on = random.chance(0.8);
  tell(world, () => `the emission is switched ${on ? 'on' : 'off'}`);
  setEmissionEnabled(world.chain.money, on);
  return undefined;
}

function recalculate(world: World): Outcome {
  tell(world, () => 'the rate is calculated anew');
  recalculateNow(world.chain.money);
  return undefined;
}

export const transitions: readonly Transition[] = [
  { name: 'some blocks pass', share: 5, run: (world, random) => pass(world, 1 + random.below(20)) },
  { name: 'a block with epoch ends or removals', share: 6, run: endOfBlock },
  { name: 'a month passes', share: 1.3, run: passMonth },
  { name: 'create a topic', share: 1.5, run: create },
  { name: 'fund a topic', share: 4, run: fund('topic-funding') },
  { name: 'pay a consumer’s fee', share: 6, run: fund('consumer-fee') },
  { name: 'register as an inferer', share: 3, run: registerAs('inferers') },
  { name: 'register as a forecaster', share: 3, run: registerAs('forecasters') },
  { name: 'register as a reputer', share: 4, run: registerAsReputer },
  { name: 'unregister as a worker', share: 2, run: unregisterAsWorker },
  { name: 'unregister as a reputer', share: 1.5, run: leave },
  { name: 'add stake', share: 6, run: stake },
  { name: 'delegate stake', share: 8, run: place },
  { name: 'ask for own stake', share: 5, run: remove },
  { name: 'ask for delegated stake', share: 6, run: removeDelegated },
  { name: 'cancel a removal', share: 2, run: cancelOwn },
  { name: 'cancel a delegated removal', share: 2, run: cancelDelegated },
  { name: 'claim rewards', share: 4, run: claimPending },
  { name: 'send a payload', share: 5, run: sendPayload },
  { name: 'send a report', share: 5, run: report },
  { name: 'pay a topic’s reward', share: 8, run: payTopic },
  { name: 'give a topic’s reward back', share: 2, run: giveRewardBack },
  { name: 'tip', share: 2, run: tip },
  {
    name: 'slash after low scores',
    share: 1.5,
    run: slashBy(({ chain }, position, random) =>
      countsBelow(chain, position, random.chance(0.8)) ? chain.rules.slashing.fraction : 0,
    ),
  },
  {
    name: 'slash by coefficient',
    share: 1.5,
    run: slashBy(({ chain }, _position, random) => chain.rules.slashing.fraction * (1 - random.between(0, 1))),
  },
  { name: 'recalculate the rate', share: 1.5, run: recalculate },
  { name: 'switch the emission', share: 1.5, run: switchEmission },
  { name: 'endow a wallet', share: 4, run: endow },
  { name: 'sell tokens', share: 3, run: spend },
];
