import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { attacks } from '../../sim/index.ts';
import { questionOf } from '../config/question.ts';
import {
  ensureFolder,
  movePath,
  pathExists,
  readWholeText,
  removePath,
  temporaryName,
  writeWholeFile,
} from '../io/run-folder.ts';
import { ATTACK_FORMAT, type AttackManifest } from '../record/attack-record.ts';
import { canonicalJson } from '../record/canonical-json.ts';
import { engineCodeHash, engineVersion } from '../record/engine-code.ts';
import { MANIFEST, RESOLVED_SCENARIO, type RecordedFile } from '../record/manifest.ts';
import { writeColumns } from '../record/write-columns.ts';
import type { RunnableScenario } from '../run/read-scenario.ts';
import { attackMeasureTable, attackRunTable, type RunTable } from './attack-tables.ts';
import { attackHeadline } from './headline.ts';
import type { AttackQuestion, MeasuredAttackRuns } from './measure-attack.ts';
import { confidence } from './measures/estimates.ts';

/** A measurement to be recorded. */
export interface FinishedAttack {
  readonly runnable: RunnableScenario;
  readonly question: AttackQuestion;
  readonly measured: MeasuredAttackRuns;
  readonly recorded: AttackManifest['recorded'];
  readonly root: string;
  readonly wallSeconds: number;
}

/** Where a measurement is recorded. */
export interface RecordedAttack {
  readonly folder: string;
  readonly manifest: AttackManifest;
  /** The same was there, whole; nothing was written. */
  readonly existing: boolean;
}

const idLength = 12;

/**
 * Records the measurement of an attack in `<root>/<scenario>/<attack id>/`. The id follows from what was asked and from what the
 * runs are made of, so the same measurement lands in the same folder; one that is there with other results (runs that failed
 * then) stays beside it as `<id>.<n>`. The folder gets its name when all is written.
 */
export function recordAttack(finished: FinishedAttack): RecordedAttack {
  const { runnable, measured, root } = finished;
  const runs = attackRunTable(measured.points);
  const attackId = attackIdOf(finished.question, runs.addresses);
  const parent = join(root, runnable.scenario.name);
  const folder = join(parent, attackId);
  ensureFolder(parent);
  const fresh = temporaryName(folder);
  ensureFolder(fresh);
  try {
    const about = { attackId, engineVersion: engineVersion() };
    const files: RecordedFile[] = [
      writeColumns(fresh, 'runs', runs.columns, about),
      writeColumns(fresh, 'measures', attackMeasureTable(measured.measures), about),
      { path: RESOLVED_SCENARIO, ...writeWholeFile(join(fresh, RESOLVED_SCENARIO), runnable.yaml) },
    ];
    const manifest = manifestOf(finished, attackId, runs, files);
    const there = manifestIn(folder);
    if (there !== undefined && hashesOf(there) === hashesOf(manifest)) {
      removePath(fresh);
      return { folder, manifest: there, existing: true };
    }
    writeWholeFile(join(fresh, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    if (pathExists(folder)) keepUnderAnotherName(folder);
    movePath(fresh, folder);
    return { folder, manifest, existing: false };
  } catch (error) {
    removePath(fresh);
    throw error;
  }
}

function attackIdOf(question: AttackQuestion, addresses: readonly string[]): string {
  const hash = createHash('sha256').update(`attack ${canonicalJson({ ...question })}`);
  for (const address of addresses) hash.update(address);
  return hash.digest('hex').slice(0, idLength);
}

function manifestIn(folder: string): AttackManifest | undefined {
  const path = join(folder, MANIFEST);
  return pathExists(path) ? (JSON.parse(readWholeText(path)) as AttackManifest) : undefined;
}

function hashesOf({ files, recorded }: AttackManifest): string {
  return canonicalJson({ recorded, files: files.map(({ path, sha256 }) => `${path} ${sha256}`) });
}

function keepUnderAnotherName(folder: string): void {
  let n = 1;
  while (pathExists(`${folder}.${n}`)) ++n;
  movePath(folder, `${folder}.${n}`);
}

function manifestOf(
  { runnable: { scenario, yaml }, measured, recorded, wallSeconds }: FinishedAttack,
  attackId: string,
  { metrics, runs, failed }: RunTable,
  files: readonly RecordedFile[],
): AttackManifest {
  const { topics, seeds, sides, points, frontier, worst, notices } = measured;
  return {
    kind: 'attack',
    formatVersion: ATTACK_FORMAT,
    engineVersion: engineVersion(),
    codeHash: engineCodeHash(),
    attackId,
    scenario: scenario.name,
    question: questionOf(yaml),
    attacks: scenario.attacks.map(({ name, attack, topic, start, duration, budget, knowledge }) => {
      const { number, doc, question, source = '' } = attacks[attack];
      return { name, attack, number, doc, question, source, topic, start, duration, budget, knowledge };
    }),
    topics,
    epochs: scenario.epochs,
    seed: scenario.seed,
    seeds,
    confidence,
    sides,
    points: points.map(({ point }) => point),
    metrics,
    frontier,
    worst,
    runs,
    failed,
    recorded,
    headline: attackHeadline(measured),
    notices,
    wallSeconds,
    finishedAt: new Date().toISOString(),
    nodeVersion: process.version,
    files,
  };
}
