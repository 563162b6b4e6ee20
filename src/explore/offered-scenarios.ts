import path from 'node:path';
import { filesBelow, pathExists } from '../io/run-folder.ts';
import { changedAt } from '../io/served-files.ts';
import type { ScenarioBundle } from '../web/contract.ts';
import { scenarioBundle } from './scenario-bundle.ts';

/** A folder of scenarios: where it is, and what is in front of its files in the bundle. */
export interface ScenarioFolder {
  /** The folder that names begin in. */
  readonly below: string;
  /** From there to the folder, with forward slashes; empty when it is that folder. */
  readonly name: string;
}

/**
 * Gives every folder the shortest name that tells it from the others: `scenarios`, or `allora-sim/scenarios` for the next
 * one of that name. A folder named twice is one.
 */
export function namedFolders(folders: readonly string[]): ScenarioFolder[] {
  const named = new Map<string, string>();
  for (const folder of new Set(folders.map((one) => path.resolve(one)))) {
    const steps = folder.split(path.sep);
    let length = 1;
    const name = (): string => steps.slice(-length).join('/');
    while (named.has(name()) && length < steps.length) ++length;
    named.set(name(), folder);
  }
  return [...named].map(([name, folder]) => ({
    name,
    below: path.resolve(folder, ...name.split('/').map(() => '..')),
  }));
}

/** Reads the scenarios of some folders again only after one of their files has changed. */
export function offeredScenarios(folders: readonly ScenarioFolder[]): () => Promise<ScenarioBundle> {
  let stamp = '';
  let bundle: Promise<ScenarioBundle> | undefined;
  return () => {
    const files = folders.map(({ below, name }) => ({ below, files: yamlFilesIn(below, name) }));
    const now = JSON.stringify(
      files.map((one) => one.files.map((file) => [file, changedAt(path.join(one.below, file))])),
    );
    if (bundle === undefined || now !== stamp) bundle = read(files);
    stamp = now;
    return bundle;
  };
}

async function read(
  folders: readonly { readonly below: string; readonly files: readonly string[] }[],
): Promise<ScenarioBundle> {
  const bundles: ScenarioBundle[] = [];
  for (const { below, files } of folders) bundles.push(await scenarioBundle(files, { canSave: true, below }));
  return {
    scenarios: bundles.flatMap(({ scenarios }) => scenarios),
    files: Object.assign({}, ...bundles.map(({ files }) => files)),
    canSave: true,
  };
}

/** Files of a folder and those below it, without what is hidden, those of the folder itself first. */
function yamlFilesIn(below: string, name: string): string[] {
  const folder = path.join(below, name);
  if (!pathExists(folder)) return [];
  const depth = (file: string): number => file.split('/').length;
  return filesBelow(folder, '.yaml')
    .filter((file) => file.split('/').every((step) => !step.startsWith('.')))
    .sort((a, b) => depth(a) - depth(b))
    .map((file) => `${name}/${file}`);
}
