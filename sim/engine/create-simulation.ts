import { actorTable } from '../metrics/actor-columns.ts';
import { createActorRows } from '../metrics/actor-rows.ts';
import type { SummaryMetric, TableDeclaration } from '../metrics/column.ts';
import { epochTable } from '../metrics/epoch-columns.ts';
import { createEpochRows } from '../metrics/epoch-rows.ts';
import { summarise } from '../metrics/summary-metrics.ts';
import { addEpoch, createTopicTotals } from '../metrics/topic-totals.ts';
import type { RunInputs } from './inputs.ts';
import { nonceStatuses } from './nonce.ts';
import { noticesOf } from './notices.ts';
import type { Scenario } from './scenario.ts';
import type { Simulation, Sink } from './simulation.ts';
import type { Topic } from './topic.ts';
import { createWorld, step, type World } from './world.ts';

/** A run that goes on nonce by nonce, for those who look on. */
export interface Stepper {
  readonly world: World;
  /** Goes on until a nonce is done, records it, and hands back its topic; undefined at the end. */
  next(sink: Sink): Topic | undefined;
  readonly simulation: Simulation;
}

/**
 * Sets a scenario up for running. Its attacks take part; what they do is measured by createPairedSimulation.
 *
 * @param scenario resolved; the caller has checked it
 * @param inputs what the scenario names: parsed formulas, columns of CSV files
 */
export function createSimulation(scenario: Scenario, inputs: RunInputs = {}): Simulation {
  return createStepper(scenario, inputs).simulation;
}

export function createStepper(scenario: Scenario, inputs: RunInputs): Stepper {
  const world = createWorld(scenario, inputs);
  const { topics, labels } = world;
  const totals = topics.map(createTopicTotals);
  const epochsTotal = topics.reduce((sum, { epochs }) => sum + epochs, 0);
  const everyEpoch = scenario.record.epochs.every;
  const everyActor = scenario.record.actors.every;
  const epochRows =
    everyEpoch > 0
      ? createEpochRows(
          labels.topics.words,
          nonceStatuses,
          rowsOf(topics, everyEpoch, () => 1),
        )
      : undefined;
  const words = {
    topics: labels.topics.words,
    actors: labels.actors.words,
    policies: labels.policies.words,
    owners: labels.owners.words,
  };
  const actorRows =
    everyActor > 0
      ? createActorRows(
          words,
          rowsOf(topics, everyActor, (topic) => topic.inferers.count + topic.forecasters.count + topic.reputers.count),
        )
      : undefined;
  const tables: TableDeclaration[] = [
    ...(epochRows === undefined ? [] : [epochTable]),
    ...(actorRows === undefined ? [] : [actorTable]),
  ];
  let done = 0;
  const next = (sink: Sink): Topic | undefined => {
    while (done < epochsTotal) {
      const topic = step(world);
      if (topic === undefined) continue;
      ++done;
      addEpoch(totals[topic.code], topic);
      const { epoch } = topic.nonce;
      if (epochRows !== undefined && epoch % everyEpoch === 0) epochRows.add(topic, sink);
      if (actorRows !== undefined && epoch % everyActor === 0) actorRows.add(topic, sink);
      return topic;
    }
    return undefined;
  };
  const simulation: Simulation = {
    epochsTotal,
    get epochsDone() {
      return done;
    },
    get finished() {
      return done === epochsTotal;
    },
    notices: topics.flatMap(noticesOf),
    tables,
    counts: countsOf(topics, scenario),
    advance(epochs, sink) {
      const until = Math.min(epochsTotal, done + epochs);
      while (done < until) next(sink);
    },
    flush(sink) {
      epochRows?.flush(sink);
      actorRows?.flush(sink);
    },
    summary(): SummaryMetric[] {
      return topics.flatMap((topic, i) => summarise(totals[i], topic));
    },
  };
  return { world, next, simulation };
}

function rowsOf(topics: readonly Topic[], every: number, perNonce: (topic: Topic) => number): number {
  return topics.reduce((sum, topic) => sum + Math.ceil(topic.epochs / every) * perNonce(topic), 0);
}

function countsOf(topics: readonly Topic[], scenario: Scenario): Readonly<Record<string, number>> {
  const sum = (of: (topic: Topic) => number) => topics.reduce((count, topic) => count + of(topic), 0);
  return {
    topics: topics.length,
    inferers: sum((topic) => topic.inferers.count),
    forecasters: sum((topic) => topic.forecasters.count),
    reputers: sum((topic) => topic.reputers.count),
    attacks: scenario.attacks.length,
  };
}
