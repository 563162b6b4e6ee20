import { z } from 'zod';
import { amountsSchema, blockSchema, blocksLimit, countSchema, nameSchema } from './common-schema.ts';
import { choiceWithParameters, keyedList } from './entry-schema.ts';
import { expectations } from './messages.ts';
import {
  choiceSchema,
  declaredParameters,
  failing,
  groupSchema,
  nullableNumberSchema,
  numberSchema,
  openParameters,
  parameterSchema,
} from './parameter-schema.ts';
import type { Registries } from './registries.ts';

/* What a scenario says of the economy around the topics. */

const mostValidators = 10_000;
const mostDelegators = 100_000;

/** Blocks between the decisions of a delegator that says nothing: about 15 hours at 5.5 seconds a block. */
const usualInterval = 10_000;

/** Supply and emission: the name of a preset, or a group of keys with single parameters that differ from it. */
export function tokenomicsSchema({ tokenomicsPresets, defaultTokenomics, tokenomicsParameters }: Registries) {
  const names = Object.keys(tokenomicsPresets);
  const doc = `Rules of supply and emission: ${names.join(', ')}.`;
  const group = groupSchema('the rules of supply and emission', {
    preset: choiceSchema(names).default(defaultTokenomics).meta({ description: doc }),
    ...openParameters(tokenomicsParameters, ['preset']),
  });
  const error = failing({ text: expectations.wordOrGroup('the rules of supply and emission') });
  return z
    .union([choiceSchema(names), group], error)
    .default(defaultTokenomics)
    .meta({ description: `${doc} A group of keys when single parameters differ from the preset.` });
}

export function macroSchema({ macroParameters }: Registries) {
  return groupSchema('what stands for the topics', declaredParameters(macroParameters)).optional().meta({
    description: 'What months goes by instead of topics.',
  });
}

export function validatorsSchema() {
  const group = groupSchema('a group of validators', {
    name: nameSchema('Name of the group, which its validators are called after; validators unless given.').optional(),
    count: countSchema('validators', mostValidators).default(20),
    stake: amountsSchema('a stake', 'stakes', { median: 100_000, sigma: 1 }).meta({
      description: 'What they bond by themselves at the start, log-normal.',
    }),
    commission: parameterSchema({
      name: 'commission',
      kind: 'number',
      default: 0.05,
      minimum: 0,
      maximum: 1,
      unit: 'share',
      doc: 'Part of their delegators’ rewards that they keep.',
    }).default(0.05),
  });
  return z
    .array(group, failing({ text: expectations.list('group of validators', 0) }))
    .prefault([{}])
    .meta({ description: 'Who secures the hub chain, for a part of the emission; one group unless given.' });
}

export function delegatorsSchema({ delegatorPolicies }: Registries) {
  const shape = {
    name: nameSchema(
      "Name of the group, which its delegators are called after; the policy's name unless given.",
    ).optional(),
    count: countSchema('delegators', mostDelegators),
    tokens: amountsSchema('an amount of tokens', 'amounts', { median: 10_000, sigma: 1 }).meta({
      description: 'What they hold at the start, log-normal.',
    }),
    start: blockSchema('Block of their first decision. Unit: blocks.').default(0),
    every: nullableNumberSchema(
      { kind: 'integer', minimum: 1, maximum: blocksLimit - 1, unit: 'blocks' },
      usualInterval,
    ).meta({ description: 'Blocks between decisions; null: none after the first. Unit: blocks.' }),
    topic: z
      .string(failing({ text: expectations.name() }))
      .default('')
      .meta({ description: 'Name of the topic whose reputers they consider; empty: those of all topics.' }),
  };
  return keyedList('policy', 'delegators', delegatorPolicies, shape, expectations.list('group of delegators', 0))
    .default([])
    .meta({ description: 'Who places tokens on reputers.' });
}

export function priceSchema({ priceProcesses }: Registries) {
  return choiceWithParameters('process', 'a price', priceProcesses).default('constant').meta({
    description: 'The process that makes the price of an ALLO in fiat, and its parameters.',
  });
}

export function hubSchema() {
  return groupSchema('the hub chain', {
    messagesPerBlock: numberSchema({ kind: 'integer', minimum: 0, maximum: 1_000_000_000, unit: 'messages' })
      .default(0)
      .meta({
        description:
          'Payloads, registrations and stake moves that fit into a block, those with the higher tip first; 0: any number. Unit: messages.',
      }),
  })
    .prefault({})
    .meta({ description: 'How much the hub chain can take.' });
}
