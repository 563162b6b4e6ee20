import type { ParameterDeclaration, ParameterValue } from '../../sim/index.ts';

/*
 * A parameter whose name has dots stands in nested groups: `calm.volatility` is written `calm: { volatility: 0.01 }`.
 */

type Group = Record<string, unknown>;

/** Keys from the group that holds the parameters to the parameter. */
export function stepsOf(name: string): readonly string[] {
  return name.split('.');
}

/** What `group` holds under a parameter's name; undefined when it is left out. */
export function valueNamed(group: unknown, name: string): unknown {
  let value = group;
  for (const step of stepsOf(name)) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, step)) return undefined;
    value = (value as Group)[step];
  }
  return value;
}

/** Values by dotted names as nested groups. */
export function nested(values: Readonly<Record<string, ParameterValue>>): Group {
  const root: Group = {};
  for (const [name, value] of Object.entries(values)) {
    const steps = stepsOf(name);
    let holder = root;
    for (const step of steps.slice(0, -1)) {
      holder[step] ??= {};
      holder = holder[step] as Group;
    }
    holder[steps.at(-1) as string] = value;
  }
  return root;
}

/** Declarations by their first key: a parameter alone, or those of a group, named as they are within it. */
export function grouped(
  declarations: readonly ParameterDeclaration[],
): ReadonlyMap<string, ParameterDeclaration | readonly ParameterDeclaration[]> {
  const groups = new Map<string, ParameterDeclaration | ParameterDeclaration[]>();
  for (const declaration of declarations) {
    const [first, ...rest] = stepsOf(declaration.name);
    const known = groups.get(first);
    if (rest.length === 0 && known === undefined) groups.set(first, declaration);
    else if (rest.length > 0 && (known === undefined || Array.isArray(known))) {
      const inner = { ...declaration, name: rest.join('.') };
      groups.set(first, [...((known as ParameterDeclaration[] | undefined) ?? []), inner]);
    } else throw new Error(`the parameter ${declaration.name} has the name of another key`);
  }
  return groups;
}

/** These say nothing when they are empty: they have to be written. */
const textsToWrite = ['file', 'column', 'formula'];

/** Whether a scenario has to give the parameter. */
export function mustBeGiven({ kind, name, refersTo, default: byDefault }: ParameterDeclaration): boolean {
  return kind === 'text' && byDefault === '' && (refersTo !== undefined || textsToWrite.includes(name));
}
