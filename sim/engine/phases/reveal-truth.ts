import type { Nonce } from '../nonce.ts';
import { ImpossibleStateError } from '../simulation.ts';
import type { Topic } from '../topic.ts';
import { truthWindow } from '../topic.ts';

/**
 * Draws the truth that a nonce asks for, and the scale that losses in standard deviations are measured by: the root mean
 * square of the last hundred truths, their mean taken as 0; the process's own scale before the first.
 */
export function revealTruth(topic: Topic, nonce: Nonce): void {
  const { recentTruth } = topic;
  const { step, epoch } = nonce;
  const known = Math.min(epoch, truthWindow);
  let squares = 0;
  for (let t = 0; t < known; ++t) squares += recentTruth[t] * recentTruth[t];
  try {
    topic.path.step(epoch, step);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ImpossibleStateError(epoch, 'revealTruth', `topic ${topic.name}: ${error.message}`);
  }
  if (!Number.isFinite(step.truth)) {
    throw new ImpossibleStateError(epoch, 'revealTruth', `topic ${topic.name}: the truth is ${step.truth}`);
  }
  nonce.truthDeviation = squares > 0 ? Math.sqrt(squares / known) : step.scale;
  recentTruth[epoch % truthWindow] = step.truth;
}
