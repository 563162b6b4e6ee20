import {
  actorTable,
  type ColumnBatch,
  type PairedSimulation,
  type Scenario,
  type Simulation,
  type SummaryMetric,
} from '../../sim/index.ts';
import type { Engine } from '../../src/run/engine.ts';
import { fakeActorBatches } from './fake-actors.ts';
import { fakeBatches, fakeColumns } from './fake-batches.ts';

/** Metrics of a made-up run. */
export type FakeSummary = (scenario: Scenario) => SummaryMetric[];

/** An engine without an economy: rows are made up, metrics are what `summary` says of the scenario. */
export function fakeEngine(summary: FakeSummary = () => []): Engine {
  const tables = [{ name: 'epochs', doc: '', columns: fakeColumns }, actorTable];
  const createSimulation = (scenario: Scenario): Simulation => {
    let done = 0;
    return {
      epochsTotal: scenario.epochs,
      get epochsDone() {
        return done;
      },
      get finished() {
        return done === scenario.epochs;
      },
      notices: [],
      tables,
      counts: { topics: scenario.topics.length, attacks: scenario.attacks.length },
      advance(epochs) {
        done = Math.min(scenario.epochs, done + epochs);
      },
      flush(sink) {
        // Codes of an attacked run are shifted, so that its rows differ from those of its control.
        const shift = (batch: ColumnBatch): ColumnBatch => {
          if (scenario.attacks.length > 0) (batch.data[4] as Float64Array).fill(7, 0, batch.rows);
          return batch;
        };
        for (const batch of fakeBatches(done)) sink(shift(batch));
        for (const batch of fakeActorBatches(done)) sink(batch);
      },
      summary: () => summary(scenario),
    };
  };
  const withoutAttacks = (scenario: Scenario): Scenario => ({ ...scenario, attacks: [] });
  const createPairedSimulation = (scenario: Scenario): PairedSimulation => {
    const attacked = createSimulation(scenario);
    const control = createSimulation(withoutAttacks(scenario));
    const { notices, counts } = attacked;
    const none = () => {};
    return {
      epochsTotal: attacked.epochsTotal,
      get epochsDone() {
        return attacked.epochsDone;
      },
      get finished() {
        return attacked.finished;
      },
      notices,
      tables,
      counts,
      control,
      advance(epochs, sink, controlSink = none) {
        attacked.advance(epochs, sink);
        control.advance(epochs, controlSink);
      },
      flush(sink, controlSink = none) {
        attacked.flush(sink);
        control.flush(controlSink);
      },
      summary: attacked.summary,
    };
  };
  return { createSimulation, createPairedSimulation, withoutAttacks };
}
