import path from 'node:path';
import { formatProblem } from '../config/problem.ts';
import { resolveScenario } from '../config/resolve-scenario.ts';
import { mostScenarioBytes } from '../config/scenario-schema.ts';
import { simRegistries } from '../config/sim-registries.ts';
import { scenarioFiles } from '../io/scenario-files.ts';
import { writeNewFile } from '../io/served-files.ts';
import type { SavedScenario, SaveScenario } from '../web/contract.ts';

/** Letters, digits, `-`, `_` and `.`, at most 100; no dot at either end. */
const goodName = /^(?!\.)[A-Za-z0-9._-]{1,100}(?<!\.)$/;
/** Windows takes these for devices, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

export interface SaveAnswer {
  readonly status: 200 | 400 | 409;
  readonly body: SavedScenario;
}

/**
 * Saves a scenario that resolves as a new file.
 *
 * @param folder where it goes, as the user would write it
 */
export async function saveScenario(asked: unknown, folder: string): Promise<SaveAnswer> {
  const { name, yaml } = (asked ?? {}) as Partial<SaveScenario>;
  if (typeof name !== 'string' || !goodName.test(name) || device.test(name)) {
    return wrong('The name may have letters, digits, "-", "_" and "." (not at its ends), at most 100.');
  }
  if (typeof yaml !== 'string' || Buffer.byteLength(yaml) > mostScenarioBytes) {
    return wrong(`A scenario is a text of at most ${mostScenarioBytes / 1024} KiB.`);
  }
  const file = path.join(folder, `${name}.yaml`);
  const resolved = await resolveScenario(yaml, file, {}, simRegistries, scenarioFiles);
  if (!resolved.ok) return wrong(resolved.problems.map(formatProblem).join('\n'));
  if (writeNewFile(file, yaml)) return { status: 200, body: { path: file } };
  return { status: 409, body: { problem: `${file} exists already; choose another name.` } };
}

const wrong = (problem: string): SaveAnswer => ({ status: 400, body: { problem } });
