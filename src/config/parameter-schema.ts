import { z } from 'zod';
import type { ParameterDeclaration } from '../../sim/index.ts';
import { type Expectation, encodeExpectation } from './expectation.ts';
import { expectations } from './messages.ts';

/** The schema of a value of a declared parameter, without its default. */
export function parameterSchema(declaration: ParameterDeclaration): z.ZodType {
  const { kind, unit, doc, choices } = declaration;
  const description = unit === '1' || unit === '' ? doc : `${doc} Unit: ${unit}.`;
  const leaf = bareSchema(kind, declaration, choices ?? []);
  return leaf.meta({ description });
}

function bareSchema(
  kind: ParameterDeclaration['kind'],
  declaration: Omit<ParameterDeclaration, 'name' | 'default' | 'doc'>,
  choices: readonly string[],
): z.ZodType {
  if (kind === 'boolean') return z.boolean(failing({ text: expectations.boolean() }));
  if (kind === 'choice') return choiceSchema(choices);
  if (kind === 'text') return z.string(failing({ text: expectations.text() }));
  return numberSchema(declaration);
}

/** A finite number within the declared bounds. */
export function numberSchema(declaration: Omit<ParameterDeclaration, 'name' | 'default' | 'doc'>): z.ZodNumber {
  const { kind, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = declaration;
  const error = failing({ text: expectations.number(declaration) });
  let schema = z.number(error);
  if (kind === 'integer') schema = schema.int(error);
  if (minimum !== undefined) schema = schema.min(minimum, error);
  if (maximum !== undefined) schema = schema.max(maximum, error);
  if (exclusiveMinimum !== undefined) schema = schema.gt(exclusiveMinimum, error);
  if (exclusiveMaximum !== undefined) schema = schema.lt(exclusiveMaximum, error);
  return schema;
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

/** zod's parameter that makes every failure of a node carry this expectation. */
export function failing(expectation: Expectation): { error: string } {
  return { error: encodeExpectation(expectation) };
}
