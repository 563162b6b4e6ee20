import { toAllo } from '../chain/amounts.ts';
import { actorTable } from '../metrics/actor-columns.ts';
import { createActorRows } from '../metrics/actor-rows.ts';
import { type ChainRow, chainTable } from '../metrics/chain-columns.ts';
import { summariseChain } from '../metrics/chain-metrics.ts';
import { createChainRows } from '../metrics/chain-rows.ts';
import { addChainRow, type ChainTotals, createChainTotals } from '../metrics/chain-totals.ts';
import type { SummaryMetric, TableDeclaration } from '../metrics/column.ts';
import { epochTable } from '../metrics/epoch-columns.ts';
import { createEpochRows } from '../metrics/epoch-rows.ts';
import { summariseOverall } from '../metrics/overall-metrics.ts';
import { summarise } from '../metrics/summary-metrics.ts';
import { addEpoch, createTopicTotals } from '../metrics/topic-totals.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import { auditBooks } from './audit.ts';
import { chainRowInto, type RowTotals, rowTotals } from './hub/chain-row.ts';
import type { RunInputs } from './inputs.ts';
import { createMacroSimulation } from './macro/macro-simulation.ts';
import { nonceStatuses } from './nonce.ts';
import { noticesOf, noticesOfRun } from './notices.ts';
import type { Scenario } from './scenario.ts';
import type { Simulation, Sink } from './simulation.ts';
import { createWorld, isBlockDone, step } from './step.ts';
import type { Topic } from './topic.ts';
import type { World } from './world.ts';

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
  return scenario.months === null
    ? createStepper(scenario, inputs).simulation
    : createMacroSimulation(scenario, inputs);
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
  const recordsChain = scenario.record.chain.every !== 0;
  const chain = chainRecorder(world, recordsChain);
  const tables: TableDeclaration[] = [
    ...(epochRows === undefined ? [] : [epochTable]),
    ...(actorRows === undefined ? [] : [actorTable]),
    ...(chain === undefined || !recordsChain ? [] : [chainTable]),
  ];
  const audits = (): boolean => inputs.audit === 'events' || (inputs.audit === 'blocks' && isBlockDone(world));
  let done = 0;
  const next = (sink: Sink): Topic | undefined => {
    while (!world.finished) {
      const topic = step(world);
      if (audits()) auditBooks(world, inputs.audit === 'events' ? 'event' : 'end of block');
      chain?.take(sink);
      if (topic === undefined) {
        if (world.finished) auditBooks(world, 'end');
        continue;
      }
      ++done;
      addEpoch(totals[topic.code], topic);
      const { epoch } = topic.nonce;
      if (epochRows !== undefined && epoch % everyEpoch === 0) epochRows.add(topic, sink);
      if (actorRows !== undefined && epoch % everyActor === 0) {
        showWallets(topic);
        actorRows.add(topic, sink);
      }
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
      return world.finished;
    },
    notices: [...noticesOfRun(world), ...topics.flatMap(noticesOf)],
    tables,
    counts: countsOf(topics, scenario),
    advance(epochs, sink) {
      // What remains after the last nonce is part of the run: rows of the hub chain.
      const until = done + epochs < epochsTotal ? done + epochs : Number.POSITIVE_INFINITY;
      while (done < until && next(sink) !== undefined);
    },
    flush(sink) {
      epochRows?.flush(sink);
      actorRows?.flush(sink);
      chain?.flush(sink);
    },
    summary(): SummaryMetric[] {
      return [
        ...(chain === undefined ? [] : summariseChain(chain.totals)),
        ...(topics.length > 1 ? summariseOverall(totals, topics) : []),
        ...topics.flatMap((topic, i) => summarise(totals[i], topic)),
      ];
    },
  };
  return { world, next, simulation };
}

/** Writes the rows of the table `chain` when they are due; absent without a hub chain. Rows that nobody wants count in the summary all the same. */
function chainRecorder(
  world: World,
  isRecorded: boolean,
): { take(sink: Sink): void; flush(sink: Sink): void; readonly totals: ChainTotals } | undefined {
  const { hub } = world;
  if (hub === undefined) return undefined;
  const rows = createChainRows(Math.ceil(hub.horizon / hub.every) + 2);
  const totals = createChainTotals(hub.chain.money.rules.blocksPerMonth);
  const row: ChainRow = {};
  let before: RowTotals = rowTotals(world, hub);
  return {
    take(sink) {
      if (!hub.rowDue) return;
      hub.rowDue = false;
      if (before.money.block === hub.chain.money.block) return;
      auditBooks(world, 'row');
      chainRowInto(world, hub, before, row);
      addChainRow(totals, row);
      if (isRecorded) rows.add(row, sink);
      before = rowTotals(world, hub);
    },
    flush: rows.flush,
    totals,
  };
}

/** What everybody holds now, ALLO. */
function showWallets({ books, inferers, forecasters, reputers }: Topic): void {
  const show = (role: RoleColumns) => {
    for (let x = 0; x < role.count; ++x) role.wallet[x] = toAllo(books.ledger.balance[role.account[x]]);
  };
  show(inferers);
  show(forecasters);
  show(reputers);
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
