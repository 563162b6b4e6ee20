import { join } from 'node:path';
import { pathExists, readWholeText, writeWholeFile } from '../../io/run-folder.ts';
import { COMPARISON, type Comparison, type ComparisonManifest } from '../../record/comparison-record.ts';
import { MANIFEST } from '../../record/manifest.ts';
import { readTable } from '../../record/read-table.ts';
import { vegaBundles } from '../vega-bundles.ts';
import { writeCharts } from '../write-charts.ts';
import { comparisonCharts, comparisonPage, type PairsOf } from './page.ts';

/**
 * Writes `charts/*.vl.json` and `report.html` of a recorded comparison, replacing older ones.
 *
 * @returns path of the report
 * @throws when the folder holds no complete comparison
 */
export async function writeComparisonReport(folder: string): Promise<string> {
  const { manifest, comparison, charts } = readComparison(folder);
  writeCharts(folder, [...charts.effects, ...charts.differences, ...charts.scatters]);
  const path = join(folder, 'report.html');
  writeWholeFile(path, comparisonPage(manifest, comparison, charts, vegaBundles()));
  return path;
}

/**
 * What the report of a recorded comparison says.
 *
 * @throws when the folder holds no complete comparison
 */
export function readComparison(folder: string) {
  if (!pathExists(join(folder, MANIFEST))) {
    throw new Error(`${folder} holds no complete comparison: it has no manifest.json`);
  }
  const manifest = JSON.parse(readWholeText(join(folder, MANIFEST))) as ComparisonManifest;
  const comparison = JSON.parse(readWholeText(join(folder, COMPARISON))) as Comparison;
  const charts = comparisonCharts(comparison, readPairs(join(folder, 'pairs.arrow')));
  return { manifest, comparison, charts };
}

function readPairs(path: string): PairsOf {
  const table = readTable(path);
  const word = (name: string): ((row: number) => string) => {
    const { codes, words } = table.words(name);
    return (row) => words[codes[row]];
  };
  const [point, metric, topic, seed] = ['point', 'metric', 'topic', 'seed'].map(word);
  const [a, b] = [table.numbers('a'), table.numbers('b')];
  const rows = new Map<string, number[]>();
  for (let row = 0; row < table.rows; ++row) {
    const key = `${point(row)}\n${metric(row)}\n${topic(row)}`;
    const known = rows.get(key);
    if (known === undefined) rows.set(key, [row]);
    else known.push(row);
  }
  return (one) => {
    const found = rows.get(`${one.point}\n${one.metric}\n${one.topic}`) ?? [];
    return {
      seeds: found.map(seed),
      a: Float64Array.from(found, (row) => a[row]),
      b: Float64Array.from(found, (row) => b[row]),
    };
  };
}
