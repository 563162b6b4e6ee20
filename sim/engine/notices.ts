import type { Topic } from './topic.ts';
import type { World } from './world.ts';

/** What an author may not expect of the run as a whole. */
export function noticesOfRun({ books, topics }: World): string[] {
  const isUnlimited = books.chain?.rules.maxActiveTopicsPerBlock === 0;
  return isUnlimited && topics.length > 1
    ? ['any number of topics may end their epochs in a block; a block of the network holds 1 (maxActiveTopicsPerBlock)']
    : [];
}

/** What an author may not expect of a topic as it is set up. */
export function noticesOf(topic: Topic): string[] {
  const { rules, inferers, forecasters, name } = topic;
  const notices: string[] = [];
  const workers =
    Math.min(inferers.count, rules.maxTopInferersToReward) +
    Math.min(forecasters.count, rules.maxTopForecastersToReward);
  const least = Math.min(rules.initialRegret.leastExperienced, rules.initialRegret.leastWorkers);
  if (workers < least) {
    notices.push(
      `topic ${name} has ${workers} workers and minExperiencedWorkerRegrets is ${least}: all count as new for ever, so network inferences stay plain means`,
    );
  }
  // With a window shorter than the epoch one nonce more is waiting when the oldest one's losses are about to come.
  const waiting = rules.lagInEpochs + (rules.workerSubmissionWindow < rules.epochLength ? 1 : 0);
  if (waiting > rules.maxUnfulfilledReputerRequests) {
    notices.push(
      `topic ${name} waits for the losses of ${waiting} nonces and maxUnfulfilledReputerRequests is ${rules.maxUnfulfilledReputerRequests}: nonces are given up before they can be judged, all but the last few`,
    );
  }
  // The first nonce whose inferences know a loss.
  const informed = rules.inferencesAtQuery ? 1 : waiting;
  if (informed >= topic.epochs) {
    notices.push(
      `topic ${name} opens ${topic.epochs} nonces and learns the losses of the first after ${rules.lagInEpochs + 1} epochs: no network inference knows any loss`,
    );
  }
  return notices;
}
