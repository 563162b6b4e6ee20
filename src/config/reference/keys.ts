import type { ParameterDeclaration } from '../../../sim/index.ts';
import { expectations, pageTexts } from '../messages.ts';
import type { Registry } from '../registries.ts';
import { table } from './markdown.ts';

/*
 * Tables of the keys of a file, read from its JSON Schema: what a file may say and what the page says about it are the same
 * data.
 */

/** What is read of a JSON Schema. */
export interface Node {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
}

/** Keys of a group, those left out that have a table of their own. A key within a group is written `group.key`. */
export function keyTable(
  node: Node,
  without: readonly string[],
  needed: readonly string[] = node.required ?? [],
): string {
  const rows = members(node)
    .filter(([key]) => !without.includes(key))
    .map(([key, value]) => [
      `\`${key}\``,
      Object.hasOwn(pageTexts.choosing, key) ? 'a name' : typeOf(value),
      needed.includes(key) ? 'must be given' : shownDefault(value.default),
      pageTexts.choosing[key] ?? value.description ?? '',
    ]);
  return table(['Key', 'Value', 'Default', 'Meaning'], rows);
}

function members({ properties = {} }: Node): [string, Node][] {
  return Object.entries(properties).flatMap(([key, value]): [string, Node][] =>
    value.properties === undefined ? [[key, value]] : members(value).map(([inner, node]) => [`${key}.${inner}`, node]),
  );
}

/** The same keys, none of them opened. */
export function closed(properties: Readonly<Record<string, Node>> = {}): Readonly<Record<string, Node>> {
  return Object.fromEntries(Object.entries(properties).map(([key, { properties: _, ...node }]) => [key, node]));
}

/** Keys of a list's entries whose other keys are parameters of an entry of a registry; empty without any entry. */
export function keysOf(list: Node | undefined, registry: Registry): string {
  if (Object.keys(registry).length === 0) return '';
  const own = Object.values(registry).flatMap(({ parameters }) => namesIn(parameters));
  return keyTable(firstBranch(list), own);
}

export function namesIn(parameters: readonly ParameterDeclaration[]): string[] {
  return parameters.map(({ name }) => name);
}

/** A list's entry in the first of its forms. */
export function firstBranch(list: Node | undefined): Node {
  const { oneOf, anyOf, ...entry } = list?.items ?? {};
  return oneOf?.[0] ?? anyOf?.[0] ?? entry;
}

function typeOf(node: Node): string {
  const forms = node.anyOf ?? node.oneOf;
  if (forms !== undefined) return [...new Set(forms.flatMap((one) => typeOf(one).split(', or ')))].join(', or ');
  if (Array.isArray(node.type) && node.type.includes('null')) {
    return `${typeOf({ ...node, type: node.type[0] })}, or \`null\``;
  }
  if (node.enum !== undefined) {
    return node.enum.length > 8 ? 'a name' : node.enum.map((word) => `\`${String(word)}\``).join(', ');
  }
  switch ([node.type].flat()[0]) {
    case 'integer':
    case 'number': {
      const kind = node.type === 'integer' ? 'integer' : 'number';
      // zod bounds every integer by what a double can hold exactly.
      const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = node;
      const bounds = { minimum, maximum, exclusiveMinimum, exclusiveMaximum };
      const told = Object.entries(bounds).filter(([, bound]) => bound !== undefined && Number.isFinite(bound));
      const usual = told.filter(([, bound]) => Math.abs(bound as number) < Number.MAX_SAFE_INTEGER);
      return expectations.number({ kind, unit: '', ...Object.fromEntries(usual) });
    }
    case 'array':
      return 'a list';
    case 'object':
      return 'a group of keys';
    case 'boolean':
      return '`true` or `false`';
    case 'null':
      return '`null`';
    default:
      return 'text';
  }
}

export function shownDefault(value: unknown): string {
  if (value === undefined) return '';
  // What a group has by default stands with its keys.
  if (typeof value === 'object' && value !== null && (!Array.isArray(value) || value.length > 0)) return '';
  if (value === '') return 'empty';
  return `\`${Array.isArray(value) ? JSON.stringify(value) : String(value)}\``;
}
