import { rootKey } from '../random/root-key.ts';
import { blockOf, type Calendar, codeOf, createCalendar, schedule, takeNext } from './calendar.ts';
import type { Desk } from './desk.ts';
import { closeOldest, closeWindow, epochsToClose, openNext } from './epoch.ts';
import type { RunInputs } from './inputs.ts';
import { createRunLabels, type RunLabels } from './labels.ts';
import type { Scenario } from './scenario.ts';
import { createTopic, type Topic } from './topic.ts';

/** All that a run consists of: topics, and the calendar of what is due in which block. */
export interface World {
  readonly topics: readonly Topic[];
  readonly labels: RunLabels;
  readonly calendar: Calendar;
  /** Epoch ends that each topic has had. */
  readonly ends: Int32Array;
  block: number;
}

/** Sets a scenario up, with the first epoch end of every topic in the calendar. */
export function createWorld(scenario: Scenario, inputs: RunInputs = {}): World {
  const root = rootKey(scenario.seed);
  const labels = createRunLabels();
  const desks = new Map<string, Desk>();
  const topics = scenario.topics.flatMap((topic) => {
    const against = scenario.attacks.flatMap((attack, index) =>
      attack.topic === topic.name ? [{ index, scenario: attack }] : [],
    );
    return topicNames(topic).map((name) =>
      createTopic(scenario, topic, name, root, against, inputs, { labels, desks }),
    );
  });
  // Of each topic an epoch end and at most two windows wait: one as long as the epoch closes just after the next one opens.
  const calendar = createCalendar(2 * topics.length, 3 * topics.length);
  topics.forEach((_topic, i) => {
    schedule(calendar, 0, i);
  });
  return { topics, labels, calendar, ends: new Int32Array(topics.length), block: 0 };
}

/** The names of topics that are alike. */
export function topicNames({ name, count }: { readonly name: string; readonly count: number }): readonly string[] {
  return count === 1 ? [name] : Array.from({ length: count }, (_, n) => `${name}-${n}`);
}

/**
 * Handles the next event. Within a block the epochs of all topics end first (a nonce opens, the one that is due is closed
 * and paid), then worker windows close: what a block's losses teach is known to the windows that close in it.
 *
 * @returns the topic whose nonce was done, which its `nonce` and desk tell about; undefined: none was
 */
export function step(world: World): Topic | undefined {
  const { calendar, topics, ends } = world;
  const event = takeNext(calendar);
  if (event < 0) return undefined;
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
  if (due) closeOldest(topic);
  if (topic.done < topic.epochs) schedule(calendar, block + epochLength, i);
  return due ? topic : undefined;
}
