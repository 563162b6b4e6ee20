import {
  createPairedSimulation,
  createSimulation,
  type PairedSimulation,
  type Scenario,
  type Simulation,
  type SummaryMetric,
  topicNames,
} from '../../../sim/index.ts';
import type { ScenarioInputs } from '../../config/inputs.ts';
import { Collector } from './collector.ts';

/** A run whose rows become points of charts slice by slice. */
export interface LiveRun {
  readonly collector: Collector;
  /** Of all topics together. */
  readonly done: number;
  readonly total: number;
  readonly finished: boolean;
  /** Nonces that are opened per epoch of the first topic, about. */
  readonly noncesPerEpoch: number;
  /** Goes on by so many nonces, or to the end. */
  advance(nonces: number): void;
  metrics(): readonly SummaryMetric[];
}

const nowhere = (): void => {};

/** Makes a run of a resolved scenario; one with attacks runs in step with the same run without their keys. */
export function liveRun(scenario: Scenario, inputs: Pick<ScenarioInputs, 'formulas' | 'series'>): LiveRun {
  const isPaired = scenario.attacks.length > 0;
  const simulation: Simulation = (isPaired ? createPairedSimulation : createSimulation)(scenario, inputs);
  const collector = new Collector(
    scenario,
    scenario.topics.flatMap((topic) => topicNames(topic)),
    simulation.notices,
  );
  return {
    collector,
    get done() {
      return simulation.epochsDone;
    },
    total: simulation.epochsTotal,
    get finished() {
      return simulation.finished;
    },
    noncesPerEpoch: Math.max(1, simulation.epochsTotal / (scenario.months ?? scenario.epochs)),
    advance(nonces) {
      const run = simulation as PairedSimulation;
      run.advance(nonces, collector.add, nowhere);
      // A batch is full after thousands of rows; charts do not wait for that.
      run.flush(collector.add, nowhere);
      if (simulation.finished) collector.end();
      else collector.endSlice();
    },
    metrics: () => simulation.summary(),
  };
}

/** How long a slice may take, milliseconds: in between the worker listens. */
const sliceMilliseconds = 25;

/** Nonces of the next slice after one that took so long. */
export function nextSlice(nonces: number, spent: number): number {
  if (spent < sliceMilliseconds / 2) return nonces * 2;
  return spent > 2 * sliceMilliseconds ? Math.max(1, Math.floor(nonces / 2)) : nonces;
}
