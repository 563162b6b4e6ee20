import type { TopicActors } from '../data/actors.ts';
import type { TopicEpochs } from '../data/epochs.ts';
import type { LossWords } from '../loss-words.ts';
import type { Drawing } from './chart.ts';

/** What the charts of one topic are drawn from. */
export interface TopicInput {
  readonly epochs: TopicEpochs;
  /** Undefined when the actors table was not recorded or has no rows of the topic. */
  readonly actors: TopicActors | undefined;
  /** What the topic's losses are called. */
  readonly words: LossWords;
  /** One epoch in so many is recorded. */
  readonly every: { readonly epochs: number; readonly actors: number };
  /** Place of a policy in the order of the whole run, which decides its colour. */
  readonly policyPlace: (policy: string) => number;
}

/** Draws a chart of a topic, or says why it cannot be drawn. */
export type DrawTopic = (input: TopicInput) => Drawing;
