import type { ParameterDeclaration } from '../parameters/declaration.ts';

/** How many keys an attack runs, in the role that it is about. */
export function identitiesParameter(value: number, role: string): ParameterDeclaration {
  return {
    name: 'identities',
    kind: 'integer',
    default: value,
    minimum: 1,
    maximum: 10_000,
    unit: 'keys',
    doc: `How many ${role} the attacker registers.`,
  };
}

/** How good the attacker's models are. */
export const skillParameter: ParameterDeclaration = {
  name: 'errorDeviation',
  kind: 'number',
  default: 2,
  exclusiveMinimum: 0,
  maximum: 1e6,
  unit: 'scales of the truth',
  doc: 'Standard deviation of its model’s error; 2 is that of the median honest inferer.',
};
