import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulation } from '../sim/index.ts';
import { toYaml } from '../src/config/scenario-yaml.ts';
import { type Manifest, readManifest } from '../src/record/manifest.ts';
import { openRun } from '../src/record/run-recorder.ts';
import { type NetworkSize, networkScenario } from './network-scenario.ts';
import { median } from './scale.ts';

/** What recording every row of `epochs` and `actors` adds to the time of a run. */
export interface RecordingTiming {
  /** Added share of the time for topics of 32/6/6, the network's own size: 0.1 is a tenth more. Median over the rounds. */
  readonly addedTime: number;
  /** The same for the smallest topics, 5/3/5, where an epoch is short and its rows are as many bytes. */
  readonly addedTimeSmall: number;
  /** Bytes on disk per topic and epoch, 32/6/6. */
  readonly bytesPerEpoch: number;
}

const usual = { topics: 1, lag: 1, inferers: 32, forecasters: 6, reputers: 6, epochs: 8000 };
const small = { topics: 1, lag: 1, inferers: 5, forecasters: 3, reputers: 5, epochs: 60_000 };

/** Times runs with and without recording in this process, in turns; the files are whole at the end. */
export function timeRecording(rounds: number): RecordingTiming {
  const folder = mkdtempSync(join(tmpdir(), 'allora-sim-bench-'));
  try {
    let bytesPerEpoch = 0;
    const added = (size: Omit<NetworkSize, 'recordEpochs' | 'recordActors'>): number => {
      const ratios: number[] = [];
      bare(size);
      for (let round = 0; round < rounds; ++round) {
        const without = bare(size);
        const every = { ...size, recordEpochs: 1, recordActors: 1 };
        const { seconds, files } = recorded(every, join(folder, `${size.inferers}-${round}`));
        ratios.push(seconds / without - 1);
        const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
        if (size.inferers === usual.inferers) bytesPerEpoch = bytes / size.epochs;
      }
      return median(ratios);
    };
    return { addedTime: added(usual), addedTimeSmall: added(small), bytesPerEpoch };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function bare(size: Omit<NetworkSize, 'recordEpochs' | 'recordActors'>): number {
  const simulation = createSimulation(networkScenario({ ...size, recordEpochs: 0, recordActors: 0 }));
  return cpuSeconds(() => simulation.advance(size.epochs, () => {}));
}

/** Runs and records in this process: processor time, and the files. */
export function recorded(size: NetworkSize, root: string): { seconds: number; files: Manifest['files'] } {
  const scenario = networkScenario(size);
  const simulation = createSimulation(scenario);
  const run = openRun({
    scenario,
    yaml: toYaml(scenario),
    root,
    force: false,
    codeHash: 'bench',
    inputs: [],
    tables: simulation.tables,
  });
  const seconds = cpuSeconds(() => {
    simulation.advance(size.epochs, run.write);
    simulation.flush(run.write);
    run.finish({ summary: [], wallSeconds: 0, counts: {} });
  });
  return { seconds, files: readManifest(run.folder)?.files ?? [] };
}

/** User and system time of this process, so that a busy neighbour does not count. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
