import path from 'node:path';
import type { ScenarioFiles } from '../config/files.ts';
import { questionOf } from '../config/question.ts';
import { resolveScenario } from '../config/resolve-scenario.ts';
import { mostScenarioBytes } from '../config/scenario-schema.ts';
import { simRegistries } from '../config/sim-registries.ts';
import { scenarioFiles } from '../io/scenario-files.ts';
import type { OfferedScenario, ScenarioBundle } from '../web/contract.ts';

export interface BundleOptions {
  /** Whether the server that hands the bundle out saves scenarios. */
  readonly canSave: boolean;
  /** The folder that the paths are relative to; the current one unless given. It does not appear in the bundle. */
  readonly below?: string;
}

/**
 * What the playground can start from: the scenarios that resolve, with the texts of all files that these name. Files that
 * are no scenarios (experiments, suites, galleries), cannot be read or are wrong are left out.
 *
 * @param files scenario files, relative to `below`; they are named so in the bundle, with forward slashes
 */
export async function scenarioBundle(
  files: readonly string[],
  { canSave, below = '' }: BundleOptions,
): Promise<ScenarioBundle> {
  const scenarios: OfferedScenario[] = [];
  const texts: Record<string, string> = {};
  for (const written of files) {
    const file = written.replaceAll('\\', '/');
    const recorded: Record<string, string> = {};
    const read = recordingFiles(below, recorded);
    const own = read.readText(file, mostScenarioBytes);
    if ('reason' in own) continue;
    const resolved = await resolveScenario(own.text, file, {}, simRegistries, read);
    if (!resolved.ok) continue;
    Object.assign(texts, recorded);
    scenarios.push({ file, name: resolved.scenario.name, question: questionOf(own.text) });
  }
  return { scenarios, files: texts, canSave };
}

/** Reads files below a folder, and notes the text of each under the path by which it was asked for. */
function recordingFiles(below: string, texts: Record<string, string>): ScenarioFiles {
  const placeOf = (file: string): string => (path.isAbsolute(file) ? file : path.join(below, file));
  return {
    readText: (file, mostBytes) => {
      const read = scenarioFiles.readText(placeOf(file), mostBytes);
      if ('text' in read) texts[file] = read.text;
      return read;
    },
    readBytes: (file, mostBytes) => {
      const read = scenarioFiles.readBytes(placeOf(file), mostBytes);
      // With the mark of byte order, if there is one: the SHA-256 of the text's bytes has to be that of the file's.
      if ('bytes' in read) texts[file] = new TextDecoder('utf-8', { ignoreBOM: true }).decode(read.bytes);
      return read;
    },
  };
}
