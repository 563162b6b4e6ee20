import { z } from 'zod';
import {
  amountSchema,
  amountsSchema,
  countSchema,
  epochSchema,
  mostEpochs,
  nameSchema,
  ownerSchema,
} from './common-schema.ts';
import { keyedUnion } from './entry-schema.ts';
import { expectations } from './messages.ts';
import { choiceSchema, failing, groupSchema, nullableNumberSchema } from './parameter-schema.ts';
import type { Registry } from './registries.ts';

const mostActorsOfPopulation = 100_000;

/** Actors of a topic in one role. */
export function populationsSchema(role: string, policies: Registry, extra: z.ZodRawShape, least: number) {
  const shape = {
    name: nameSchema(
      "Name of the population, which its actors are called after; the policy's name unless given.",
    ).optional(),
    count: countSchema(`${role}s`, mostActorsOfPopulation),
    joins: epochSchema('Epoch in which they register. Unit: epochs.').default(0),
    leaves: nullableNumberSchema({ kind: 'integer', minimum: 1, maximum: mostEpochs, unit: 'epochs' }).meta({
      description: 'First epoch in which they are gone; null: they stay. Unit: epochs.',
    }),
    owner: ownerSchema(
      'Who holds the keys, over all roles and topics; # stands for the index within the population. Empty: each key is its own owner.',
    ).default(''),
    wallet: amountSchema('What each holds at the start, beside any stake.').default(1),
    tip: amountSchema('Added to each of their messages, for which the hub chain serves it earlier.').default(0),
    cost: costSchema(),
    patience: nullableNumberSchema({ kind: 'integer', minimum: 1, maximum: mostEpochs, unit: 'epochs' }).meta({
      description:
        'Epochs in a row whose smoothed reward is below cost, after which one leaves; null: never. Unit: epochs.',
    }),
    entryMargin: nullableNumberSchema({ kind: 'number', minimum: -1, maximum: 1e6, unit: 'share of cost' }).meta({
      description:
        'One registers, not before joins, once the expected reward of its role exceeds its cost by this share; null: at joins, whatever it expects.',
    }),
    ...extra,
  };
  const error = failing({ text: expectations.list(`population of ${role}s`, least) });
  const list = z.array(keyedUnion('policy', `a population of ${role}s`, policies, shape), error).min(least, error);
  const described = list.meta({ description: `Populations of ${role}s.` });
  return least === 0 ? described.default([]) : described;
}

export function stakeSchema() {
  return amountsSchema('a stake', 'stakes', { median: 100_000, sigma: 1 }).meta({
    description: 'Stakes at birth, log-normal.',
  });
}

function costSchema() {
  return groupSchema('a cost', {
    amount: amountSchema('What an epoch costs one of them.', 'ALLO or fiat').default(0),
    currency: choiceSchema(['ALLO', 'fiat']).default('ALLO').meta({
      description: 'What the cost is in; fiat is turned into ALLO at the price of the day.',
    }),
  })
    .prefault({})
    .meta({ description: 'What taking part costs.' });
}
