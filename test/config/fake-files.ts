import { createHash } from 'node:crypto';
import type { ScenarioFiles } from '../../src/config/files.ts';

/** Files that are nowhere but here, by their paths. */
export function fakeFiles(texts: Readonly<Record<string, string | Uint8Array>>): ScenarioFiles {
  const bytesOf = (path: string, mostBytes: number): { bytes: Buffer } | { reason: string } => {
    if (!Object.hasOwn(texts, path)) return { reason: 'there is no such file.' };
    const bytes = Buffer.from(texts[path]);
    return bytes.byteLength > mostBytes ? { reason: 'the file is too large.' } : { bytes };
  };
  return {
    readText: (path, mostBytes) => {
      const read = bytesOf(path, mostBytes);
      return 'reason' in read ? read : { text: read.bytes.toString('utf8') };
    },
    readBytes: (path, mostBytes) => {
      const read = bytesOf(path, mostBytes);
      return 'reason' in read ? read : { bytes: read.bytes, sha256: sha256(read.bytes) };
    },
  };
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
