import path from 'node:path';
import { questionOf } from '../config/question.ts';
import { filesIn, foldersIn, pathExists, readWholeText } from '../io/run-folder.ts';
import { changedAt, headOfFile } from '../io/served-files.ts';
import type { AttackManifest } from '../record/attack-record.ts';
import type { ComparisonManifest } from '../record/comparison-record.ts';
import type { GalleryManifest } from '../record/gallery-record.ts';
import { MANIFEST, type Manifest, RESOLVED_SCENARIO, readSummary, SUMMARY } from '../record/manifest.ts';
import type { SweepManifest } from '../record/sweep-record.ts';
import { tablesOf } from '../run/find-run.ts';
import type { ListedRecord, MetricCell } from '../web/explorer/records.ts';

/** A record with all that lists of records say about it. */
export interface KnownRecord {
  readonly facts: Omit<ListedRecord, 'metrics'>;
  /** By name; of topics the first. */
  readonly metrics: ReadonlyMap<string, MetricCell & { readonly unit: string }>;
}

type Facts = KnownRecord['facts'];
type AnyManifest = Manifest | SweepManifest | ComparisonManifest | AttackManifest | GalleryManifest;

/** Questions stand in the first lines of a file. */
const mostQuestionBytes = 2000;

/**
 * Reads what a folder of results says about itself. Nothing is thrown: a folder that cannot be read is a broken record,
 * with the reason. An empty one is none.
 */
export function readRecord(folder: string, place: string): KnownRecord | undefined {
  const plain = plainFacts(folder, place);
  try {
    if (pathExists(path.join(folder, MANIFEST))) return recordOf(folder, plain);
  } catch (error) {
    return broken(plain, `${MANIFEST} or ${SUMMARY} cannot be read: ${firstLine(error)}.`);
  }
  if (tablesOf(folder).size > 0) {
    return { facts: { ...plain, kind: 'run', state: 'partial', question: questionIn(folder) }, metrics: new Map() };
  }
  const empty = [...filesIn(folder), ...foldersIn(folder)].every((name) => name.startsWith('.'));
  return empty ? undefined : broken(plain, `it has neither a ${MANIFEST} nor tables.`);
}

function plainFacts(folder: string, place: string): Facts {
  const [name, id] = place.split('/');
  const time = (changedAt(path.join(folder, MANIFEST)) ?? changedAt(folder))?.time ?? 0;
  const hasReport = pathExists(path.join(folder, 'report.html'));
  return {
    ...{ path: place, kind: 'unknown', state: 'complete', problem: '', name, id, question: '', time, protocol: '' },
    ...{ seed: '', epochs: null, runs: null, wallSeconds: null, bytes: null, controlOf: '', hasReport },
  };
}

function broken(plain: Facts, problem: string): KnownRecord {
  return { facts: { ...plain, state: 'broken', problem }, metrics: new Map() };
}

function recordOf(folder: string, plain: Facts): KnownRecord {
  const manifest = JSON.parse(readWholeText(path.join(folder, MANIFEST))) as AnyManifest;
  if (manifest === null || typeof manifest !== 'object') throw new Error('it is no object');
  const sizes = (manifest.files ?? []).map(({ bytes }) => Number(bytes) || 0);
  const common: Facts = {
    ...plain,
    wallSeconds: numberIn(manifest.wallSeconds),
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
  };
  const missing = (manifest.files ?? []).find((file) => !pathExists(path.join(folder, String(file.path))));
  if (missing !== undefined) return broken(common, `${String(missing.path)} is missing, which its manifest lists.`);
  if (!('kind' in manifest)) return runRecord(folder, manifest, common);
  const made = factsOf[manifest.kind];
  if (made === undefined)
    return broken(common, `its manifest calls it "${String((manifest as { kind: unknown }).kind)}".`);
  const facts = { ...common, ...made(manifest as never) };
  return { facts: { ...facts, kind: manifest.kind, seed: textIn(facts.seed) }, metrics: new Map() };
}

/** What manifests of other kinds than runs say. */
const factsOf: {
  readonly [Kind in Exclude<AnyManifest, Manifest>['kind']]: (
    manifest: Extract<AnyManifest, { readonly kind: Kind }>,
  ) => Partial<Facts>;
} = {
  sweep: ({ name, question, seed, runs }) => ({ name, question: asQuestion(question), seed, runs }),
  comparison: ({ a, b }) => ({ name: `${a.name} / ${b.name}`, runs: a.runs + b.runs }),
  attack: ({ scenario, question, seed, runs, epochs }) => ({
    ...{ name: scenario, question: asQuestion(question), seed, runs, epochs },
  }),
  gallery: ({ name, question, seed, runs, epochs }) => ({ name, question: asQuestion(question), seed, runs, epochs }),
};

function runRecord(folder: string, { scenario, seed, controlOf }: Manifest, common: Facts): KnownRecord {
  const metrics = new Map<string, MetricCell & { readonly unit: string }>();
  for (const { name, value, unit, topic } of readSummary(folder)) {
    const first = metrics.get(name);
    const topics = (first?.topics ?? 0) + (topic === '' ? 0 : 1);
    metrics.set(name, first === undefined ? { value, unit, topic, topics } : { ...first, topics });
  }
  const facts: Facts = {
    ...common,
    ...{ kind: 'run', name: textIn(scenario.name) || common.name, seed: textIn(seed), runs: 1 },
    question: questionIn(folder),
    protocol: textIn(scenario.protocol?.profile),
    epochs: scenario.months == null ? numberIn(scenario.epochs) : null,
    controlOf: textIn(controlOf?.runId),
  };
  return { facts, metrics };
}

function questionIn(folder: string): string {
  const file = path.join(folder, RESOLVED_SCENARIO);
  return pathExists(file) ? questionOf(headOfFile(file, mostQuestionBytes)) : '';
}

/** Questions of manifests stand there with or without the mark of a comment. */
const asQuestion = (text: string): string => textIn(text).replace(/^#+\s*/, '');

const textIn = (value: unknown): string => (value === undefined || value === null ? '' : String(value));
const numberIn = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0].replace(/\.$/, '');
}
