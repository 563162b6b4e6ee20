import type { SynthesisInput } from '../protocol/network-inferences.ts';
import { collectForecasts, collectInferences } from './phases/collect-answers.ts';
import { collectReports } from './phases/collect-reports.ts';
import { giveSeats } from './phases/give-seats.ts';
import { judge } from './phases/judge.ts';
import { pay } from './phases/pay.ts';
import { revealTruth } from './phases/reveal-truth.ts';
import { score } from './phases/score.ts';
import { synthesise } from './phases/synthesise.ts';
import type { Topic } from './topic.ts';

/**
 * One epoch of a topic, in the protocol's order.
 *
 * Simplified: synchronous. An epoch's losses are known before the next one begins, so inferences always use the newest
 * regrets; on chain the ground truth comes later and more than one nonce is open.
 */
export function stepEpoch(topic: Topic, input: SynthesisInput): void {
  ++topic.epoch;
  topic.block = topic.epoch * topic.rules.epochLength;
  revealTruth(topic); // what the epoch will be judged by
  giveSeats(topic); // merit-based sortition
  if (topic.inferers.activeCount === 0) {
    topic.status = 'no-inferers';
    return;
  }
  collectInferences(topic); // inferers answer
  collectForecasts(topic); // forecasters say how well each will do
  synthesise(topic, input); // the network's inferences
  collectReports(topic); // reputers judge them
  if (!judge(topic)) {
    topic.status = 'no-loss';
    return;
  }
  score(topic); // scores, listening coefficients, standings
  topic.status = pay(topic) ? 'paid' : 'unpaid';
}
