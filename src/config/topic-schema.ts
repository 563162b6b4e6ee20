import { z } from 'zod';
import { amountSchema, amountsSchema, blockSchema, countSchema, nameSchema } from './common-schema.ts';
import { choiceWithParameters } from './entry-schema.ts';
import { expectations } from './messages.ts';
import {
  choiceSchema,
  failing,
  groupSchema,
  nullableNumberSchema,
  numberSchema,
  openParameters,
} from './parameter-schema.ts';
import { populationsSchema, stakeSchema } from './population-schema.ts';
import type { Registries } from './registries.ts';

const mostTopics = 100_000;

/** One topic, or several alike. */
export function topicSchema(registries: Registries) {
  const { topicParameters, truthProcesses, infererPolicies, forecasterPolicies, reputerPolicies } = registries;
  const fixed = {
    name: nameSchema('Name of the topic.'),
    count: countSchema('topics', mostTopics).default(1).meta({
      description: 'How many such topics run side by side; several are called name-0, name-1 and so on. Unit: topics.',
    }),
    truth: choiceWithParameters('process', 'a truth', truthProcesses).meta({
      description: 'The process that makes the ground truth, and its parameters.',
    }),
    loss: lossSchema(registries)
      .default('sqe')
      .meta({ description: 'The loss that judges a prediction: a name, a method with its parameters, or a formula.' }),
    rewardPerEpoch: nullableNumberSchema({
      kind: 'number',
      minimum: 0,
      maximum: 1e9,
      unit: 'ALLO per epoch',
    }).meta({
      description:
        'What the topic pays out per epoch, from outside, with constant stakes and without a hub chain; then every topic has to say it. null: its part of the emission. Unit: ALLO.',
    }),
    creation: creationSchema(),
    funding: fundingSchema(),
    demand: demandSchema(),
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

function creationSchema() {
  return groupSchema('when the topic is created', {
    at: blockSchema('Block at which it is created, the first of several alike. Unit: blocks.').default(0),
    perDay: numberSchema({ kind: 'number', minimum: 0, maximum: 1e6, unit: 'topics per day' }).default(0).meta({
      description:
        'Of several alike so many are created a day after the first, at random times; 0: all with the first. Unit: topics per day.',
    }),
  })
    .prefault({})
    .meta({ description: 'When it is created.' });
}

function fundingSchema() {
  return groupSchema('what the creator pays into the topic', {
    initial: amountSchema('Paid once, at creation.').default(0),
    perEpoch: amountSchema('Paid at the end of every epoch.').default(0),
  })
    .prefault({})
    .meta({ description: 'What its creator pays into it.' });
}

function demandSchema() {
  return groupSchema('what consumers ask of the topic', {
    rate: numberSchema({ kind: 'number', minimum: 0, maximum: 1e6, unit: 'requests per epoch' }).default(0).meta({
      description: 'Mean number of requests, which is Poisson. Unit: requests per epoch.',
    }),
    fee: amountsSchema('what a request pays', 'fees', { median: 1, sigma: 0.5 }).meta({
      description: 'What a request pays, log-normal.',
    }),
    skillFeedback: numberSchema({ kind: 'number', minimum: 0, maximum: 1000, unit: '1' }).default(0).meta({
      description:
        'How strongly fees follow quality: a request pays max(0, 1 + this x realised skill) times as much, skill being 1 - loss / loss of the reference, smoothed over epochs; 0: not at all.',
    }),
    reference: choiceSchema(['equal-weight', 'naive', 'best-single', 'truth-scale']).default('equal-weight').meta({
      description: 'What quality is measured against; truth-scale: an inference that is off by one scale of the truth.',
    }),
  })
    .prefault({})
    .meta({ description: 'Consumers’ requests for inferences, and what they pay into the topic.' });
}
