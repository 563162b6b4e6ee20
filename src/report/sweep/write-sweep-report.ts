import { join } from 'node:path';
import { writeWholeFile } from '../../io/run-folder.ts';
import { vegaBundles } from '../vega-bundles.ts';
import { writeCharts } from '../write-charts.ts';
import { chosenMetrics } from './choose-metrics.ts';
import { metricSection } from './metric-section.ts';
import { readSweep } from './read-sweep.ts';
import { chartsOf, type SweepContent, sweepPage } from './sweep-page.ts';

/**
 * Writes `charts/*.vl.json` and `report.html` of a finished sweep from its recorded tables, replacing older ones.
 *
 * @param folder the sweep's folder
 * @returns path of the report
 * @throws when the folder holds no finished sweep
 */
export function writeSweepReport(folder: string): string {
  const content = sweepContent(folder);
  writeCharts(folder, chartsOf(content));
  const path = join(folder, 'report.html');
  writeWholeFile(path, sweepPage(content, vegaBundles()));
  return path;
}

/**
 * What the report of a finished sweep says.
 *
 * @throws when the folder holds no finished sweep
 */
export function sweepContent(folder: string): SweepContent {
  const sweep = readSweep(folder);
  const chosen = chosenMetrics(sweep);
  const replicates = sweep.replicates(chosen.shown.map(({ column }) => column));
  const sections = chosen.shown.map((metric, m) =>
    metricSection(sweep, metric, replicates.get(metric.column) ?? [], m),
  );
  return { sweep, chosen, sections };
}
