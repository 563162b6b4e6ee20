import { join } from 'node:path';
import type { ColumnBatch, ColumnDeclaration, Scenario, SummaryMetric } from '../../sim/index.ts';
import { ensureFolder, movePath, pathExists, removePath, writeWholeFile } from '../io/run-folder.ts';
import { engineVersion } from './engine-code.ts';
import {
  FORMAT_VERSION,
  isCompleteRun,
  MANIFEST,
  type Manifest,
  RESOLVED_SCENARIO,
  type RecordedFile,
  SUMMARY,
} from './manifest.ts';
import { runIdOf, scenarioHash } from './run-id.ts';
import { TableWriter } from './table-writer.ts';

/** What a run is recorded from. */
export interface RunOptions {
  /** Resolved: every default written out. */
  readonly scenario: Scenario;
  /** Text of `scenario.yaml`: the resolved scenario, which runs again and gives the same rows. */
  readonly yaml: string;
  /** Folder of all results; the run lands in `root/<scenario name>/<run id>`. */
  readonly root: string;
  /** Records again when the run is already there; the old folder is kept as `<run id>.<n>`. */
  readonly force: boolean;
  /** Columns of the table `epochs`. */
  readonly columns: readonly ColumnDeclaration[];
  /** SHA-256 of the engine's code, hexadecimal: `engineCodeHash()`. */
  readonly codeHash: string;
}

/** What is known when the last epoch is done. */
export interface RunResult {
  readonly summary: readonly SummaryMetric[];
  /** Seconds from start to end. */
  readonly wallSeconds: number;
  /** How many of what: epochs, topics, inferers... */
  readonly counts: Readonly<Record<string, number>>;
}

/** Records one run. Call `write` for each batch, then either `finish` or `abort`; all of them are synchronous. */
export interface RunRecorder {
  /** Path of the run's folder. */
  readonly folder: string;
  /** First 12 hexadecimal digits of a SHA-256 over the resolved scenario, its seed and the engine's code. */
  readonly runId: string;
  /** The folder already holds this run, complete: there is nothing to do, and `write`, `finish` throw. */
  readonly existing: boolean;
  /** Appends the rows of a batch to its table. The batch may be reused afterwards. */
  write(batch: ColumnBatch): void;
  /** Turns the tables into their final form and writes `summary.json` and, last, `manifest.json`. */
  finish(result: RunResult): void;
  /** Ends an unfinished run: whole batches stay readable in `epochs.partial.arrows`, no manifest. Harmless after `finish`. */
  abort(): void;
}

/**
 * Opens the folder of a run for recording, or recognises that the run is already there.
 *
 * @throws when the folder cannot be written or the scenario's name cannot be the name of a folder
 */
export function openRun(options: RunOptions): RunRecorder {
  const { scenario, codeHash } = options;
  if (!/^[^/\\\0]+$/.test(scenario.name) || /^\.+$/.test(scenario.name)) {
    throw new Error(`"${scenario.name}" cannot be the name of a folder`);
  }
  const runId = runIdOf(scenario, codeHash);
  const folder = join(options.root, scenario.name, runId);
  const complete = isCompleteRun(folder);
  if (complete && !options.force) return recognised(folder, runId);
  if (complete) keepUnderAnotherName(folder);
  ensureFolder(folder);
  removePath(join(folder, MANIFEST));
  const engine = engineVersion();
  const hash = scenarioHash(scenario);
  const metadata = { scenarioHash: hash, engineVersion: engine };
  const epochs = new TableWriter(folder, 'epochs', options.columns, metadata);
  return {
    folder,
    runId,
    existing: false,
    write(batch) {
      if (batch.table !== epochs.name) throw new Error(`no table is called ${batch.table}`);
      epochs.write(batch);
    },
    finish({ summary, wallSeconds, counts }) {
      const files: RecordedFile[] = [epochs.finish()];
      const text = (name: string, content: string): void => {
        files.push({ path: name, ...writeWholeFile(join(folder, name), content) });
      };
      text(RESOLVED_SCENARIO, options.yaml);
      text(SUMMARY, json({ metrics: summary.map(recordedMetric) }));
      const manifest: Manifest = {
        formatVersion: FORMAT_VERSION,
        engineVersion: engine,
        codeHash,
        runId,
        scenario,
        scenarioHash: hash,
        seed: scenario.seed,
        counts,
        wallSeconds,
        finishedAt: new Date().toISOString(),
        nodeVersion: process.version,
        files,
      };
      writeWholeFile(join(folder, MANIFEST), json(manifest));
    },
    abort: () => epochs.abort(),
  };
}

function recognised(folder: string, runId: string): RunRecorder {
  const refuse = (): never => {
    throw new Error(`run ${runId} is complete; it is recorded again only when forced`);
  };
  return { folder, runId, existing: true, write: refuse, finish: refuse, abort: () => {} };
}

function keepUnderAnotherName(folder: string): void {
  let n = 1;
  while (pathExists(`${folder}.${n}`)) ++n;
  movePath(folder, `${folder}.${n}`);
}

/** JSON has no NaN and no infinity: a metric without a finite value is null. */
function recordedMetric({ name, value, unit, topic }: SummaryMetric): SummaryMetric {
  return { name, value: value !== null && Number.isFinite(value) ? value : null, unit, topic };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
