import type { PairedSimulation, Simulation } from '../../sim/index.ts';
import { toYaml } from '../config/scenario-yaml.ts';
import { engineCodeHash } from '../record/engine-code.ts';
import { openRun, type RunRecorder } from '../record/run-recorder.ts';
import { type Engine, engine as simulatedEconomy } from './engine.ts';
import type { RunnableScenario } from './read-scenario.ts';
import { runToEnd, unwatched, type Watch } from './run-to-end.ts';

/** Where a run is to be recorded. */
export interface RecordOptions {
  /** Folder of all results. */
  readonly root: string;
  /** Runs again what is recorded already, and keeps the old folder under another name. */
  readonly force: boolean;
}

/** A recorded run, or one that was there already. */
export interface RecordedRun {
  readonly runId: string;
  readonly folder: string;
  /** Recorded before, not written again. */
  readonly existing: boolean;
}

/** What recording a scenario came to. */
export interface Recording extends RecordedRun {
  /** The same run without the attackers' keys; null for a scenario without attacks. */
  readonly control: RecordedRun | null;
  /** Sentences about what the author may not expect. */
  readonly notices: readonly string[];
  /** Epochs done, and of how many, when the run was interrupted; its tables are marked as partial then. */
  readonly interruptedAt: { readonly epochs: number; readonly of: number } | null;
}

/**
 * Runs a scenario and records it. A scenario with attacks runs beside the same scenario without the attackers' keys, in
 * step, and both are recorded. What is recorded already is not written again; nothing is computed when nothing is missing.
 */
export async function recordRun(
  { scenario, yaml, inputs }: RunnableScenario,
  { root, force }: RecordOptions,
  watch: Watch = unwatched,
  engine: Engine = simulatedEconomy,
): Promise<Recording> {
  const paired = scenario.attacks.length > 0 ? engine.createPairedSimulation(scenario, inputs) : undefined;
  const simulation: Simulation = paired ?? engine.createSimulation(scenario, inputs);
  const place = { root, force, codeHash: engineCodeHash(), inputs: inputs.files };
  const run = openRun({ ...place, scenario, yaml, tables: simulation.tables });
  let control: RunRecorder | undefined;
  try {
    if (paired !== undefined) {
      const bare = engine.withoutAttacks(scenario);
      control = openRun({ ...place, scenario: bare, yaml: toYaml(bare), tables: paired.control.tables });
    }
    const missing = !run.existing || control?.existing === false;
    const interruptedAt = missing ? await runAndRecord(simulation, paired, run, control, watch) : null;
    return {
      ...described(run),
      control: control === undefined ? null : described(control),
      notices: simulation.notices,
      interruptedAt,
    };
  } catch (error) {
    run.abort();
    control?.abort();
    throw error;
  }
}

/** The control's manifest is written first: a run with attacks that is complete has a control that is. */
async function runAndRecord(
  simulation: Simulation,
  paired: PairedSimulation | undefined,
  run: RunRecorder,
  control: RunRecorder | undefined,
  watch: Watch,
): Promise<Recording['interruptedAt']> {
  const outcome = await runToEnd(paired ?? simulation, sinkOf(run), watch, control && sinkOf(control));
  if (!outcome.finished) {
    run.abort();
    control?.abort();
    return { epochs: outcome.epochs, of: simulation.epochsTotal };
  }
  const { wallSeconds, epochs } = outcome;
  if (paired !== undefined && control?.existing === false) {
    const counts = { epochs, ...paired.control.counts };
    const { notices } = paired.control;
    control.finish({ summary: paired.control.summary(), wallSeconds, counts, notices, controlOf: run });
  }
  if (!run.existing) {
    const counts = { epochs, ...simulation.counts };
    const { notices } = simulation;
    run.finish({ summary: simulation.summary(), wallSeconds, counts, notices, ...(control && { control }) });
  }
  return null;
}

function sinkOf(recorder: RunRecorder): RunRecorder['write'] {
  return recorder.existing ? () => {} : recorder.write;
}

function described({ runId, folder, existing }: RunRecorder): RecordedRun {
  return { runId, folder, existing };
}
