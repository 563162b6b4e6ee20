import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { messages } from './messages.ts';
import type { Place, Problem } from './problem.ts';
import { exceededLimit } from './yaml-limits.ts';

export type Path = readonly (string | number)[];

/** A YAML file as plain values, and the way back from a path in them to a line. */
export interface YamlSource {
  /** Plain maps, lists and scalars; no two places share one. */
  readonly value: unknown;
  /** Where the value at `path` stands, or the nearest thing above it; with `key`, where that key of it stands. */
  place(path: Path, key?: string): Place;
  /** A scalar's text as written: 007 stays 007. Undefined when no scalar stands there. */
  textAt(path: Path): string | undefined;
}

/** What a file is meant to be, for messages about it. */
export interface DocumentKind {
  /** `a scenario`. */
  readonly what: string;
  /** What it says: `name, topics and more`. */
  readonly keys: string;
}

const scenarioKind: DocumentKind = { what: 'a scenario', keys: 'name, topics and more' };

const mostAliases = 100;
const mostValues = 1_000_000;

/** Reads one YAML document, or says what is wrong with it. */
export function readYaml(
  text: string,
  file: string,
  { what, keys }: DocumentKind = scenarioKind,
): { source: YamlSource } | { problems: Problem[] } {
  const lines = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const whole = (message: string): { problems: Problem[] } => ({
    problems: [{ file, line: 1, column: 1, path: '', message }],
  });
  const plain = text.replace(/^\uFEFF/, '');
  const exceeded = exceededLimit(plain);
  if (exceeded !== undefined) {
    const message = exceeded.what === 'levels' ? messages.tooDeep(what) : messages.tooMuch(what);
    return { problems: [{ ...placeIn(plain, file, exceeded.offset), path: '', message }] };
  }
  let document: Document.Parsed;
  try {
    document = parseDocument(plain, {
      lineCounter: lines,
      // Looked for below: the parser compares every key with all before it.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
      version: '1.2',
    });
  } catch (error) {
    return whole(
      error instanceof RangeError ? messages.tooDeep(what) : messages.syntax(String((error as Error).message)),
    );
  }
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) {
    const first = errors.filter(({ pos }, index) => errors.findIndex((other) => other.pos[0] === pos[0]) === index);
    return { problems: first.map((error) => ({ ...at(error.pos[0]), path: '', message: textOf(error, what) })) };
  }
  const repeated = repeatedKeys(document);
  if (repeated.length > 0) {
    return {
      problems: repeated.map(({ offset, key }) => ({ ...at(offset), path: '', message: messages.duplicateKey(key) })),
    };
  }
  let value: unknown;
  try {
    value = unshared(document.toJS({ maxAliasCount: mostAliases }), { left: mostValues });
  } catch {
    const unknown = aliasWithoutAnchor(document);
    if (unknown === undefined) return whole(messages.aliases());
    const message = messages.unknownAlias(unknown.source);
    return { problems: [{ ...at(startOf(unknown) ?? 0), path: '', message }] };
  }
  if (value === null || value === undefined) return whole(messages.empty(what, keys));
  return {
    source: {
      value,
      place: (path, key) => at(offsetOf(document, path, key)),
      textAt: (path) => scalarText(document, path),
    },
  };
}

/** Line and column of an offset in a text that was not parsed. */
function placeIn(text: string, file: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1) as string).length + 1 };
}

/** Keys that stand in a group a second time. */
function repeatedKeys(document: Document.Parsed): { offset: number; key: string }[] {
  const repeated: { offset: number; key: string }[] = [];
  visit(document, {
    Map(_key, { items }) {
      const keys = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (keys.has(name)) repeated.push({ offset: startOf(key) ?? 0, key: name });
        keys.add(name);
      }
    },
  });
  return repeated.sort((a, b) => a.offset - b.offset);
}

function textOf(error: YAMLError, what: string): string {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return messages.tab();
    case 'MULTIPLE_DOCS':
      return messages.severalDocuments(what);
    case 'TAG_RESOLVE_FAILED':
      return messages.tag();
    case 'RESOURCE_EXHAUSTION':
      return messages.tooDeep(what);
    default:
      return messages.syntax((error.message.split('\n')[0] as string).replace(/\s+/g, ' '));
  }
}

/** A copy in which aliases are values of their own; throws where they unfold into too many, or into themselves. */
function unshared(value: unknown, budget: { left: number }): unknown {
  if (--budget.left < 0) throw new RangeError('too many values');
  if (Array.isArray(value)) return value.map((entry) => unshared(entry, budget));
  if (value === null || typeof value !== 'object') return value;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const entry = unshared((value as Record<string, unknown>)[key], budget);
    // Defined, not assigned: "__proto__" is a key like any other.
    Object.defineProperty(copy, key, { value: entry, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

function aliasWithoutAnchor(document: Document.Parsed): Alias | undefined {
  let found: Alias | undefined;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) !== undefined) return undefined;
      found = alias;
      return visit.BREAK;
    },
  });
  return found;
}

function offsetOf(document: Document.Parsed, path: Path, key: string | undefined): number {
  let node: Node | null | undefined = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    const entry: { key?: unknown; value?: unknown } | undefined = entryAt(resolved(document, node), step);
    if (entry === undefined) return offset;
    offset = startOf(entry.value) ?? startOf(entry.key) ?? offset;
    node = isNode(entry.value) ? entry.value : undefined;
  }
  if (key === undefined) return offset;
  return startOf(entryAt(resolved(document, node), key)?.key) ?? offset;
}

function scalarText(document: Document.Parsed, path: Path): string | undefined {
  let node: Node | null | undefined = resolved(document, document.contents);
  for (const step of path) {
    const value: unknown = entryAt(node, step)?.value;
    node = resolved(document, isNode(value) ? value : undefined);
  }
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function entryAt(node: Node | null | undefined, step: string | number): { key?: unknown; value?: unknown } | undefined {
  if (isMap(node))
    return node.items.find((pair) => isPair(pair) && isScalar(pair.key) && String(pair.key.value) === step);
  if (isSeq(node)) {
    const value = node.items[Number(step)];
    return value === undefined ? undefined : { value };
  }
  return undefined;
}

function resolved(document: Document.Parsed, node: Node | null | undefined): Node | null | undefined {
  return isAlias(node) ? (node.resolve(document) as Node | undefined) : node;
}

/** An empty value (`key:`) has a range of no width behind the colon: the key is the better place. */
function startOf(node: unknown): number | undefined {
  if (!isNode(node) || !node.range) return undefined;
  const [start, end] = node.range;
  return isScalar(node) && start === end ? undefined : start;
}
