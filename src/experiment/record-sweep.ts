import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Experiment } from '../config/experiment/experiment.ts';
import {
  ensureFolder,
  movePath,
  pathExists,
  readWholeText,
  removePath,
  temporaryName,
  writeWholeFile,
} from '../io/run-folder.ts';
import { canonicalJson } from '../record/canonical-json.ts';
import { engineCodeHash, engineVersion } from '../record/engine-code.ts';
import { FORMAT_VERSION, MANIFEST, RESOLVED_SCENARIO, type RecordedFile } from '../record/manifest.ts';
import { RESOLVED_EXPERIMENT, type SweepManifest } from '../record/sweep-record.ts';
import { writeColumns } from '../record/write-columns.ts';
import type { PlannedPoint } from './plan.ts';
import { type PointRow, pointRows } from './point-rows.ts';
import type { MetricColumn, RunRows } from './run-rows.ts';
import { sensitivity } from './sensitivity.ts';
import { type FactorColumn, factorColumns, pointTable, runTable, sensitivityTable } from './sweep-tables.ts';

/** A finished sweep, to be recorded. */
export interface FinishedSweep {
  readonly experiment: Experiment;
  /** Text of the experiment file. */
  readonly text: string;
  readonly points: readonly PlannedPoint[];
  readonly rows: RunRows;
  readonly root: string;
  readonly wallSeconds: number;
  readonly notices: readonly string[];
}

/** Where a sweep is recorded. */
export interface RecordedSweep {
  readonly sweepId: string;
  readonly folder: string;
  readonly manifest: SweepManifest;
  readonly aggregates: readonly PointRow[];
  /** The same sweep was there, whole; nothing was written. */
  readonly existing: boolean;
}

const idLength = 12;

/**
 * Records the tables of a sweep in `<root>/<experiment>/<sweep id>/`. The id follows from the experiment and from what its
 * runs are made of, so the same sweep lands in the same folder; what another call left there with other results (runs that
 * failed then) stays beside it as `<id>.<n>`. The folder gets its name when all is written.
 */
export async function recordSweep(sweep: FinishedSweep): Promise<RecordedSweep> {
  const { experiment, points, rows, root, text } = sweep;
  const metrics = rows.metrics();
  const sweepId = sweepIdOf(experiment, rows);
  const folder = join(root, experiment.name, sweepId);
  ensureFolder(join(root, experiment.name));
  const fresh = temporaryName(folder);
  ensureFolder(fresh);
  try {
    const aggregates = pointRows(rows, metrics, points.length, experiment.seed);
    const designPoints = points.map(({ point }) => point);
    const indices = sensitivity(experiment, designPoints, aggregates);
    const metadata = { sweepId, engineVersion: engineVersion() };
    const factors = factorColumns(experiment, designPoints);
    const files: RecordedFile[] = [
      writeColumns(fresh, 'runs', runTable(rows, metrics, factors), metadata),
      writeColumns(fresh, 'points', pointTable(aggregates, factors), metadata),
      ...(indices.length === 0 ? [] : [writeColumns(fresh, 'sensitivity', sensitivityTable(indices), metadata)]),
    ];
    const { yaml } = points.length === 0 ? { yaml: '' } : await points[0].scenario();
    for (const [path, content] of [
      [RESOLVED_EXPERIMENT, text],
      [RESOLVED_SCENARIO, yaml],
    ] as const) {
      files.push({ path, ...writeWholeFile(join(fresh, path), content) });
    }
    const manifest = await manifestOf(sweep, { sweepId, metrics, factors, files });
    const there = manifestIn(folder);
    if (there !== undefined && sameTables(there, manifest)) {
      removePath(fresh);
      return { sweepId, folder, manifest: there, aggregates, existing: true };
    }
    writeWholeFile(join(fresh, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    if (pathExists(folder)) keepUnderAnotherName(folder);
    movePath(fresh, folder);
    return { sweepId, folder, manifest, aggregates, existing: false };
  } catch (error) {
    removePath(fresh);
    throw error;
  }
}

/** Follows from the experiment and from the addresses of its runs, which hold the scenario, the seeds and the code. */
function sweepIdOf(experiment: Experiment, rows: RunRows): string {
  const { onFailure: _policy, scenario: _file, ...decides } = experiment;
  const hash = createHash('sha256').update(canonicalJson(decides));
  for (const { address } of rows.rows) hash.update(address);
  return hash.digest('hex').slice(0, idLength);
}

function manifestIn(folder: string): SweepManifest | undefined {
  const path = join(folder, MANIFEST);
  return pathExists(path) ? (JSON.parse(readWholeText(path)) as SweepManifest) : undefined;
}

function sameTables(a: SweepManifest, b: SweepManifest): boolean {
  const hashes = ({ files }: SweepManifest): string =>
    files
      .filter(({ rows }) => rows !== undefined)
      .map(({ path, sha256 }) => `${path} ${sha256}`)
      .join('\n');
  return hashes(a) === hashes(b);
}

function keepUnderAnotherName(folder: string): void {
  let n = 1;
  while (pathExists(`${folder}.${n}`)) ++n;
  movePath(folder, `${folder}.${n}`);
}

interface MadeOfIt {
  readonly sweepId: string;
  readonly metrics: readonly MetricColumn[];
  readonly factors: readonly FactorColumn[];
  readonly files: readonly RecordedFile[];
}

async function manifestOf(
  { experiment, points, rows, wallSeconds, notices }: FinishedSweep,
  { sweepId, metrics, factors, files }: MadeOfIt,
): Promise<SweepManifest> {
  const { name, question, seed, design, stop, commonRandomNumbers } = experiment;
  const replicates = new Map<number, number>();
  for (const { point } of rows.rows) replicates.set(point, (replicates.get(point) ?? 0) + 1);
  const asked = experiment.metrics;
  const stopColumn =
    stop && metrics.find(({ metric, topic }) => metric === stop.metric && (stop.topic === '' || topic === stop.topic));
  return {
    kind: 'sweep',
    formatVersion: FORMAT_VERSION,
    engineVersion: engineVersion(),
    codeHash: engineCodeHash(),
    sweepId,
    name,
    question,
    scenario: points.length === 0 ? '' : (await points[0].scenario()).scenario.name,
    seed,
    design: { ...design },
    factors: factors.map(({ recorded }) => recorded),
    metrics: metrics.map(({ column, metric, topic, unit }) => ({ column, metric, topic, unit })),
    shown: asked.flatMap((name) => metrics.filter(({ metric }) => metric === name).map(({ column }) => column)),
    points: points.length,
    runs: rows.rows.length,
    failed: rows.failed,
    replicates: { least: Math.min(...replicates.values()), most: Math.max(...replicates.values()) },
    commonRandomNumbers,
    stop: stop && { column: stopColumn?.column ?? stop.metric, halfWidth: stop.halfWidth, most: stop.most },
    notices,
    wallSeconds,
    finishedAt: new Date().toISOString(),
    nodeVersion: process.version,
    files,
  };
}
