import { join } from 'node:path';
import { pathExists, readWholeText, writeWholeFile } from '../io/run-folder.ts';
import { RESOLVED_SCENARIO, readManifest, readSummary } from '../record/manifest.ts';
import { chartsOf, type ReportContent, reportContent } from './content.ts';
import { readActors } from './data/actors.ts';
import { readAttacks } from './data/attacks.ts';
import { readChain } from './data/chain.ts';
import { readEpochs } from './data/epochs.ts';
import { page } from './page.ts';
import { vegaBundles } from './vega-bundles.ts';
import { writeCharts } from './write-charts.ts';

/**
 * Writes `charts/*.vl.json` and `report.html` of a complete run from its recorded tables, replacing older ones.
 *
 * @param folder the run's folder
 * @returns path of the report
 * @throws when the folder holds no complete run
 */
export async function writeReport(folder: string): Promise<string> {
  const content = readRun(folder);
  writeCharts(folder, chartsOf(content));
  const path = join(folder, 'report.html');
  writeWholeFile(path, page(content, vegaBundles()));
  return path;
}

/**
 * What the report of a complete run says. Every table is read once, and what is kept of it does not grow with the number
 * of epochs.
 *
 * @throws when the folder holds no complete run
 */
export function readRun(folder: string): ReportContent {
  const manifest = readManifest(folder);
  if (manifest === undefined) throw new Error(`${folder} holds no complete run: it has no manifest.json`);
  const table = <Data>(name: string, read: (path: string) => Data): Data | undefined => {
    const path = join(folder, `${name}.arrow`);
    return pathExists(path) ? read(path) : undefined;
  };
  const { record } = manifest.scenario;
  const every = { epochs: Math.max(1, record?.epochs.every ?? 1), actors: Math.max(1, record?.actors.every ?? 1) };
  const epochs = table('epochs', (path) => readEpochs(path, every.epochs));
  const shown = epochs === undefined ? undefined : new Set(epochs.shown.map(({ topic }) => topic));
  return reportContent({
    manifest,
    scenarioYaml: readWholeText(join(folder, RESOLVED_SCENARIO)),
    metrics: readSummary(folder),
    epochs,
    actors: table('actors', (path) => readActors(path, shown, every.actors)),
    attacks: table('attacks', (path) => readAttacks(path, every.epochs)),
    chain: table('chain', readChain),
    every,
  });
}
