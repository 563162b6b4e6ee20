import { join } from 'node:path';
import { ensureFolder, removePath, writeWholeFile } from '../io/run-folder.ts';
import type { PlacedChart } from './charts/chart.ts';

/**
 * Writes the specifications of charts in the `charts` folder of a run or an experiment, replacing all that is in it.
 *
 * Files are called `losses.vl.json`, or `2-losses.vl.json` for the second of several topics: their names may hold any
 * character.
 */
export function writeCharts(folder: string, charts: readonly PlacedChart[]): void {
  const place = join(folder, 'charts');
  removePath(place);
  ensureFolder(place);
  for (const { id, spec } of charts) writeWholeFile(join(place, `${id}.vl.json`), `${JSON.stringify(spec)}\n`);
}
