import type { ParameterDeclaration, ParameterValue } from './declaration.ts';

/**
 * The number that `parameters` gives to a declared parameter, or its default when it is left out.
 *
 * @throws RangeError when the value is not a finite number or lies outside the declared bounds
 */
export function numberOf(
  parameters: Readonly<Record<string, ParameterValue>>,
  declaration: ParameterDeclaration,
): number {
  const value = parameters[declaration.name] ?? declaration.default;
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum, exclusiveMaximum } = declaration;
  const allowed =
    typeof value === 'number' &&
    value - value === 0 && // finite
    value >= minimum &&
    value <= maximum &&
    (exclusiveMinimum === undefined || value > exclusiveMinimum) &&
    (exclusiveMaximum === undefined || value < exclusiveMaximum);
  if (!allowed) throw new RangeError(`${declaration.name} is ${String(value)}; expected ${bounds(declaration)}.`);
  return value;
}

function bounds({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: ParameterDeclaration): string {
  const parts: string[] = [];
  if (minimum !== undefined) parts.push(`at least ${minimum}`);
  if (exclusiveMinimum !== undefined) parts.push(`more than ${exclusiveMinimum}`);
  if (maximum !== undefined) parts.push(`at most ${maximum}`);
  if (exclusiveMaximum !== undefined) parts.push(`less than ${exclusiveMaximum}`);
  return parts.length === 0 ? 'a finite number' : `a finite number, ${parts.join(' and ')}`;
}
