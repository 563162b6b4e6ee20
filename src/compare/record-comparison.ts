import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ColumnDeclaration } from '../../sim/index.ts';
import { ensureFolder, pathExists, readWholeText, removePath, writeWholeFile } from '../io/run-folder.ts';
import { canonicalJson } from '../record/canonical-json.ts';
import {
  COMPARISON,
  COMPARISON_FORMAT,
  COMPARISONS,
  type ComparedMetric,
  type Comparison,
  type ComparisonManifest,
  comparisonColumns,
  pairColumns,
} from '../record/comparison-record.ts';
import { engineCodeHash, engineVersion } from '../record/engine-code.ts';
import { MANIFEST } from '../record/manifest.ts';
import { type WholeColumn, writeColumns } from '../record/write-columns.ts';
import type { PairedValues } from './pairs.ts';

const idLength = 12;

/** Name of a comparison's folder: the first 12 hexadecimal digits of a SHA-256 over all that decides what it says. */
export function comparisonIdOf(decisive: Readonly<Record<string, unknown>>): string {
  return createHash('sha256')
    .update(`comparison ${canonicalJson(decisive)}`)
    .digest('hex')
    .slice(0, idLength);
}

/** Where a comparison is recorded. */
export interface RecordedComparison {
  readonly folder: string;
  /** It was there and said the same; nothing was written. */
  readonly existing: boolean;
}

/** Writes the folder of a comparison, the manifest last. One that says something else (runs that failed then) is replaced. */
export function recordComparison(
  comparison: Comparison,
  pairs: readonly PairedValues[],
  { root, wallSeconds }: { readonly root: string; readonly wallSeconds: number },
): RecordedComparison {
  const { comparisonId, a, b, rows } = comparison;
  const folder = join(root, COMPARISONS, comparisonId);
  const text = json(comparison);
  if (pathExists(join(folder, MANIFEST)) && readWholeText(join(folder, COMPARISON)) === text) {
    return { folder, existing: true };
  }
  removePath(folder);
  ensureFolder(folder);
  const about = { comparisonId, engineVersion: engineVersion() };
  const files = [
    writeColumns(folder, 'comparison', columns(comparisonColumns, rows.map(comparisonRow)), about),
    writeColumns(folder, 'pairs', columns(pairColumns, pairs.flatMap(pairRows)), about),
    { path: COMPARISON, ...writeWholeFile(join(folder, COMPARISON), text) },
  ];
  const manifest: ComparisonManifest = {
    kind: 'comparison',
    formatVersion: COMPARISON_FORMAT,
    engineVersion: engineVersion(),
    codeHash: engineCodeHash(),
    comparisonId,
    a,
    b,
    wallSeconds,
    finishedAt: new Date().toISOString(),
    nodeVersion: process.version,
    files,
  };
  writeWholeFile(join(folder, MANIFEST), json(manifest));
  return { folder, existing: false };
}

type Row = readonly (string | number | null)[];

function columns(declarations: readonly ColumnDeclaration[], rows: readonly Row[]): WholeColumn[] {
  return declarations.map((declaration, c) => ({
    declaration,
    values:
      declaration.type === 'dictionary'
        ? rows.map((row) => String(row[c]))
        : rows.map((row) => (row[c] as number | null) ?? Number.NaN),
  }));
}

/** In the order of `comparisonColumns`. */
function comparisonRow(row: ComparedMetric): Row {
  const { point, metric, topic, unit, n, halfPairs, meanA, meanB, difference, low, high, bcaLow, bcaHigh } = row;
  const { p, adjustedP, effect, effectLow, effectHigh, pairingGain, verdict } = row;
  const values = [meanA, meanB, difference, low, high, bcaLow, bcaHigh];
  const judgement = [p, adjustedP, effect, effectLow, effectHigh, pairingGain, verdict];
  return [point, metric, topic, unit, n, halfPairs, ...values, ...judgement];
}

/** In the order of `pairColumns`. */
function pairRows({ point, metric, topic, unit, seeds, a, b }: PairedValues): Row[] {
  return seeds.map((seed, r) => [point, metric, topic, unit, seed, a[r], b[r]]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
