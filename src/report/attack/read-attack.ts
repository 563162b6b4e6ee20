import { join } from 'node:path';
import { pathExists, readWholeText } from '../../io/run-folder.ts';
import {
  type AttackManifest,
  type AttackMeasure,
  attackMeasureColumns,
  type IntervalKind,
} from '../../record/attack-record.ts';
import { MANIFEST, RESOLVED_SCENARIO, readManifest } from '../../record/manifest.ts';
import { readTable } from '../../record/read-table.ts';
import { type AttackSection, attackSectionsOf } from '../content.ts';
import { readAttacks } from '../data/attacks.ts';
import { lossWordsOf } from '../loss-words.ts';

/** All that the measurement of an attack left in its folder, the runs' metrics aside. */
export interface MeasuredFolder {
  readonly manifest: AttackManifest;
  readonly scenarioYaml: string;
  readonly measures: readonly AttackMeasure[];
  /** Of the replicate that was recorded whole; empty when its run is not there any more. */
  readonly timelines: readonly AttackSection[];
}

/**
 * Reads the folder of a finished measurement.
 *
 * @throws when it holds none
 */
export function readAttack(folder: string): MeasuredFolder {
  const path = join(folder, MANIFEST);
  if (!pathExists(path)) throw new Error(`${folder} holds no complete measurement of an attack: it has no ${MANIFEST}`);
  const manifest = JSON.parse(readWholeText(path)) as AttackManifest;
  return {
    manifest,
    scenarioYaml: readWholeText(join(folder, RESOLVED_SCENARIO)),
    measures: readMeasures(join(folder, 'measures.arrow')),
    timelines: timelinesOf(folder, manifest),
  };
}

function readMeasures(path: string): AttackMeasure[] {
  const table = readTable(
    path,
    attackMeasureColumns.map(({ name }) => name),
  );
  const word = (column: string): ((row: number) => string) => {
    const { codes, words } = table.words(column);
    return (row) => words[codes[row]] ?? '';
  };
  const number = (column: string): ((row: number) => number | null) => {
    const values = table.numbers(column);
    return (row) => (Number.isFinite(values[row]) ? values[row] : null);
  };
  const [topic, measure, against, unit, interval, why] = [
    'topic',
    'measure',
    'against',
    'unit',
    'interval',
    'word',
  ].map(word);
  const [point, n, mean, low, high] = ['point', 'n', 'mean', 'low', 'high'].map(number);
  return Array.from({ length: table.rows }, (_, row) => ({
    point: point(row) ?? 0,
    topic: topic(row),
    measure: measure(row),
    against: against(row) as AttackMeasure['against'],
    unit: unit(row),
    n: n(row) ?? 0,
    mean: mean(row),
    low: low(row),
    high: high(row),
    interval: interval(row) as IntervalKind,
    word: why(row) as AttackMeasure['word'],
  }));
}

function timelinesOf(folder: string, { recorded }: AttackManifest): AttackSection[] {
  if (recorded === null) return [];
  const run = join(folder, ...recorded.attack.folder.split('/'));
  const manifest = readManifest(run);
  const table = join(run, 'attacks.arrow');
  if (manifest === undefined || !pathExists(table)) return [];
  const every = Math.max(1, manifest.scenario.record?.epochs.every ?? 1);
  return attackSectionsOf(readAttacks(table, every).attacks, every, lossWordsOf(manifest.scenario));
}
