import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import { numberOf } from '../../parameters/number-of.ts';
import type { PriceProcess } from './price-process.ts';

const price: ParameterDeclaration = {
  name: 'price',
  kind: 'number',
  default: 1,
  exclusiveMinimum: 0,
  unit: 'fiat per ALLO',
  doc: 'What an ALLO costs on every day.',
};

/** The same on every day. */
export const constant: PriceProcess = {
  name: 'constant',
  doc: 'The same price on every day.',
  source: 'own model',
  parameters: [price],
  create: (parameters) => {
    const value = numberOf(parameters, price);
    return { at: () => value };
  },
};
