import { attackTable } from '../metrics/attack-columns.ts';
import { summariseAttack } from '../metrics/attack-metrics.ts';
import { createAttackRows } from '../metrics/attack-rows.ts';
import type { SummaryMetric } from '../metrics/column.ts';
import { attackViews } from './attack-views.ts';
import { withoutAttacks } from './controls.ts';
import { createStepper } from './create-simulation.ts';
import type { RunInputs } from './inputs.ts';
import type { Scenario } from './scenario.ts';
import type { PairedSimulation, Sink } from './simulation.ts';
import type { Topic } from './topic.ts';

/**
 * Sets a scenario with attacks up for running, in step with the same scenario without them: same seed, same draws of
 * everybody honest, so that every difference is the attack's doing.
 */
export function createPairedSimulation(scenario: Scenario, inputs: RunInputs = {}): PairedSimulation {
  const main = createStepper(scenario, inputs);
  const control = createStepper(withoutAttacks(scenario), inputs);
  const views = attackViews(scenario, main.world);
  const attacked = main.world.topics.map(({ name }) => views.flatMap(({ topic }, a) => (topic === name ? [a] : [])));
  const rows = main.world.topics.reduce((sum, { epochs }, i) => sum + epochs * attacked[i].length, 0);
  const attackRows = createAttackRows(views, rows);
  const nowhere: Sink = () => {};
  // The control goes on to the same nonce. On the hub chain a topic may sleep in one run and not in the other: then there is
  // no such nonce, and nothing to compare.
  let held: Topic | undefined;
  let begun = false;
  const isBehind = (topic: Topic | undefined): boolean => {
    // A topic of the attackers' own has nothing to be compared with.
    if (topic !== undefined && topic.code >= control.world.topics.length) return false;
    if (!begun) {
      begun = true;
      return true;
    }
    if (held === undefined) return false;
    if (topic === undefined || control.world.block !== main.world.block) {
      return topic === undefined || control.world.block < main.world.block;
    }
    const [own, other] = [orderOf(control.world.topics[topic.code]), orderOf(held)];
    return own !== other ? other < own : held.nonce.epoch < topic.nonce.epoch;
  };
  const isSame = (topic: Topic, other: Topic): boolean =>
    control.world.block === main.world.block &&
    other.code === topic.code &&
    other.nonce.epoch === topic.nonce.epoch &&
    other.nonce.block === topic.nonce.block;
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
      const { epochsDone, epochsTotal } = simulation;
      const until = epochsDone + epochs < epochsTotal ? epochsDone + epochs : Number.POSITIVE_INFINITY;
      while (!simulation.finished && simulation.epochsDone < until) {
        const topic = main.next(sink);
        while (isBehind(topic)) held = control.next(controlSink);
        if (topic === undefined) return;
        const against = attacked[topic.code] ?? [];
        if (against.length === 0 || held === undefined || !isSame(topic, held)) continue;
        attackRows.add(topic, held, against, sink);
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

/** Topics of one block come in the order of their creation; without a hub chain in that of the scenario. */
function orderOf({ chainTopic, code }: Topic): number {
  return chainTopic?.id ?? code;
}
