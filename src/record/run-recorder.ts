import { join, relative } from 'node:path';
import type { ColumnBatch, Scenario, SummaryMetric, TableDeclaration } from '../../sim/index.ts';
import { ensureFolder, movePath, pathExists, readWholeBytes, removePath, writeWholeFile } from '../io/run-folder.ts';
import { engineVersion } from './engine-code.ts';
import {
  FORMAT_VERSION,
  isCompleteRun,
  MANIFEST,
  type Manifest,
  RESOLVED_SCENARIO,
  type RecordedFile,
  type RecordedInput,
  SUMMARY,
} from './manifest.ts';
import { runIdOf, scenarioHash } from './run-id.ts';
import { TableWriter } from './table-writer.ts';

/** A file that belongs to the scenario; a copy is put beside it. */
export interface InputFile {
  /** Name of the copy. */
  readonly name: string;
  /** Where it was read. */
  readonly path: string;
  /** Of its bytes as they were read, hexadecimal; a file without it decides no rows. */
  readonly sha256?: string;
  /** What the copy holds in place of the file's bytes: another scenario, resolved. */
  readonly text?: string;
}

/** Another run that the manifest is to name. */
export interface OtherRun {
  readonly runId: string;
  /** Path of its folder. */
  readonly folder: string;
}

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
  /** The tables that rows come for. Those that the scenario's `record` sets to 0 are left out. */
  readonly tables: readonly TableDeclaration[];
  /** SHA-256 of the engine's code, hexadecimal: `engineCodeHash()`. */
  readonly codeHash: string;
  /** Files that belong to the scenario; copied beside `scenario.yaml`. */
  readonly inputs?: readonly InputFile[];
}

/** What is known when the last epoch is done. */
export interface RunResult {
  readonly summary: readonly SummaryMetric[];
  /** Seconds from start to end. */
  readonly wallSeconds: number;
  /** How many of what: epochs, topics, inferers... */
  readonly counts: Readonly<Record<string, number>>;
  /** See the manifest; none unless given. */
  readonly notices?: readonly string[];
  /** Of a run with attacks: the same run without the attackers' keys. */
  readonly control?: OtherRun;
  /** Of a run without the attackers' keys: the run with attacks. */
  readonly controlOf?: OtherRun;
}

/** Records one run. Call `write` for each batch, then either `finish` or `abort`; all of them are synchronous. */
export interface RunRecorder {
  /** Path of the run's folder. */
  readonly folder: string;
  /** First 12 hexadecimal digits of a SHA-256 over the resolved scenario, its seed, its input files and the engine's code. */
  readonly runId: string;
  /** The folder already holds this run, complete: there is nothing to do, and `write`, `finish` throw. */
  readonly existing: boolean;
  /** Appends the rows of a batch to its table. The batch may be reused afterwards. */
  write(batch: ColumnBatch): void;
  /** Turns the tables into their final form; then writes `scenario.yaml`, inputs, `summary.json` and, last, `manifest.json`. */
  finish(result: RunResult): void;
  /** Ends an unfinished run: whole batches stay readable in `<table>.partial.arrows`, no manifest. Harmless after `finish`. */
  abort(): void;
}

/**
 * Opens the folder of a run for recording, or recognises that the run is already there.
 *
 * @throws when the folder cannot be written or the scenario's name cannot be the name of a folder
 */
export function openRun(options: RunOptions): RunRecorder {
  const { scenario, codeHash, inputs = [] } = options;
  const { runId, folder } = runPlace(options);
  const complete = isCompleteRun(folder);
  if (complete && !options.force) return recognised(folder, runId);
  if (complete) keepUnderAnotherName(folder);
  ensureFolder(folder);
  removePath(join(folder, MANIFEST));
  const engine = engineVersion();
  const hash = scenarioHash(scenario);
  const tables = openTables(folder, options, { scenarioHash: hash, engineVersion: engine });
  return {
    folder,
    runId,
    existing: false,
    write(batch) {
      if (!tables.has(batch.table)) throw new Error(`no table is called ${batch.table}`);
      tables.get(batch.table)?.write(batch);
    },
    finish({ summary, wallSeconds, counts, notices = [], control, controlOf }) {
      const files: RecordedFile[] = [...tables.values()].flatMap((table) => table?.finish() ?? []);
      const keep = (path: string, content: string | Uint8Array): RecordedFile => {
        const file = { path, ...writeWholeFile(join(folder, path), content) };
        files.push(file);
        return file;
      };
      keep(RESOLVED_SCENARIO, options.yaml);
      const copied = inputs.map(({ name, path, sha256, text }): RecordedInput => {
        const copy = keep(name, text ?? readWholeBytes(path));
        if (sha256 !== undefined && copy.sha256 !== sha256) throw new Error(`${path} was changed during the run`);
        return { name, sha256: copy.sha256 };
      });
      keep(SUMMARY, json({ metrics: summary.map(recordedMetric) }));
      const reference = (run: OtherRun | undefined): Manifest['control'] =>
        run === undefined ? null : { runId: run.runId, folder: relative(folder, run.folder).replaceAll('\\', '/') };
      const manifest: Manifest = {
        formatVersion: FORMAT_VERSION,
        engineVersion: engine,
        codeHash,
        runId,
        scenario,
        scenarioHash: hash,
        seed: scenario.seed,
        counts,
        notices,
        wallSeconds,
        finishedAt: new Date().toISOString(),
        nodeVersion: process.version,
        files,
        inputs: copied,
        control: reference(control),
        controlOf: reference(controlOf),
      };
      writeWholeFile(join(folder, MANIFEST), json(manifest));
    },
    abort() {
      for (const table of tables.values()) table?.abort();
    },
  };
}

/** Id of a run and the folder that it lands in. @throws when the scenario's name cannot be the name of a folder */
function runPlace({ scenario, codeHash, root, inputs }: RunOptions): { runId: string; folder: string } {
  if (!/^[^/\\\0]+$/.test(scenario.name) || /^\.+$/.test(scenario.name)) {
    throw new Error(`"${scenario.name}" cannot be the name of a folder`);
  }
  const taken = [MANIFEST, RESOLVED_SCENARIO, SUMMARY];
  for (const { name } of inputs ?? []) {
    if (
      !/^[^/\\\0]+$/.test(name) ||
      name.startsWith('.') ||
      taken.includes(name) ||
      /\.arrows?(\.partial)?$/.test(name)
    ) {
      throw new Error(`"${name}" cannot be the name of an input file's copy`);
    }
  }
  const read = inputs?.flatMap(({ name, sha256 }) => (sha256 === undefined ? [] : { name, sha256 }));
  const runId = runIdOf(scenario, codeHash, read);
  return { runId, folder: join(root, scenario.name, runId) };
}

/** By name; undefined for a table that is not to be kept. When one cannot be opened, those before it are closed. */
function openTables(
  folder: string,
  { tables, scenario }: RunOptions,
  metadata: Readonly<Record<string, string>>,
): Map<string, TableWriter | undefined> {
  const rules: Readonly<Record<string, { readonly every: number | null }>> = { ...scenario.record };
  const opened = new Map<string, TableWriter | undefined>();
  try {
    for (const { name, columns } of tables) {
      const kept = rules[name]?.every !== 0;
      opened.set(name, kept ? new TableWriter(folder, name, columns, metadata) : undefined);
    }
  } catch (error) {
    for (const table of opened.values()) table?.abort();
    throw error;
  }
  return opened;
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
