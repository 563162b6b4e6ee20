import type { z } from 'zod';
import type { ParameterValue } from '../../sim/index.ts';
import { applyOverride, type Override, overrideAt, parseSet, placeOf } from './overrides.ts';
import { valueNamed } from './parameter-groups.ts';
import { choiceSchema, groupSchema, openParameters } from './parameter-schema.ts';
import type { Problem } from './problem.ts';
import type { Registries } from './registries.ts';
import { schemaProblems } from './schema-problems.ts';

/**
 * The value of every protocol and topic parameter: those of a profile, with `name=value` settings on top.
 */
export function parameterValues(
  profile: string,
  settings: readonly string[],
  registries: Pick<Registries, 'profiles' | 'protocolParameters' | 'topicParameters'>,
): { readonly values: Readonly<Record<string, ParameterValue>> } | { readonly problems: readonly Problem[] } {
  const declarations = [...registries.protocolParameters, ...registries.topicParameters];
  const root: Record<string, unknown> = { profile };
  const overrides: Override[] = [{ path: ['profile'], text: profile, label: `--protocol ${profile}` }];
  for (const text of settings) {
    const override = parseSet(text);
    const problem = 'message' in override ? override : applyOverride(root, override);
    if (problem !== undefined) return { problems: [problem] };
    overrides.push(override as Override);
  }
  const schema = groupSchema('the protocol', {
    profile: choiceSchema(Object.keys(registries.profiles)),
    ...openParameters(declarations, ['profile']),
  });
  const parsed = schema.safeParse(root);
  if (!parsed.success) {
    const place = (path: readonly (string | number)[], key?: string) =>
      placeOf(overrideAt(key === undefined ? path : [...path, key], overrides) ?? (overrides[0] as Override));
    return { problems: schemaProblems(parsed.error.issues as z.core.$ZodIssue[], root, place) };
  }
  const given = parsed.data as { readonly profile: string };
  const { values } = registries.profiles[given.profile];
  const chosen = ({ name, default: byDefault }: (typeof declarations)[number]): ParameterValue =>
    (valueNamed(given, name) as ParameterValue | undefined) ?? values[name] ?? byDefault;
  return { values: Object.fromEntries(declarations.map((one) => [one.name, chosen(one)])) };
}
