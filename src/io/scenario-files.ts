import { createHash } from 'node:crypto';
import { FileError, readFileBytes, readTextFile } from './text-file.ts';

type Refused = { readonly reason: string };

/** Reads the files that scenarios name; what cannot be read is answered with the reason, as a sentence. */
export const scenarioFiles = {
  readText: (path: string, mostBytes: number): { readonly text: string } | Refused =>
    orReason(() => ({ text: readTextFile(path, mostBytes) })),
  readBytes: (path: string, mostBytes: number): { readonly bytes: Uint8Array; readonly sha256: string } | Refused =>
    orReason(() => {
      const bytes = readFileBytes(path, mostBytes);
      return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
};

function orReason<Read>(read: () => Read): Read | Refused {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileError) return { reason: error.reason };
    throw error;
  }
}
