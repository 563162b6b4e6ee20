import { join } from 'node:path';
import type { SummaryMetric } from '../../sim/index.ts';
import { readWholeText } from '../io/run-folder.ts';
import { MANIFEST, type Manifest, RESOLVED_SCENARIO, readSummary } from '../record/manifest.ts';
import { type RecordedTable, readTable } from '../record/read-table.ts';
import type { RecordedFactor, SweepManifest } from '../record/sweep-record.ts';
import type { Observation } from './observation.ts';

/** A recorded run or sweep. */
export interface RecordedSide {
  readonly kind: 'run' | 'sweep';
  readonly folder: string;
  readonly name: string;
  readonly id: string;
  readonly codeHash: string;
  /** Resolved scenario, of a sweep that of its first point, YAML. */
  readonly yaml: string;
  readonly observations: readonly Observation[];
  /** Paths of settings that a sweep varies. */
  readonly varied: readonly string[];
  /** What tells it from a later state of itself: more replicates may join a sweep. */
  readonly identity: string;
}

/** A complete run. */
export function readRunSide(folder: string): RecordedSide {
  const manifest = readJson<Manifest>(join(folder, MANIFEST));
  const { runId, codeHash, scenario, seed } = manifest;
  const observation = { point: '', seed, metrics: readSummary(folder), error: '' };
  const yaml = readWholeText(join(folder, RESOLVED_SCENARIO));
  const identity = `run ${runId}`;
  const { name } = scenario;
  return { kind: 'run', folder, name, id: runId, codeHash, yaml, observations: [observation], varied: [], identity };
}

/** A finished sweep: a row of its table per run. */
export function readSweepSide(folder: string): RecordedSide {
  const manifest = readJson<SweepManifest>(join(folder, MANIFEST));
  const { sweepId, codeHash, name, files } = manifest;
  const yaml = readWholeText(join(folder, RESOLVED_SCENARIO));
  const sha256 = files.find(({ path }) => path === 'runs.arrow')?.sha256 ?? '';
  const observations = sweepRuns(readTable(join(folder, 'runs.arrow')), manifest);
  const varied = manifest.factors.flatMap(({ paths }) => paths);
  const identity = `${sweepId} ${sha256}`;
  return { kind: 'sweep', folder, name, id: sweepId, codeHash, yaml, observations, varied, identity };
}

function sweepRuns(table: RecordedTable, { factors, metrics }: SweepManifest): Observation[] {
  const word = (column: string): ((row: number) => string) => {
    const { codes, words } = table.words(column);
    return (row) => words[codes[row]];
  };
  const [seed, status, error] = ['seed', 'status', 'error'].map(word);
  const settings = factors.map((factor) => ({ name: factor.name, label: labelOf(table, factor) }));
  const columns = metrics.map((metric) => ({ ...metric, values: table.numbers(metric.column) }));
  return Array.from({ length: table.rows }, (_, row) => {
    const point = settings.map(({ name, label }) => `${name}=${label(row)}`).join(', ');
    if (status(row) !== 'done') return { point, seed: seed(row), metrics: null, error: error(row) };
    const found = columns.map(({ metric, topic, unit, values }): SummaryMetric => {
      return { name: metric, value: Number.isNaN(values[row]) ? null : values[row], unit, topic };
    });
    return { point, seed: seed(row), metrics: found, error: '' };
  });
}

/** What a factor is set to, row by row, as shown. */
function labelOf(table: RecordedTable, { name, numeric }: RecordedFactor): (row: number) => string {
  if (numeric) {
    const values = table.numbers(name);
    return (row) => String(values[row]);
  }
  const { codes, words } = table.words(name);
  return (row) => words[codes[row]];
}

function readJson<T>(path: string): T {
  return JSON.parse(readWholeText(path)) as T;
}
