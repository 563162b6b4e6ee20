import { join } from 'node:path';
import { writeWholeFile } from '../../io/run-folder.ts';
import { vegaBundles } from '../vega-bundles.ts';
import { writeCharts } from '../write-charts.ts';
import { attackContent, attackPage, chartsOf } from './attack-page.ts';
import { readAttack } from './read-attack.ts';

/**
 * Writes `charts/*.vl.json` and `report.html` of a finished measurement of an attack from what it recorded, replacing older
 * ones.
 *
 * @param folder the measurement's folder
 * @returns path of the report
 * @throws when the folder holds no finished measurement
 */
export function writeAttackReport(folder: string): string {
  const content = attackContent(readAttack(folder));
  writeCharts(folder, chartsOf(content));
  const path = join(folder, 'report.html');
  writeWholeFile(path, attackPage(content, vegaBundles()));
  return path;
}
