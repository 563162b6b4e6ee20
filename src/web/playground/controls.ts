import { shorthand } from '../../config/overrides.ts';
import { formOf, forms, type SchemaNode, tellingKey } from './json-schema-node.ts';
import { isMain } from './main-parameters.ts';
import type { Path } from './scenario-document.ts';

/** One value of a scenario as a control of the form shows it. */
export interface Control {
  readonly path: Path;
  readonly kind: 'number' | 'integer' | 'boolean' | 'choice' | 'text';
  /** What stands in the scenario or, where it says nothing, what holds then. */
  readonly value: unknown;
  /** Whether the scenario says it itself. */
  readonly isWritten: boolean;
  /** null may stand there, which the form shows as empty. */
  readonly nullable: boolean;
  readonly doc: string;
  readonly unit: string;
  readonly choices: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** The minimum or maximum is itself not allowed. */
  readonly isOpenBelow: boolean;
  readonly isOpenAbove: boolean;
  readonly isMain: boolean;
  /** Of a word that decides which keys its group has: whether the group may have a key with another word. */
  readonly allows?: (word: string, key: string) => boolean;
}

/** Controls that belong together, in groups as they stand in the scenario. */
export interface ControlGroup {
  readonly path: Path;
  /** Key, and which of several it is: `inferers 2 (noisy)`. */
  readonly title: string;
  readonly controls: readonly Control[];
  readonly groups: readonly ControlGroup[];
}

/** What the form leaves to the text: what a scenario expects says nothing about how it runs. */
const leftToText = ['extends', 'expect'];

/** How descriptions in the schema say the unit. */
const unitInWords = / ?Unit: ([^.]*)\./;

interface Values {
  /** As the author wrote it. */
  readonly written: unknown;
  /** With all defaults. */
  readonly resolved: unknown;
}

/** The controls of a scenario, made from the schema: one for every value that it has, written or by default. */
export function controlsOf(schema: SchemaNode, written: unknown, resolved: unknown): ControlGroup {
  return groupOf(schema, [], 'scenario', { written, resolved }, []) as ControlGroup;
}

/** All controls of a group and the groups in it. */
export function allControls(group: ControlGroup): Control[] {
  return [...group.controls, ...group.groups.flatMap(allControls)];
}

function groupOf(
  node: SchemaNode,
  path: Path,
  title: string,
  values: Values,
  own: readonly string[],
): ControlGroup | undefined {
  const groups = forms(node).filter(({ properties }) => properties !== undefined);
  const { written, resolved } = opened(path, values);
  const key = tellingKey(groups);
  const form = formOf(groups, written ?? resolved);
  // What holds by default holds for the word that was there, not for another.
  const isSame = key === undefined || keyOf(written, key) === undefined || keyOf(written, key) === keyOf(resolved, key);
  const inner: Values = { written, resolved: isSame ? resolved : undefined };
  const special = key === undefined ? own : [key, ...ownKeys(groups, form)];
  const controls: Control[] = [];
  const within: ControlGroup[] = [];
  for (const [name, member] of Object.entries(form.properties ?? {})) {
    if (path.length === 0 && leftToText.includes(name)) continue;
    const at = [...path, name];
    const one: Values = { written: keyOf(inner.written, name), resolved: keyOf(inner.resolved, name) };
    // Months take the place of topics, and a macro economy that of what happens in them.
    if (path.length === 0 && (one.written ?? one.resolved ?? null) === null && name !== 'seed') continue;
    const shapes = forms(member);
    if (shapes.some(({ type }) => type === 'array')) within.push(...listOf(shapes, at, one));
    else if (shapes.some(({ properties }) => properties !== undefined)) {
      within.push(groupOf(member, at, name, one, special) as ControlGroup);
    } else {
      const union = name === key ? wordsOf(groups, name, member) : undefined;
      controls.push(control(member, at, one, special, union));
    }
  }
  return { path, title, controls, groups: within };
}

function listOf(shapes: readonly SchemaNode[], path: Path, { written, resolved }: Values): ControlGroup[] {
  const items = shapes.find(({ type }) => type === 'array')?.items;
  const entries = Array.isArray(written) ? written : Array.isArray(resolved) ? resolved : [];
  if (items === undefined) return [];
  return entries.flatMap((entry: unknown, n) => {
    const values = { written: Array.isArray(written) ? written[n] : undefined, resolved: keyOf(resolved, n) };
    const name = ['name', 'policy', 'attack'].map((key) => keyOf(entry, key)).filter((word) => word !== undefined);
    const title = `${path.at(-1)} ${n + 1}${name.length === 0 ? '' : ` (${name.join(', ')})`}`;
    return groupOf(items, [...path, n], title, values, []) ?? [];
  });
}

/** A word that stands for a group, as the group. */
function opened(path: Path, { written, resolved }: Values): Values {
  const key = shorthand[String(path.at(-1))];
  return typeof written === 'string' && key !== undefined
    ? { written: { [key]: written }, resolved }
    : { written, resolved };
}

/** The choice between the words of all forms, the first of each: the others mean the same. */
function wordsOf(groups: readonly SchemaNode[], key: string, member: SchemaNode) {
  const words = groups.flatMap(({ properties }) => properties?.[key]?.enum?.[0] ?? []);
  const formWith = (word: string): SchemaNode => formOf(groups, { [key]: word });
  return {
    node: { ...member, enum: words },
    allows: (word: string, name: string): boolean => Object.hasOwn(formWith(word).properties ?? {}, name),
  };
}

/** Keys that not every form of a union has: those of the policy, the process or the attack itself. */
function ownKeys(groups: readonly SchemaNode[], form: SchemaNode): string[] {
  const keys = Object.keys(form.properties ?? {});
  return keys.filter((key) => groups.some(({ properties }) => !Object.hasOwn(properties ?? {}, key)));
}

function control(
  member: SchemaNode,
  path: Path,
  { written, resolved }: Values,
  special: readonly string[],
  union: ReturnType<typeof wordsOf> | undefined,
): Control {
  const shapes = forms(member).filter(({ type }) => type !== 'null');
  const shape = union?.node ?? shapes[0];
  const description = shape.description ?? member.description ?? '';
  const usual = member.default;
  const value = written ?? resolved ?? usual;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = shape;
  const least = minimum ?? exclusiveMinimum;
  const most = maximum ?? exclusiveMaximum;
  const word = typeof value === 'string' ? value : undefined;
  const choices = shape.enum ?? [];
  return {
    path,
    kind: kindOf(shape),
    value,
    isWritten: written !== undefined,
    nullable: forms(member).some(({ type }) => type === 'null'),
    doc: description.replace(unitInWords, ''),
    unit: unitInWords.exec(description)?.[1] ?? '',
    // Another word for the same, as the author wrote it.
    choices: word !== undefined && choices.length > 0 && !choices.includes(word) ? [...choices, word] : choices,
    ...(least === undefined ? {} : { minimum: least }),
    ...(most === undefined ? {} : { maximum: most }),
    isOpenBelow: minimum === undefined && exclusiveMinimum !== undefined,
    isOpenAbove: maximum === undefined && exclusiveMaximum !== undefined,
    isMain: isMain(path, special),
    ...(union === undefined ? {} : { allows: union.allows }),
  };
}

function kindOf({ type, enum: words }: SchemaNode): Control['kind'] {
  if (words !== undefined) return 'choice';
  if (type === 'number' || type === 'integer' || type === 'boolean') return type;
  return 'text';
}

function keyOf(value: unknown, key: string | number): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}
