import type { Problem } from './problem.ts';
import { type Path, readYaml, type YamlSource } from './yaml-document.ts';
import { mostLevels } from './yaml-limits.ts';

/**
 * Reads a document that a program wrote as JSON, in a small part of the time that `readYaml` takes: lines and columns, which
 * only complaints need, are looked for when somebody asks. Any other text is read as YAML. Of a key that stands in a group
 * twice the last counts, without a word: not for what a person wrote.
 */
export function readJson(text: string, file: string): { source: YamlSource } | { problems: Problem[] } {
  const value = parsed(text);
  if (value === undefined || !isShallow(value, mostLevels)) return readYaml(text, file);
  let read: ReturnType<typeof readYaml> | undefined;
  const slow = (): YamlSource | undefined => {
    read ??= readYaml(text, file);
    return 'source' in read ? read.source : undefined;
  };
  return {
    source: {
      value,
      place: (path, key) => slow()?.place(path, key) ?? { file, line: 1, column: 1 },
      textAt: (path) => {
        const found = valueAt(value, path);
        return typeof found === 'string' ? found : slow()?.textAt(path);
      },
    },
  };
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function isShallow(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  return levels > 0 && Object.values(value).every((entry) => isShallow(entry, levels - 1));
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const step of path) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, step)) return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found;
}
