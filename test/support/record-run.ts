import { createPairedSimulation, createSimulation, type Scenario, withoutAttacks } from '../../sim/index.ts';
import { toYaml } from '../../src/config/scenario-yaml.ts';
import { engineCodeHash } from '../../src/record/engine-code.ts';
import { readManifest } from '../../src/record/manifest.ts';
import { openRun, type RunRecorder } from '../../src/record/run-recorder.ts';

/** What must be the same wherever a run is recorded: ids, and the SHA-256 of each table by the name of its file. */
export interface RecordedRun {
  readonly runId: string;
  readonly tables: Readonly<Record<string, string>>;
  /** Of a scenario with attacks: the run without them. */
  readonly control?: RecordedRun;
}

/** Records a run, and its control when it has attacks, under `root`, advancing `step` epochs at a time. */
export function recordRun(scenario: Scenario, root: string, step: number): RecordedRun {
  const open = (of: Scenario, { tables }: Pick<ReturnType<typeof createSimulation>, 'tables'>): RunRecorder =>
    openRun({ scenario: of, yaml: toYaml(of), root, force: false, tables, codeHash: engineCodeHash() });
  const close = (
    recorder: RunRecorder,
    { summary }: Pick<ReturnType<typeof createSimulation>, 'summary'>,
  ): RecordedRun => {
    recorder.finish({ summary: summary(), wallSeconds: 0, counts: {} });
    const files = readManifest(recorder.folder)?.files ?? [];
    const tables = files.filter(({ path }) => path.endsWith('.arrow')).map(({ path, sha256 }) => [path, sha256]);
    return { runId: recorder.runId, tables: Object.fromEntries(tables) };
  };
  if (scenario.attacks.length === 0) {
    const simulation = createSimulation(scenario, {});
    const run = open(scenario, simulation);
    while (!simulation.finished) simulation.advance(step, run.write);
    simulation.flush(run.write);
    return close(run, simulation);
  }
  const paired = createPairedSimulation(scenario, {});
  const run = open(scenario, paired);
  const control = open(withoutAttacks(scenario), paired.control);
  while (!paired.finished) paired.advance(step, run.write, control.write);
  paired.flush(run.write, control.write);
  return { ...close(run, paired), control: close(control, paired.control) };
}
