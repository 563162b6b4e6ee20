import { ImpossibleStateError } from '../simulation.ts';
import type { Topic } from '../topic.ts';
import { truthWindow } from '../topic.ts';

/**
 * Draws the epoch's truth, and the scale that losses in standard deviations are measured by: the root mean square of the
 * last hundred truths, their mean taken as 0; the process's own scale before the first.
 */
export function revealTruth(topic: Topic): void {
  const known = Math.min(topic.truths, truthWindow);
  let squares = 0;
  for (let t = 0; t < known; ++t) squares += topic.recentTruth[t] * topic.recentTruth[t];
  topic.path.step(topic.epoch, topic.step);
  if (!Number.isFinite(topic.step.truth)) {
    throw new ImpossibleStateError(topic.epoch, 'revealTruth', `topic ${topic.name}: the truth is ${topic.step.truth}`);
  }
  topic.truthDeviation = squares > 0 ? Math.sqrt(squares / known) : topic.step.scale;
  topic.recentTruth[topic.truths % truthWindow] = topic.step.truth;
  ++topic.truths;
}
