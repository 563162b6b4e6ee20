import type { ColumnBatch, SummaryMetric } from '../metrics/column.ts';
import { createEpochRows } from '../metrics/rows.ts';
import { addEpoch, createTopicTotals, summarise } from '../metrics/summary-metrics.ts';
import { rootKey } from '../random/root-key.ts';
import { stepEpoch } from './epoch.ts';
import { createSynthesisInput } from './phases/synthesise.ts';
import type { Scenario } from './scenario.ts';
import type { Simulation } from './simulation.ts';
import type { Formulas, Topic } from './topic.ts';
import { createTopic, epochStatuses } from './topic.ts';

/**
 * Sets a scenario up for running.
 *
 * @param scenario resolved; the caller has checked it
 * @param formulas the parsed tree of every formula that a topic's loss names, by its text
 */
export function createSimulation(scenario: Scenario, formulas: Formulas = {}): Simulation {
  const root = rootKey(scenario.seed);
  const topics = scenario.topics.map((topic) => createTopic(scenario, topic, root, formulas));
  const inputs = topics.map(createSynthesisInput);
  const totals = topics.map(createTopicTotals);
  const rows = createEpochRows(
    topics.map(({ name }) => name),
    epochStatuses,
  );
  const epochsTotal = scenario.epochs * topics.length;
  let done = 0;
  return {
    epochsTotal,
    get epochsDone() {
      return done;
    },
    get finished() {
      return done === epochsTotal;
    },
    notices: topics.flatMap(noticesOf),
    advance(epochs: number, sink: (batch: ColumnBatch) => void): void {
      const until = Math.min(epochsTotal, done + epochs);
      for (; done < until; ++done) {
        const i = done % topics.length;
        stepEpoch(topics[i], inputs[i]);
        addEpoch(totals[i], topics[i]);
        rows.add(topics[i], i, sink);
      }
    },
    flush: rows.flush,
    summary(): SummaryMetric[] {
      return topics.flatMap((topic, i) => summarise(topic.name, totals[i], topic));
    },
  };
}

/** What an author may not expect of a topic as it is set up. */
function noticesOf(topic: Topic): string[] {
  const { rules, inferers, forecasters, name } = topic;
  const workers =
    Math.min(inferers.count, rules.maxTopInferersToReward) +
    Math.min(forecasters.count, rules.maxTopForecastersToReward);
  const least = Math.min(rules.initialRegret.leastExperienced, rules.initialRegret.leastWorkers);
  if (workers >= least) return [];
  return [
    `topic ${name} has ${workers} workers and minExperiencedWorkerRegrets is ${least}: all count as new for ever, so network inferences stay plain means`,
  ];
}
