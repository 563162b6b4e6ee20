import { z } from 'zod';
import { expectations } from './messages.ts';
import { choiceSchema, declaredParameters, failing, groupSchema } from './parameter-schema.ts';
import type { Registry, RegistryEntry } from './registries.ts';

/** Either the bare name of an entry, or a group of keys: the name under `key`, and the entry's parameters. */
export function choiceWithParameters(key: string, what: string, registry: Registry) {
  const names = Object.values(registry).flatMap(wordsOf);
  const text = expectations.wordOrGroup(what);
  return z.union([choiceSchema(names), keyedUnion(key, what, registry, {}, text)], failing({ text }));
}

/** A group of keys whose other keys follow from the word under `key`. */
export function keyedUnion(
  key: string,
  what: string,
  registry: Registry,
  extra: z.ZodRawShape,
  text = expectations.group(what),
) {
  const entries = Object.values(registry);
  const options = entries.map((entry) => {
    const parameters = declaredParameters(entry.parameters, [key, ...Object.keys(extra)]);
    const shape = { [key]: choiceSchema(wordsOf(entry)).meta({ description: entry.doc }), ...extra, ...parameters };
    return groupSchema(`${what} (${entry.name})`, shape);
  });
  const choices = entries.flatMap(wordsOf);
  return z.discriminatedUnion(key, options as [(typeof options)[number], ...typeof options], {
    ...failing({ text, choices, keys: [key, ...Object.keys(extra)] }),
  });
}

/** A list of such groups; without any entry declared there is no union to choose from. */
export function keyedList(key: string, what: string, registry: Registry, extra: z.ZodRawShape, text: string) {
  const error = failing({ text });
  if (Object.keys(registry).length === 0) return z.array(z.never(error), error);
  return z.array(keyedUnion(key, what, registry, extra), error);
}

function wordsOf(entry: RegistryEntry): string[] {
  return [entry.name, ...(entry.aliases ?? [])];
}
