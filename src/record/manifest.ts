import { join } from 'node:path';
import type { Scenario, SummaryMetric } from '../../sim/index.ts';
import { fileBytes, pathExists, readWholeText } from '../io/run-folder.ts';

/** Version of the layout of a run's folder; grows when a reader of the old one would misunderstand the new one. */
export const FORMAT_VERSION = 1;

export const MANIFEST = 'manifest.json';
export const SUMMARY = 'summary.json';
export const RESOLVED_SCENARIO = 'scenario.yaml';

/** A file of a run. */
export interface RecordedFile {
  /** Relative to the run's folder. */
  readonly path: string;
  /** Rows, for a table. */
  readonly rows?: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A file that the scenario reads, as the run found it; a copy stands beside `scenario.yaml` under `name`. */
export interface RecordedInput {
  readonly name: string;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Another run. */
export interface RunReference {
  readonly runId: string;
  /** Relative to the folder of the run that refers to it. */
  readonly folder: string;
}

/** What `manifest.json` holds. It is written last, so a folder that has one holds a complete run. */
export interface Manifest {
  readonly formatVersion: number;
  readonly engineVersion: string;
  /** SHA-256 of the engine's code, hexadecimal. */
  readonly codeHash: string;
  readonly runId: string;
  readonly scenario: Scenario;
  /** SHA-256 of the resolved scenario in canonical JSON, hexadecimal. */
  readonly scenarioHash: string;
  readonly seed: string;
  readonly counts: Readonly<Record<string, number>>;
  /** Sentences about what an author may not expect of the scenario. */
  readonly notices: readonly string[];
  /** Seconds from start to end. */
  readonly wallSeconds: number;
  /** When the run ended, ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly nodeVersion: string;
  readonly files: readonly RecordedFile[];
  readonly inputs: readonly RecordedInput[];
  /** Of a run with attacks: the same run without the attackers' keys. */
  readonly control: RunReference | null;
  /** Of a run without the attackers' keys: the run with attacks that it was made beside. */
  readonly controlOf: RunReference | null;
}

/** The manifest of a run's folder; undefined when the folder holds no complete run. */
export function readManifest(folder: string): Manifest | undefined {
  const path = join(folder, MANIFEST);
  if (!pathExists(path)) return undefined;
  return JSON.parse(readWholeText(path)) as Manifest;
}

/** Whether the folder has a manifest and every file that it lists, in the listed length. */
export function isCompleteRun(folder: string): boolean {
  const manifest = readManifest(folder);
  return manifest?.files.every(({ path, bytes }) => fileBytes(join(folder, path)) === bytes) ?? false;
}

/** The metrics of `summary.json`. */
export function readSummary(folder: string): readonly SummaryMetric[] {
  return (JSON.parse(readWholeText(join(folder, SUMMARY))) as { metrics: SummaryMetric[] }).metrics;
}
