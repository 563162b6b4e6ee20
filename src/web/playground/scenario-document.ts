import { Alias, type Document, isAlias, isMap, isScalar, isSeq, parseDocument, visit, type YAMLMap } from 'yaml';
import { shorthand } from '../../config/overrides.ts';
import { valueAt } from '../../config/schema-problems.ts';

export type Path = readonly (string | number)[];

/** The text of a scenario as a document that can be changed without losing comments; undefined when it is no YAML. */
export function readScenarioDocument(text: string): Document.Parsed | undefined {
  const document = parseDocument(text.replace(/^\uFEFF/, ''), {
    version: '1.2',
    prettyErrors: false,
    logLevel: 'silent',
  });
  return document.errors.length === 0 && isMap(document.contents) ? document : undefined;
}

/** What the author wrote, with groups in place of the words that stand for them. */
export function writtenValue(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}

/**
 * The text with another value at a path: comments and all else stay as they are.
 *
 * What stands for several places (`*name`) is written out first, so that one place changes and no other. A word that
 * stands for a group is opened where a key in it is set. A list that another file gives is copied from the resolved
 * scenario, since lists are replaced whole.
 *
 * @param value undefined: the key is taken out
 * @param drop keys that the group of the path must not have any more
 * @throws Error when the text is no YAML
 */
export function withValue(
  text: string,
  path: Path,
  value: unknown,
  resolved: unknown,
  drop: (key: string) => boolean = () => false,
): string {
  const document = readScenarioDocument(text);
  if (document === undefined) throw new Error('the text is no YAML');
  writeOutAliases(document);
  const last = path.at(-1) as string | number;
  const above = path.slice(0, -1);
  if (value === undefined) {
    if (document.hasIn(path)) document.deleteIn(path);
  } else if (isShorthand(document, path)) {
    document.setIn(above, value);
  } else {
    open(document, above, resolved);
    set(document, path, value);
  }
  const group = above.length === 0 ? document.contents : document.getIn(above, true);
  if (isMap(group)) {
    for (const key of keysOf(group)) if (key !== last && drop(key)) group.delete(key);
  }
  return document.toString({ lineWidth: 0 });
}

function keysOf(group: YAMLMap): string[] {
  return group.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : []));
}

/** `protocol: v0.17` stands for `protocol: { profile: v0.17 }`, and stays as short. */
function isShorthand(document: Document.Parsed, path: Path): boolean {
  const group = path.at(-2);
  if (typeof group !== 'string' || shorthand[group] !== path.at(-1)) return false;
  const above = document.getIn(path.slice(0, -1), true);
  return above === undefined || (isScalar(above) && typeof above.value === 'string');
}

/** Makes sure that every step of a path is a group or a list. */
function open(document: Document.Parsed, path: Path, resolved: unknown): void {
  for (let depth = 1; depth <= path.length; ++depth) {
    const here = path.slice(0, depth);
    const node = document.getIn(here, true);
    if (isMap(node) || isSeq(node)) continue;
    const step = here.at(-1) as string | number;
    const key = typeof step === 'string' ? shorthand[step] : undefined;
    const known = valueAt(resolved, here);
    const word = isScalar(node) && typeof node.value === 'string' ? node.value : valueAt(known, [key ?? '']);
    const made = Array.isArray(known) ? known : key !== undefined && word !== undefined ? { [key]: word } : {};
    const opened = document.createNode(made, { aliasDuplicateObjects: false });
    const holder = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    if ((isMap(opened) && !Array.isArray(known)) || (isMap(holder) && holder.flow === true)) opened.flow = true;
    document.setIn(here, opened);
  }
}

function set(document: Document.Parsed, path: Path, value: unknown): void {
  const node = document.getIn(path, true);
  if (isScalar(node)) {
    node.value = value;
    // How the old value was written: as text in quotes, with so many digits.
    node.type = undefined as never;
    delete node.format;
    delete node.minFractionDigits;
    delete node.source;
    delete node.tag;
  } else document.setIn(path, value);
}

function writeOutAliases(document: Document.Parsed): void {
  // A copy may hold aliases itself.
  for (let left = 100; left > 0; --left) {
    let found = false;
    visit(document, {
      Alias(_key, alias) {
        const target = alias instanceof Alias ? alias.resolve(document) : undefined;
        if (target === undefined || isAlias(target)) return visit.BREAK;
        found = true;
        const copy = target.clone() as typeof target;
        delete (copy as { anchor?: string }).anchor;
        return copy;
      },
    });
    if (!found) break;
  }
  visit(document, {
    Node(_key, node) {
      if ('anchor' in node) delete (node as { anchor?: string }).anchor;
    },
  });
}
