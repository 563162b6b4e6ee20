import { besideFile, plainPath, type ScenarioFiles } from './files.ts';
import { readJson } from './json-document.ts';
import { expectations, messages } from './messages.ts';
import { shorthand } from './overrides.ts';
import type { Place, Problem } from './problem.ts';
import { mostScenarioBytes } from './scenario-schema.ts';
import { type Path, readYaml, type YamlSource } from './yaml-document.ts';

type Group = Record<string, unknown>;

/** One file of a scenario. */
interface Layer {
  readonly file: string;
  readonly source: YamlSource;
}

/** A scenario file and those it extends, as one. */
export interface Layers {
  /** The merged values, without `extends`. */
  readonly value: unknown;
  /** Where what holds at `path` stands, in whichever file; with `key`, where that key of it stands. */
  place(path: Path, key?: string): Place;
  /** A scalar's text as written. */
  textAt(path: Path): string | undefined;
  /** The file in which what holds at `path` stands. */
  fileOf(path: Path): string;
  /** Files in the order in which they extend each other. */
  readonly files: readonly string[];
}

/** Files in a chain, the first one included. */
const mostFiles = 8;

/**
 * Reads a scenario file and, one after the other, those it extends.
 *
 * @param json whether a program wrote the file as JSON; see `readJson`
 */
export function readLayers(
  text: string,
  file: string,
  files: ScenarioFiles | undefined,
  json = false,
): { readonly layers: Layers } | { readonly problems: readonly Problem[] } {
  const chain: Layer[] = [];
  let next: { readonly file: string; readonly text: string } | undefined = { file, text };
  while (next !== undefined) {
    const read = readOne(next.text, next.file, json && chain.length === 0);
    if ('problems' in read) return read;
    const layer: Layer = { file: next.file, source: read.source };
    chain.push(layer);
    const base = baseOf(layer, chain, files);
    if (base !== undefined && 'message' in base) return { problems: [base] };
    next = base;
  }
  return { layers: merged(chain) };
}

function readOne(text: string, file: string, json: boolean): { source: YamlSource } | { problems: Problem[] } {
  const bytes = new TextEncoder().encode(text).byteLength;
  if (bytes > mostScenarioBytes) {
    return { problems: [{ file, line: 1, column: 1, path: '', message: messages.tooLarge(bytes, mostScenarioBytes) }] };
  }
  const read = json ? readJson(text, file) : readYaml(text, file);
  if ('problems' in read || isGroup(read.source.value)) return read;
  const message = messages.isOther('', read.source.value, expectations.group('a scenario'));
  return { problems: [{ ...read.source.place([]), path: '', message }] };
}

function baseOf(
  { file, source }: Layer,
  chain: readonly Layer[],
  files: ScenarioFiles | undefined,
): { file: string; text: string } | Problem | undefined {
  const root = source.value as Group;
  if (!Object.hasOwn(root, 'extends')) return undefined;
  const problem = (message: string): Problem => ({ ...source.place(['extends']), path: 'extends', message });
  const written = root.extends;
  if (typeof written !== 'string' || written === '') {
    return problem(messages.isOther('extends', written, expectations.scenarioFile()));
  }
  const path = besideFile(file, written);
  const names = chain.map((layer) => layer.file);
  if (names.map(plainPath).includes(plainPath(path))) return problem(messages.cycle('extends', [...names, path]));
  if (chain.length === mostFiles) return problem(messages.chainTooLong('extends', mostFiles));
  const read = files?.readText(path, mostScenarioBytes) ?? { reason: messages.noFiles() };
  if ('reason' in read) return problem(messages.unreadable('extends', written, read.reason));
  return { file: path, text: read.text };
}

function merged(chain: readonly Layer[]): Layers {
  const value = structuredClone(
    chain.slice(1).reduce((over, { source }) => mergedOver(over, source.value), chain[0].source.value),
  );
  if (isGroup(value)) delete value.extends;
  const owner = (path: Path): Layer => ownerOf(path, chain);
  return {
    value,
    place: (path, key) => owner(key === undefined ? path : [...path, key]).source.place(path, key),
    textAt: (path) => owner(path).source.textAt(path),
    fileOf: (path) => owner(path).file,
    files: chain.map(({ file }) => file),
  };
}

/** Groups are merged key by key; of anything else the upper one stands. */
function mergedOver(upper: unknown, lower: unknown, key = ''): unknown {
  const below = openedWord(lower, key);
  if (!isGroup(upper) || !isGroup(below)) return upper;
  // From entries, not assigned: "__proto__" is a key like any other.
  return Object.fromEntries([
    ...Object.entries(below).map(([name, value]) => [
      name,
      Object.hasOwn(upper, name) ? mergedOver(upper[name], value, name) : value,
    ]),
    ...Object.entries(upper).filter(([name]) => !Object.hasOwn(below, name)),
  ]);
}

/** The file whose value holds at `path`, or the one in which the nearest thing above it stands. */
function ownerOf(path: Path, chain: readonly Layer[]): Layer {
  let candidates = chain.map((layer) => ({ layer, value: layer.source.value }));
  for (const step of path) {
    const next: typeof candidates = [];
    for (const { layer, value } of candidates) {
      if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) continue;
      const found = (value as Group)[step];
      const group = next.length === 0 ? found : openedWord(found, String(step));
      if (next.length > 0 && !isGroup(group)) break;
      next.push({ layer, value: group });
      if (!isGroup(group)) break;
    }
    if (next.length === 0) break;
    candidates = next;
  }
  return candidates[0].layer;
}

function openedWord(value: unknown, key: string): unknown {
  return typeof value === 'string' && Object.hasOwn(shorthand, key) ? { [shorthand[key]]: value } : value;
}

function isGroup(value: unknown): value is Group {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
