import { join } from 'node:path';
import { ensureFolder, readWholeText, removePath, writeWholeFile } from '../io/run-folder.ts';
import { RESOLVED_SCENARIO, readManifest, readSummary } from '../record/manifest.ts';
import { readTable } from '../record/read-table.ts';
import type { Chart } from './charts/chart.ts';
import { charts, reportColumns } from './charts/charts.ts';
import { comparisons } from './headline.ts';
import { page, type TopicSection } from './page.ts';
import { rowsByTopic } from './topic-rows.ts';
import { vegaBundles } from './vega-bundles.ts';

/**
 * Writes `charts/*.vl.json` and `report.html` of a complete run from its recorded tables, replacing older ones.
 *
 * @param folder the run's folder
 * @returns path of the report
 * @throws when the folder holds no complete run
 */
export async function writeReport(folder: string): Promise<string> {
  const manifest = readManifest(folder);
  if (manifest === undefined) throw new Error(`${folder} holds no complete run: it has no manifest.json`);
  const table = readTable(join(folder, 'epochs.arrow'), reportColumns);
  const topics = rowsByTopic(table).map((rows): TopicSection => {
    const drawn = charts.flatMap((chartOf) => chartOf(rows) ?? []);
    return { topic: rows.topic, epochs: rows.rows, comparisons: comparisons(rows), charts: drawn };
  });
  writeCharts(join(folder, 'charts'), topics);
  const content = {
    manifest,
    scenarioYaml: readWholeText(join(folder, RESOLVED_SCENARIO)),
    metrics: readSummary(folder),
    columns: table.declarations,
    topics,
  };
  const path = join(folder, 'report.html');
  writeWholeFile(path, page(content, vegaBundles()));
  return path;
}

function writeCharts(folder: string, topics: readonly TopicSection[]): void {
  removePath(folder);
  ensureFolder(folder);
  topics.forEach(({ charts }, t) => {
    const prefix = topics.length > 1 ? `${t + 1}-` : '';
    for (const { name, spec } of charts)
      writeWholeFile(join(folder, chartFile(prefix, { name })), `${JSON.stringify(spec)}\n`);
  });
}

/** `losses.vl.json`, or `2-losses.vl.json` for the second of several topics: their names may hold any character. */
function chartFile(prefix: string, { name }: Pick<Chart, 'name'>): string {
  return `${prefix}${name}.vl.json`;
}
