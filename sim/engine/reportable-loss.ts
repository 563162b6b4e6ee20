import { logLoss } from '../protocol/losses/reported-loss.ts';
import type { Nonce } from './nonce.ts';
import { ImpossibleStateError } from './simulation.ts';
import type { Topic } from './topic.ts';

/**
 * The true loss of a value as reputers report it: log10 with a floor, or raw in topics with negative losses.
 *
 * @param truth by what it is judged: the epoch's truth, unless a reputer takes another for it
 * @throws ImpossibleStateError when the topic's loss has no finite value there
 */
export function reportableLoss(topic: Topic, nonce: Nonce, value: number, truth = nonce.step.truth): number {
  const loss = lossOf(topic, nonce, value, truth);
  if (!(Math.abs(loss) < Number.POSITIVE_INFINITY)) {
    throw impossible(topic, nonce, value, truth, `is ${loss}; expected a finite number`);
  }
  return topic.allowNegative ? loss : logLoss(loss);
}

function lossOf(topic: Topic, nonce: Nonce, value: number, truth: number): number {
  try {
    return topic.loss(truth, value, nonce.truthDeviation);
  } catch (error) {
    if (error instanceof RangeError) throw impossible(topic, nonce, value, truth, `is not defined: ${error.message}`);
    throw error;
  }
}

function impossible(topic: Topic, nonce: Nonce, value: number, truth: number, what: string): ImpossibleStateError {
  const where = `topic ${topic.name}: the loss of inference ${value} against truth ${truth}`;
  return new ImpossibleStateError(nonce.epoch, 'judge', `${where} ${what}`);
}
