import { createSimulation, epochColumns, type Scenario } from '../../sim/index.ts';
import { engineCodeHash } from '../../src/record/engine-code.ts';
import { readManifest } from '../../src/record/manifest.ts';
import { openRun } from '../../src/record/run-recorder.ts';

/** What must be the same wherever a run is recorded. */
export interface RecordedRun {
  readonly runId: string;
  /** Of `epochs.arrow`. */
  readonly sha256: string;
}

/** Records a run under `root`, advancing `step` epochs at a time. */
export function recordRun(
  { scenario, yaml }: { scenario: Scenario; yaml: string },
  root: string,
  step: number,
): RecordedRun {
  const simulation = createSimulation(scenario);
  const recorder = openRun({
    scenario,
    yaml,
    root,
    force: false,
    columns: epochColumns,
    codeHash: engineCodeHash(),
  });
  while (!simulation.finished) simulation.advance(step, recorder.write);
  simulation.flush(recorder.write);
  recorder.finish({ summary: simulation.summary(), wallSeconds: 0, counts: { epochs: simulation.epochsDone } });
  const table = readManifest(recorder.folder)?.files.find(({ path }) => path === 'epochs.arrow');
  return { runId: recorder.runId, sha256: table?.sha256 ?? '' };
}
