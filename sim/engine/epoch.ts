import { noteInference } from './hub/consumers.ts';
import { type Nonce, openNonce } from './nonce.ts';
import { collectForecasts, collectInferences } from './phases/collect-answers.ts';
import { collectReports, measureTrueLosses } from './phases/collect-reports.ts';
import { divide } from './phases/divide.ts';
import { seatReputers, seatWorkers } from './phases/give-seats.ts';
import { judge, publish } from './phases/judge.ts';
import { revealTruth } from './phases/reveal-truth.ts';
import { score } from './phases/score.ts';
import { settle, settleNothing } from './phases/settle.ts';
import { synthesise } from './phases/synthesise.ts';
import type { Topic } from './topic.ts';

/*
 * The life of a nonce on one page. It opens when an epoch of its topic ends (block n); inferers and forecasters answer
 * until n + workerSubmissionWindow; the truth is there at n + groundTruthLag, reputers report, and the first epoch end at or
 * after n + groundTruthLag + epochLength closes it: losses, regrets, scores and rewards for those very inferences.
 */

/** An epoch of the topic ends: the next nonce opens. */
export function openNext(topic: Topic, block: number): void {
  const epoch = topic.opened++;
  const nonce = slotOf(topic, epoch);
  openNonce(nonce, epoch, block);
  revealTruth(topic, nonce); // what the epoch will be judged by
}

/** The worker window of the oldest nonce with an open one ends. */
export function closeWindow(topic: Topic): void {
  const nonce = slotOf(topic, topic.windowsClosed++);
  seatWorkers(topic, nonce); // merit-based sortition among those who submitted
  collectInferences(topic, nonce); // inferers answer
  if (nonce.inferers.count === 0) nonce.status = 'no-inferers';
  else {
    collectForecasts(topic, nonce); // forecasters say how well each will do
    if (!topic.rules.inferencesAtQuery) infer(topic, nonce); // the network's inferences
  }
  giveUpOldest(topic);
}

/**
 * Everything is there to judge the oldest open nonce: it is closed and paid from the topic's pool.
 *
 * @param isPaid whether it is the one that the topic's reward of this block is for
 */
export function closeOldest(topic: Topic, isPaid: boolean): Nonce {
  const nonce = slotOf(topic, topic.done++);
  topic.nonce = nonce;
  if (nonce.status === 'no-inferers') return nonce;
  if (topic.rules.inferencesAtQuery) infer(topic, nonce); // the bundle as reputers query it
  measureTrueLosses(topic, nonce); // what nobody but the simulator knows exactly
  if (nonce.status === 'given-up') return nonce;
  seatReputers(topic, nonce); // sortition among those who report
  collectReports(topic, nonce); // reputers judge the bundle
  if (!judge(topic, nonce)) {
    nonce.status = 'no-loss';
    return nonce;
  }
  publish(topic, nonce); // history forecasters learn
  score(topic, nonce); // scores, listening coefficients, standings
  const divisible = divide(topic, nonce); // fractions of classes and actors
  nonce.status = divisible && isPaid ? 'paid' : 'unpaid';
  if (nonce.status === 'paid') settle(topic, nonce);
  else settleNothing(topic);
  return nonce;
}

/** The network's inferences, which consumers get from now on. */
function infer(topic: Topic, nonce: Nonce): void {
  synthesise(topic, nonce);
  noteInference(topic, nonce);
}

/** Which epoch end closes a nonce: that of the epoch this many later. */
export function epochsToClose(topic: Topic): number {
  return topic.rules.lagInEpochs + 1;
}

/** A topic waits for the losses of so many nonces and no more: the oldest then is dropped, its losses come to nothing. */
function giveUpOldest(topic: Topic): void {
  const most = topic.rules.maxUnfulfilledReputerRequests;
  if (topic.windowsClosed - topic.done <= most) return;
  let waiting = 0;
  let oldest: Nonce | undefined;
  for (let epoch = topic.windowsClosed - 1; epoch >= topic.done; --epoch) {
    const nonce = slotOf(topic, epoch);
    if (nonce.status !== 'open') continue; // nobody answered, or given up before
    ++waiting;
    oldest = nonce;
  }
  if (waiting > most && oldest !== undefined) oldest.status = 'given-up';
}

function slotOf(topic: Topic, epoch: number): Nonce {
  return topic.ring[epoch % topic.ring.length];
}
