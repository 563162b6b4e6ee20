import { findLossFunction, type Scenario, topicNames } from '../../sim/index.ts';

/** What a topic's losses are called: logarithms as a rule, raw where the loss may be negative. */
export interface LossWords {
  readonly raw: boolean;
  /** Title of an axis of losses. */
  readonly axis: string;
  readonly loss: string;
  readonly losses: string;
  readonly difference: string;
}

export const logarithmic: LossWords = {
  raw: false,
  axis: 'log10 of the loss',
  loss: 'log10 loss',
  losses: 'log10 losses',
  difference: 'difference of log10 losses',
};

const raw: LossWords = {
  raw: true,
  axis: 'loss (may be negative)',
  loss: 'loss',
  losses: 'losses',
  difference: 'difference of losses',
};

const mixed: LossWords = {
  raw: true,
  axis: 'log10 of the loss, or the loss where it may be negative',
  loss: 'loss (log10, or raw where it may be negative)',
  losses: 'losses (log10, or raw where they may be negative)',
  difference: 'difference of losses (log10, or raw where they may be negative)',
};

/** The words for several topics together. */
export function commonWords(words: readonly LossWords[]): LossWords {
  if (words.every((some) => !some.raw)) return logarithmic;
  return words.every((some) => some.raw) ? raw : mixed;
}

/** The words for each topic of a scenario, by its name in the tables. */
export function lossWordsOf({ topics }: Pick<Scenario, 'topics'>): (topic: string) => LossWords {
  const names = new Set(
    topics.flatMap((topic) => {
      const { method, allowNegative } = topic.loss;
      const isRaw = method === 'formula' ? allowNegative === true : findLossFunction(method)?.allowNegative === true;
      return isRaw ? topicNames(topic) : [];
    }),
  );
  return (topic) => (names.has(topic) ? raw : logarithmic);
}
