import type { ScenarioFiles } from '../../config/files.ts';

/** Files of a bundle, by the paths under which scenarios name them: the page has no others. */
export function bundleFiles(texts: Readonly<Record<string, string>>): ScenarioFiles {
  const find = (path: string): string | undefined => (Object.hasOwn(texts, path) ? texts[path] : undefined);
  const missing = { reason: 'it is not among the files that came with this page' };
  return {
    readText(path) {
      const text = find(path);
      return text === undefined ? missing : { text };
    },
    readBytes(path) {
      const text = find(path);
      // Nothing is recorded here, so that nobody asks for the SHA-256.
      return text === undefined ? missing : { bytes: new TextEncoder().encode(text), sha256: '' };
    },
  };
}
