import { logLoss } from '../protocol/losses/reported-loss.ts';
import type { Topic } from './topic.ts';

/** The true loss of a value as reputers report it: log10 with a floor, or raw in topics with negative losses. */
export function reportableLoss(topic: Topic, value: number): number {
  const loss = topic.loss(topic.step.truth, value, topic.truthDeviation);
  return topic.allowNegative ? loss : logLoss(loss);
}
