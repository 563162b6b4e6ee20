import { toUallo } from '../chain/amounts.ts';
import { account, createLedger, issue } from '../chain/ledger.ts';
import { rootKey } from '../random/root-key.ts';
import type { Books } from './books.ts';
import { blockOf, codeOf, createCalendar, schedule, takeNext } from './calendar.ts';
import { createConspirators } from './conspirators.ts';
import { conspire } from './conspire.ts';
import { closeOldest, closeWindow, epochsToClose, openNext } from './epoch.ts';
import type { RunInputs } from './inputs.ts';
import { createRunLabels } from './labels.ts';
import { reshape } from './own-topics.ts';
import { followRewards } from './participation.ts';
import { createPrice, priceAt } from './price.ts';
import type { Scenario } from './scenario.ts';
import type { Topic } from './topic.ts';
import { createTopics, type World } from './world.ts';

/** Topics alone: constant stakes, rewards from outside. */
export function createBareWorld(written: Scenario, inputs: RunInputs): World {
  const { scenario, ownedBy } = reshape(written);
  const labels = createRunLabels();
  const books: Books = { ledger: createLedger(), chain: undefined, hub: undefined };
  const attackers = createConspirators(scenario);
  const topics = createTopics(scenario, inputs, labels, books, attackers, ownedBy);
  for (const { stake } of topics) {
    for (const one of stake) issue(books.ledger, account.staking, toUallo(one), 'stake');
  }
  // Of each topic an epoch end and at most two windows wait: one as long as the epoch closes just after the next one opens.
  const calendar = createCalendar(2 * topics.length, 3 * topics.length);
  topics.forEach((_topic, i) => {
    schedule(calendar, 0, i);
  });
  return {
    topics,
    labels,
    books,
    calendar,
    ends: new Int32Array(topics.length),
    block: 0,
    finished: false,
    price: createPrice(scenario, rootKey(scenario.seed), inputs),
    hub: undefined,
    attackers,
  };
}

/**
 * Within a block the epochs of all topics end first (a nonce opens, the one that is due is closed and paid), then worker
 * windows close: what a block's losses teach is known to the windows that close in it.
 */
export function stepBare(world: World): Topic | undefined {
  const { calendar, topics, ends } = world;
  const event = takeNext(calendar);
  const block = blockOf(calendar, event);
  const code = codeOf(calendar, event);
  world.block = block;
  const isWindow = code >= topics.length;
  const i = isWindow ? code - topics.length : code;
  const topic = topics[i];
  if (isWindow) {
    closeWindow(topic);
    return undefined;
  }
  const end = ends[i]++;
  const { epochLength, workerSubmissionWindow } = topic.rules;
  if (end < topic.epochs) {
    openNext(topic, block);
    schedule(calendar, block + workerSubmissionWindow, topics.length + i);
  }
  const due = end - epochsToClose(topic) >= 0;
  if (due) {
    const nonce = closeOldest(topic, true);
    followRewards(topic, nonce, priceAt(world.price, block));
    conspire(topic, nonce);
  }
  if (topic.done < topic.epochs) schedule(calendar, block + epochLength, i);
  world.finished = calendar.size === 0;
  return due ? topic : undefined;
}
