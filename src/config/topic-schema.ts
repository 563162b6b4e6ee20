import { z } from 'zod';
import { choiceWithParameters, keyedUnion } from './entry-schema.ts';
import { expectations } from './messages.ts';
import {
  failing,
  groupSchema,
  nullableNumberSchema,
  numberSchema,
  openParameters,
  parameterSchema,
} from './parameter-schema.ts';
import type { Registries, Registry } from './registries.ts';

export const mostEpochs = 10_000_000;
const mostTopics = 100_000;
const mostActorsOfPopulation = 100_000;

const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const ownerPattern = /^([A-Za-z0-9#][A-Za-z0-9._#-]{0,63})?$/;

export function nameSchema(description: string) {
  const error = failing({ text: expectations.name() });
  return z.string(error).regex(namePattern, error).meta({ description });
}

/** Number of an epoch, from 0. */
export function epochSchema(description: string) {
  return numberSchema({ kind: 'integer', minimum: 0, maximum: mostEpochs, unit: 'epochs' }).meta({ description });
}

/** One topic, or several alike. */
export function topicSchema(registries: Registries) {
  const { topicParameters, truthProcesses, infererPolicies, forecasterPolicies, reputerPolicies } = registries;
  const fixed = {
    name: nameSchema('Name of the topic.'),
    count: numberSchema({ kind: 'integer', minimum: 1, maximum: mostTopics, unit: 'topics' }).default(1).meta({
      description: 'How many such topics run side by side; several are called name-0, name-1 and so on. Unit: topics.',
    }),
    truth: choiceWithParameters('process', 'a truth', truthProcesses).meta({
      description: 'The process that makes the ground truth, and its parameters.',
    }),
    loss: lossSchema(registries)
      .default('sqe')
      .meta({ description: 'The loss that judges a prediction: a name, a method with its parameters, or a formula.' }),
    rewardPerEpoch: numberSchema({ kind: 'number', minimum: 0, maximum: 1e9, unit: 'ALLO per epoch' })
      .default(100)
      .meta({ description: 'What the topic pays out per epoch. Unit: ALLO.' }),
    inferers: populationsSchema('inferer', infererPolicies, {}, 1),
    forecasters: populationsSchema('forecaster', forecasterPolicies, {}, 0),
    reputers: populationsSchema('reputer', reputerPolicies, { stake: stakeSchema() }, 1),
  };
  return groupSchema('a topic', { ...fixed, ...openParameters(topicParameters, Object.keys(fixed)) });
}

function lossSchema({ lossFunctions }: Registries) {
  const formula = groupSchema('a loss', {
    formula: z
      .string(failing({ text: expectations.formula() }))
      .min(1, failing({ text: expectations.formula() }))
      .meta({ description: 'Formula of truth, prediction and standardDeviation.' }),
    allowNegative: z
      .boolean(failing({ text: expectations.boolean() }))
      .default(false)
      .meta({ description: 'The loss can be negative: reputers report it raw instead of its base-10 logarithm.' }),
  });
  const method = choiceWithParameters('method', 'a loss', lossFunctions);
  return z.union([method, formula], failing({ text: expectations.wordOrGroup('a loss') }));
}

function populationsSchema(role: string, policies: Registry, extra: z.ZodRawShape, least: number) {
  const shape = {
    name: nameSchema(
      "Name of the population, which its actors are called after; the policy's name unless given.",
    ).optional(),
    count: numberSchema({
      kind: 'integer',
      minimum: 1,
      maximum: mostActorsOfPopulation,
      unit: `${role}s`,
    }).meta({ description: `How many ${role}s.` }),
    joins: epochSchema('Epoch in which they register. Unit: epochs.').default(0),
    leaves: nullableNumberSchema({ kind: 'integer', minimum: 1, maximum: mostEpochs, unit: 'epochs' }).meta({
      description: 'First epoch in which they are gone; null: they stay. Unit: epochs.',
    }),
    owner: ownerSchema(
      'Who holds the keys, over all roles and topics; # stands for the index within the population. Empty: each key is its own owner.',
    ).default(''),
    ...extra,
  };
  const error = failing({ text: expectations.list(`population of ${role}s`, least) });
  const list = z.array(keyedUnion('policy', `a population of ${role}s`, policies, shape), error).min(least, error);
  const described = list.meta({ description: `Populations of ${role}s.` });
  return least === 0 ? described.default([]) : described;
}

export function ownerSchema(description: string) {
  const error = failing({ text: expectations.owner() });
  return z.string(error).regex(ownerPattern, error).meta({ description });
}

function stakeSchema() {
  const median = { name: 'median', default: 100_000, doc: 'Median of the stakes.' };
  const sigma = {
    name: 'sigma',
    default: 1,
    doc: 'Standard deviation of the natural logarithm of stakes; 0 makes them equal.',
  };
  const group = groupSchema('a stake', {
    median: parameterSchema({ ...median, kind: 'number', exclusiveMinimum: 0, maximum: 1e9, unit: 'ALLO' }).default(
      median.default,
    ),
    sigma: parameterSchema({ ...sigma, kind: 'number', minimum: 0, maximum: 5, unit: '1' }).default(sigma.default),
  });
  return group.prefault({}).meta({ description: 'Stakes at birth, log-normal.' });
}
