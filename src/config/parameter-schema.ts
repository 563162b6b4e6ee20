import { z } from 'zod';
import type { ParameterDeclaration } from '../../sim/index.ts';
import { type Expectation, encodeExpectation } from './expectation.ts';
import { expectations } from './messages.ts';
import { grouped, mustBeGiven } from './parameter-groups.ts';

type Bounds = Omit<ParameterDeclaration, 'name' | 'default' | 'doc'>;

/** The schema of a value of a declared parameter, without its default. */
export function parameterSchema(declaration: ParameterDeclaration): z.ZodType {
  return bareSchema(declaration).meta({ description: description(declaration) });
}

function description({ unit, doc, defaultFrom }: ParameterDeclaration): string {
  const inUnit = unit === '1' || unit === '' ? '' : ` Unit: ${unit}.`;
  return `${doc}${inUnit}${defaultFrom === undefined ? '' : ` Unless given, ${defaultFrom}.`}`;
}

function bareSchema(declaration: ParameterDeclaration): z.ZodType {
  const { kind, choices, doc } = declaration;
  if (kind === 'boolean') return z.boolean(failing({ text: expectations.boolean() }));
  if (kind === 'choice') return choiceSchema(choices ?? []);
  if (kind === 'text') {
    const error = failing({ text: mustBeGiven(declaration) ? expectations.textAbout(doc) : expectations.text() });
    const schema = z.string(error).max(mostTextCharacters, error);
    return mustBeGiven(declaration) ? schema.min(1, error) : schema;
  }
  return numberSchema(declaration);
}

const mostTextCharacters = 4096;

/** A finite number within the declared bounds. */
export function numberSchema(declaration: Bounds, text = expectations.number(declaration)): z.ZodNumber {
  const { kind, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = declaration;
  const error = failing({ text });
  let schema = z.number(error);
  if (kind === 'integer') schema = schema.int(error);
  if (minimum !== undefined) schema = schema.min(minimum, error);
  if (maximum !== undefined) schema = schema.max(maximum, error);
  if (exclusiveMinimum !== undefined) schema = schema.gt(exclusiveMinimum, error);
  if (exclusiveMaximum !== undefined) schema = schema.lt(exclusiveMaximum, error);
  return schema;
}

/** A finite number within the declared bounds, or null, which it usually is unless given. */
export function nullableNumberSchema(declaration: Bounds, byDefault: number | null = null) {
  return numberSchema(declaration, expectations.orNull(expectations.number(declaration)))
    .nullable()
    .default(byDefault);
}

export function choiceSchema(choices: readonly string[]): z.ZodType<string> {
  return z.enum(choices as [string, ...string[]], failing({ text: 'one of', choices }));
}

/** Keys that are all known: any other is an error. `what` says what the group describes. */
export function groupSchema<Shape extends z.ZodRawShape>(
  what: string,
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, failing({ text: expectations.group(what), keys: Object.keys(shape) }));
}

/** Parameters as keys of a group, those with dots in nested groups, each with its default. */
export function declaredParameters(
  declarations: readonly ParameterDeclaration[],
  taken: readonly string[] = [],
): z.ZodRawShape {
  const entries = [...grouped(declarations)].map(([key, one]) => [key, memberSchema(key, one)] as const);
  return Object.fromEntries(free(entries, taken));
}

function memberSchema(key: string, one: ParameterDeclaration | readonly ParameterDeclaration[]): z.ZodType {
  if ('kind' in one) return mustBeGiven(one) ? parameterSchema(one) : parameterSchema(one).default(one.default);
  const group = groupSchema(`the parameters of ${key}`, declaredParameters(one));
  const described = group.meta({ description: `Parameters of ${key}.` });
  return one.some(mustBeGiven) ? described : described.prefault({});
}

/** Parameters whose default is the value of a profile or preset. */
export function openParameters(
  declarations: readonly ParameterDeclaration[],
  taken: readonly string[] = [],
): z.ZodRawShape {
  const entries = [...grouped(declarations)].map(([key, one]) => [key, openMember(key, one)] as const);
  return Object.fromEntries(free(entries, taken));
}

function openMember(key: string, one: ParameterDeclaration | readonly ParameterDeclaration[]): z.ZodType {
  if ('kind' in one) return parameterSchema(one).optional();
  const group = groupSchema(`the parameters of ${key}`, openParameters(one));
  return group.meta({ description: `Parameters of ${key}.` }).optional();
}

function free<Entry extends readonly [string, unknown]>(entries: readonly Entry[], taken: readonly string[]) {
  const clash = entries.find(([name]) => taken.includes(name));
  if (clash !== undefined) throw new Error(`the parameter ${clash[0]} has the name of another key`);
  return entries;
}

/** zod's parameter that makes every failure of a node carry this expectation. */
export function failing(expectation: Expectation): { error: string } {
  return { error: encodeExpectation(expectation) };
}
