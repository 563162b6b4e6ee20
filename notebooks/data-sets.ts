import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = path.join(root, 'dist', 'src', 'cli', 'main.js');

/** Commands of the program that make what notebooks read, by the name under which they read it. */
export const dataSets: Readonly<Record<string, readonly string[]>> = {
  tour: ['run', 'notebooks/data/tour.yaml'],
  synthesis: ['sweep', 'notebooks/data/synthesis.yaml'],
  'four-years': ['run', 'scenarios/mainnet-four-years.yaml'],
  cartel: ['attack', 'notebooks/data/cartel.yaml', '--replicates', '8'],
  forecasters: ['sweep', 'notebooks/data/forecasters.yaml'],
};

/** What a command came to: its own folder, and those of the runs that it recorded in full. */
export interface DataSet {
  readonly folder: string;
  /** With attacks. */
  readonly attack?: string;
  /** The same without them. */
  readonly control?: string;
}

/**
 * Runs the command of a data set. What is recorded below `results` already is not made again.
 *
 * @throws Error with what the command said when it fails
 */
export function makeDataSet(name: string, results: string): DataSet {
  if (!Object.hasOwn(dataSets, name)) {
    throw new Error(`"${name}" is no data set; there are ${Object.keys(dataSets).join(', ')}.`);
  }
  const command = [...dataSets[name], '--no-report', '--json', '--out', results];
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...command], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${dataSets[name].join(' ')} ended with ${status}:\n${stderr}`);
  const facts = JSON.parse(stdout);
  const at = (folder: string): string => path.resolve(root, folder);
  if (facts.kind === 'attack') {
    const folder = path.join(results, facts.scenario, facts.attackId);
    const { attack, control } = facts.recorded;
    return { folder, attack: path.join(folder, attack.folder), control: path.join(folder, control.folder) };
  }
  return { folder: at(facts.folder), ...(facts.control && { control: at(facts.control.folder) }) };
}

/**
 * The file behind the name by which a cell reads it: `tour/epochs.arrow`, or `tour/control/epochs.arrow` for a run beside it.
 *
 * @throws Error when there is no such file
 */
export function fileNamed(name: string, sets: ReadonlyMap<string, DataSet>): string {
  const [set, ...rest] = name.split('/');
  const found = sets.get(set);
  const beside = rest.length > 1 ? rest.shift() : 'folder';
  const folder = found?.[beside as keyof DataSet];
  const file = folder === undefined ? undefined : path.join(folder, ...rest);
  if (file === undefined || !existsSync(file)) throw new Error(`"${name}" is not among what the command has recorded.`);
  return file;
}
