import { scenarioFiles } from '../io/scenario-files.ts';
import { EngineError } from './engine-error.ts';

/** Content of a file that runs read, for those who run them elsewhere. @throws EngineError when it has changed since */
export function readInputFile(path: string, sha256: string): Uint8Array {
  const read = scenarioFiles.readBytes(path, Number.POSITIVE_INFINITY);
  if ('reason' in read) throw new EngineError(`${path} cannot be read any more: ${read.reason}`);
  if (read.sha256 === sha256) return read.bytes;
  throw new EngineError(`${path} has changed since this sweep began to read it; give the command again.`);
}
