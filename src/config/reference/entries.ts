import type { ParameterDeclaration } from '../../../sim/index.ts';
import { expectations } from '../messages.ts';
import { mustBeGiven } from '../parameter-groups.ts';
import type { RegistryEntry, ValueSet } from '../registries.ts';
import { shownDefault } from './keys.ts';
import { table } from './markdown.ts';

/* Entries of registries and their parameters, read from their declarations. */

/** A section of its own for each entry: what it is, `notes`, where it is from, and its parameters. */
export function entries<Entry extends RegistryEntry>(
  registry: Readonly<Record<string, Entry>>,
  notes: (entry: Entry) => readonly string[],
): string {
  return Object.values(registry)
    .map((entry) => {
      const also = (entry.aliases ?? []).map((alias) => `\`${alias}\``).join(', ');
      const lines = [
        entry.doc,
        ...(also === '' ? [] : [`Also called ${also}.`]),
        ...notes(entry),
        ...sourceOf(entry),
      ].join(' ');
      const parameters = entry.parameters.length === 0 ? [] : [parameterTable(entry.parameters)];
      return [`### ${entry.name}`, lines, ...parameters].join('\n\n');
    })
    .join('\n\n');
}

function sourceOf({ source }: RegistryEntry): string[] {
  return source === undefined ? [] : [`Source: ${source}.`];
}

/**
 * Parameters with their ranges. With `sets`, what each of them gives to the parameter stands in a column of its own; a star
 * marks what was read from notes, not from code.
 */
export function parameterTable(
  parameters: readonly ParameterDeclaration[],
  sets: Readonly<Record<string, ValueSet>> = {},
): string {
  const rows = parameters.map((one) => [
    `\`${one.name}\``,
    shownValues(one),
    mustBeGiven(one) ? 'must be given' : defaultOf(one),
    ...Object.values(sets).map(({ values, fromNotes = [] }) =>
      [shownDefault(values[one.name]), fromNotes.includes(one.name) ? '\\*' : ''].join(''),
    ),
    one.unit === '1' ? '' : one.unit,
    one.chain === undefined ? one.doc : `${one.doc} On chain \`${one.chain}\`.`,
  ]);
  return table(['Parameter', 'Value', 'Default', ...Object.keys(sets), 'Unit', 'Meaning'], rows);
}

function shownValues(one: ParameterDeclaration): string {
  if (one.kind === 'choice') return (one.choices ?? []).map((word) => `\`${word}\``).join(', ');
  if (one.kind === 'boolean') return '`true` or `false`';
  if (one.refersTo === 'regime') return 'name of a regime';
  return one.kind === 'text' ? 'text' : expectations.number({ ...one, unit: '' });
}

function defaultOf({ default: byDefault, defaultFrom }: ParameterDeclaration): string {
  return defaultFrom === undefined ? shownDefault(byDefault) : `that of \`${defaultFrom}\``;
}
