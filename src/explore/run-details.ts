import path from 'node:path';
import { parse } from 'yaml';
import { settingDifferences } from '../compare/settings.ts';
import { fileBytes, filesBelow, readWholeText } from '../io/run-folder.ts';
import { RESOLVED_SCENARIO, readManifest, readSummary } from '../record/manifest.ts';
import type { DifferingSetting, ListedRecord, RunComparison, RunDetails } from '../web/explorer/records.ts';
import { isServed, resultEndings } from './paths.ts';

/** All that one record says: of runs with their metrics.
 * @param folder the record's
 * @param root folder of all results, as the user would write it
 */
export function runDetails(folder: string, record: ListedRecord, root: string): RunDetails {
  const isRun = record.kind === 'run' && record.state === 'complete';
  const manifest = isRun ? readManifest(folder) : undefined;
  const facts: [string, string][] = Object.entries({
    ...manifest?.counts,
    'engine version': manifest?.engineVersion ?? '',
    'code SHA-256': manifest?.codeHash ?? '',
    'scenario SHA-256': manifest?.scenarioHash ?? '',
    'Node version': manifest?.nodeVersion ?? '',
    finished: manifest?.finishedAt ?? '',
  })
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, String(value)]);
  return {
    root,
    record,
    metrics: isRun ? readSummary(folder).map(({ name, unit, topic, value }) => ({ name, unit, topic, value })) : [],
    facts,
    notices: manifest?.notices ?? [],
    files: filesBelow(folder, '')
      .filter((file) => file.split('/').every((step) => !step.startsWith('.')) && path.extname(file) !== '')
      .map((file) => ({
        path: file,
        bytes: fileBytes(path.join(folder, file)) ?? 0,
        served: isServed(file, resultEndings),
      })),
  };
}

/** Runs side by side, with the settings in which any of them differs from the first. */
export function runComparison(runs: readonly RunDetails[], root: string): RunComparison {
  const texts = runs.map(({ record }) => readWholeText(path.join(root, record.path, RESOLVED_SCENARIO)));
  return { runs, settings: differingSettings(texts) };
}

/** @param texts resolved scenarios, YAML */
export function differingSettings(texts: readonly string[]): DifferingSetting[] {
  const values = texts.map((text) => parse(text) as unknown);
  const found = texts.slice(1).map((text) => settingDifferences(texts[0], text));
  const paths = [...new Set(found.flat().map((difference) => difference.path))];
  return paths.map((setting) => ({ path: setting, values: values.map((value) => textAt(value, setting.split('.'))) }));
}

function textAt(value: unknown, steps: readonly string[]): string | null {
  let at = value;
  for (const step of steps) {
    if (at === null || typeof at !== 'object' || !Object.hasOwn(at, step)) return null;
    at = (at as Record<string, unknown>)[step];
  }
  return typeof at === 'string' ? at : JSON.stringify(at);
}
