import { z } from 'zod';
import { expectations } from './messages.ts';
import { failing, groupSchema, numberSchema, parameterSchema } from './parameter-schema.ts';

/* Parts that several schemas share. */

export const mostEpochs = 10_000_000;

/** Block numbers are kept in 32 bits. */
export const blocksLimit = 2 ** 31;

export const mostAllo = 1e9;

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const ownerPattern = /^([A-Za-z0-9#][A-Za-z0-9._#-]{0,63})?$/;

export function nameSchema(description: string) {
  const error = failing({ text: expectations.name() });
  return z.string(error).regex(namePattern, error).meta({ description });
}

export function ownerSchema(description: string) {
  const error = failing({ text: expectations.owner() });
  return z.string(error).regex(ownerPattern, error).meta({ description });
}

/** Number of an epoch, from 0. */
export function epochSchema(description: string) {
  return numberSchema({ kind: 'integer', minimum: 0, maximum: mostEpochs, unit: 'epochs' }).meta({ description });
}

/** Number of a block, from 0. */
export function blockSchema(description: string) {
  return numberSchema({ kind: 'integer', minimum: 0, maximum: blocksLimit - 1, unit: 'blocks' }).meta({ description });
}

/** An amount of tokens, from 0. */
export function amountSchema(description: string, unit = 'ALLO') {
  return numberSchema({ kind: 'number', minimum: 0, maximum: mostAllo, unit }).meta({
    description: `${description} Unit: ${unit}.`,
  });
}

/** How many of them there are. */
export function countSchema(what: string, most: number) {
  return numberSchema({ kind: 'integer', minimum: 1, maximum: most, unit: what }).meta({
    description: `How many ${what}.`,
  });
}

/** Amounts in ALLO that differ from one to the next: log-normal. */
export function amountsSchema(
  what: string,
  amounts: string,
  usual: { readonly median: number; readonly sigma: number },
) {
  const group = groupSchema(what, {
    median: parameterSchema({
      name: 'median',
      kind: 'number',
      default: usual.median,
      exclusiveMinimum: 0,
      maximum: mostAllo,
      unit: 'ALLO',
      doc: `Median of the ${amounts}.`,
    }).default(usual.median),
    sigma: parameterSchema({
      name: 'sigma',
      kind: 'number',
      default: usual.sigma,
      minimum: 0,
      maximum: 5,
      unit: '1',
      doc: `Standard deviation of the natural logarithm of ${amounts}; 0 makes them equal.`,
    }).default(usual.sigma),
  });
  return group.prefault({});
}
