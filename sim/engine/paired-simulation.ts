import { attackTable } from '../metrics/attack-columns.ts';
import { type AttackAbout, createAttackRows } from '../metrics/attack-rows.ts';
import type { SummaryMetric } from '../metrics/column.ts';
import { summariseAttack } from '../metrics/summary-metrics.ts';
import { createStepper } from './create-simulation.ts';
import type { RunInputs } from './inputs.ts';
import type { AttackScenario, Scenario } from './scenario.ts';
import type { PairedSimulation, Sink } from './simulation.ts';

/** uallo of an ALLO */
const uallo = 1e-18;

/** The same scenario without its attacks: what a run with them is measured against. */
export function withoutAttacks(scenario: Scenario): Scenario {
  return { ...scenario, attacks: [] };
}

/**
 * Sets a scenario with attacks up for running, in step with the same scenario without them: same seed, same draws of
 * everybody honest, so that every difference is the attack's doing.
 */
export function createPairedSimulation(scenario: Scenario, inputs: RunInputs = {}): PairedSimulation {
  const main = createStepper(scenario, inputs);
  const control = createStepper(withoutAttacks(scenario), inputs);
  const abouts = scenario.attacks.map(aboutOf);
  const attacked = main.world.topics.map(({ name }) => abouts.flatMap(({ topic }, a) => (topic === name ? [a] : [])));
  const rows = main.world.topics.reduce((sum, { epochs }, i) => sum + epochs * attacked[i].length, 0);
  const costs = {
    registration: Number(scenario.protocol.registrationFee) * uallo,
    payload: Number(scenario.protocol.dataSendingFee) * uallo,
  };
  const attackRows = createAttackRows(abouts, costs, rows);
  const nowhere: Sink = () => {};
  const { simulation } = main;
  return {
    get epochsTotal() {
      return simulation.epochsTotal;
    },
    get epochsDone() {
      return simulation.epochsDone;
    },
    get finished() {
      return simulation.finished;
    },
    notices: simulation.notices,
    tables: [...simulation.tables, attackTable],
    counts: simulation.counts,
    control: control.simulation,
    advance(epochs, sink, controlSink = nowhere) {
      const until = Math.min(simulation.epochsTotal, simulation.epochsDone + epochs);
      while (simulation.epochsDone < until) {
        const topic = main.next(sink);
        const without = control.next(controlSink);
        if (topic === undefined || without === undefined) return;
        // Both calendars hold the same topics with the same windows.
        if (topic.name !== without.name || topic.nonce.epoch !== without.nonce.epoch) {
          throw new Error(`the paired runs fell out of step in epoch ${topic.nonce.epoch} of topic ${topic.name}`);
        }
        const against = attacked[topic.code];
        if (against.length > 0) attackRows.add(topic, without, against, sink);
      }
    },
    flush(sink, controlSink = nowhere) {
      simulation.flush(sink);
      attackRows.flush(sink);
      control.simulation.flush(controlSink);
    },
    summary(): SummaryMetric[] {
      const own = simulation.summary();
      return [...own, ...[...attackRows.totals].flatMap(([topic, totals]) => summariseAttack(topic, totals))];
    },
  };
}

function aboutOf({ name, topic, owner, joins, start, duration }: AttackScenario): AttackAbout {
  return { name, topic, owner, joins, start, end: duration === null ? Number.POSITIVE_INFINITY : start + duration };
}
