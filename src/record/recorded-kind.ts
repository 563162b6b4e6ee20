import { join } from 'node:path';
import { pathExists, readWholeText } from '../io/run-folder.ts';
import { MANIFEST } from './manifest.ts';

/** What a folder of results may hold. */
export type RecordedKind = 'run' | 'sweep' | 'comparison' | 'attack' | 'gallery';

/** What a folder holds, by its manifest; undefined without one. Manifests of runs do not name their kind. */
export function recordedKind(folder: string): RecordedKind | undefined {
  const path = join(folder, MANIFEST);
  if (!pathExists(path)) return undefined;
  return (JSON.parse(readWholeText(path)) as { kind?: RecordedKind }).kind ?? 'run';
}
