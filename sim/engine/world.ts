import { rootKey } from '../random/root-key.ts';
import type { Books } from './books.ts';
import type { Calendar } from './calendar.ts';
import type { Conspirator } from './conspirators.ts';
import type { Desk } from './desk.ts';
import type { HubWorld } from './hub/hub-world.ts';
import type { RunInputs } from './inputs.ts';
import type { RunLabels } from './labels.ts';
import type { Price } from './price.ts';
import type { Scenario } from './scenario.ts';
import { createTopic, type Topic } from './topic.ts';

/** All that a run consists of: topics, books, and the calendar of what is due in which block. */
export interface World {
  readonly topics: readonly Topic[];
  readonly labels: RunLabels;
  readonly books: Books;
  readonly calendar: Calendar;
  /** Epoch ends that each topic has had. */
  readonly ends: Int32Array;
  block: number;
  /** Nothing more will happen. */
  finished: boolean;
  readonly price: Price;
  /** The hub chain around the topics; absent where the scenario fixes rewards. */
  readonly hub: HubWorld | undefined;
  /** The scenario's attacks, in its order. */
  readonly attackers: readonly Conspirator[];
}

/** Every topic of the scenario, its actors born and endowed. */
export function createTopics(
  scenario: Scenario,
  inputs: RunInputs,
  labels: RunLabels,
  books: Books,
  attackers: readonly Conspirator[],
  ownedBy: ReadonlyMap<string, number>,
): Topic[] {
  const root = rootKey(scenario.seed);
  const desks = new Map<string, Desk>();
  return scenario.topics.flatMap((topic) => {
    const against = attackers.filter((attacker) => attacker.scenario.topic === topic.name);
    const owner = ownedBy.has(topic.name) ? attackers[ownedBy.get(topic.name) as number] : undefined;
    return topicNames(topic).map((name) =>
      createTopic(scenario, topic, name, root, { against, owner }, inputs, { labels, desks, books }),
    );
  });
}

/** The names of topics that are alike. */
export function topicNames({ name, count }: { readonly name: string; readonly count: number }): readonly string[] {
  return count === 1 ? [name] : Array.from({ length: count }, (_, n) => `${name}-${n}`);
}
