import { z } from 'zod';
import { amountSchema, blocksLimit, epochSchema, mostEpochs, nameSchema, ownerSchema } from './common-schema.ts';
import {
  delegatorsSchema,
  hubSchema,
  macroSchema,
  priceSchema,
  tokenomicsSchema,
  validatorsSchema,
} from './economy-schema.ts';
import { keyedList } from './entry-schema.ts';
import { expectations } from './messages.ts';
import {
  choiceSchema,
  failing,
  groupSchema,
  nullableNumberSchema,
  numberSchema,
  openParameters,
} from './parameter-schema.ts';
import type { Registries } from './registries.ts';
import { topicSchema } from './topic-schema.ts';

/** Scenarios of more bytes are refused unread. */
export const mostScenarioBytes = 512 * 1024;

/** The seed of a scenario that gives none. */
export const usualSeed = 'allora';

const mostPathCharacters = 4096;
const mostMonths = 1200;

/**
 * The schema of scenario files, made from the declarations. Values left out get their defaults, except those whose
 * default depends on other values: these stay open here.
 *
 * @param needsTopics whether topics have to be given: not where months are
 */
export function scenarioSchema(registries: Registries, needsTopics = true) {
  const { profiles, defaultProfile, protocolParameters } = registries;
  const profileNames = Object.keys(profiles);
  const profileDoc = `Version of the protocol: ${profileNames.join(', ')}.`;
  const topics = z
    .array(topicSchema(registries), failing({ text: expectations.list('topic', 1) }))
    .min(1, failing({ text: expectations.list('topic', 1) }))
    .meta({ description: 'What is predicted, by whom, and who judges it. Must be given unless months is.' });
  const protocolGroup = groupSchema('the protocol', {
    profile: choiceSchema(profileNames).default(defaultProfile).meta({ description: profileDoc }),
    ...openParameters(protocolParameters, ['profile']),
  });
  return groupSchema('a scenario', {
    name: nameSchema('Name of the scenario; its results land in a folder of this name.'),
    seed: z
      .string(failing({ text: expectations.seed() }))
      .max(1000, failing({ text: expectations.seed() }))
      .default(usualSeed)
      .meta({
        description: 'Any text, as written here; it decides every draw.',
        type: ['string', 'number', 'boolean'],
      }),
    protocol: z
      .union([choiceSchema(profileNames), protocolGroup], failing({ text: expectations.wordOrGroup('the protocol') }))
      .default(defaultProfile)
      .meta({ description: `${profileDoc} A group of keys when single parameters differ from the version.` }),
    tokenomics: tokenomicsSchema(registries),
    epochs: numberSchema({ kind: 'integer', minimum: 1, maximum: mostEpochs, unit: 'epochs per topic' })
      .default(500)
      .meta({
        description:
          'Nonces per topic of the epoch length of the first topic; other topics open as many as fit that time.',
      }),
    months: nullableNumberSchema({ kind: 'integer', minimum: 1, maximum: mostMonths, unit: 'months' }).meta({
      description:
        'Macro mode: supply and emission over so many months, without topics; macro says what stands for them. null: topics run. Unit: months.',
    }),
    topics: needsTopics ? topics : topics.optional(),
    macro: macroSchema(registries),
    validators: validatorsSchema(),
    delegators: delegatorsSchema(registries),
    price: priceSchema(registries),
    hub: hubSchema(),
    attacks: attacksSchema(registries).default([]).meta({ description: 'Who attacks which topic, and how.' }),
    record: recordSchema(),
    expect: z
      .array(expectedMetricSchema(registries), failing({ text: expectations.list('expectation', 0) }))
      .default([])
      .meta({ description: 'What is expected of the metrics of the run.' }),
    extends: pathSchema(expectations.scenarioFile()).optional().meta({
      description:
        'Another scenario file, relative to this one, whose values hold where this one gives none: groups are merged, lists are replaced whole.',
    }),
  }).meta({ title: 'allora-sim scenario' });
}

function pathSchema(text: string) {
  const error = failing({ text });
  return z.string(error).min(1, error).max(mostPathCharacters, error);
}

function attacksSchema({ attacks }: Registries) {
  const shape = {
    name: nameSchema("Name of the attack in tables; the attack's own unless given.").optional(),
    topic: nameSchema('Name of the topic attacked; may be left out where there is one topic.').optional(),
    owner: ownerSchema("Owner of all its keys; the attack's name unless given.").optional(),
    joins: epochSchema('Epoch in which its keys register; that of its start unless given. Unit: epochs.').optional(),
    start: epochSchema('First epoch of the attack proper; until then its keys act honestly. Unit: epochs.').default(0),
    duration: nullableNumberSchema({ kind: 'integer', minimum: 0, maximum: mostEpochs, unit: 'epochs' }).meta({
      description:
        'How long it lasts, after which its keys leave; null: to the end; 0: there is no attack. Unit: epochs.',
    }),
    budget: nullableNumberSchema({ kind: 'number', minimum: 0, maximum: 1e9, unit: 'ALLO' }).meta({
      description:
        'What its owner may lay out over all its attacks: paid, locked and promised; the least of what they say. null: whatever it takes; 0: there is no attack. Unit: ALLO.',
    }),
    knowledge: choiceSchema(['blind', 'public', 'last-look']).optional().meta({
      description:
        'What its keys know: blind, nothing but their own roles; public, what is on chain; last-look, also what others have sent for the epoch at hand. The first that the attack declares unless given.',
    }),
    delay: epochSchema(
      'How long an order takes to reach all its keys: it begins, and adapts, so much later. Unit: epochs.',
    ).default(0),
    adaptivity: numberSchema({ kind: 'number', minimum: 0, maximum: 1, unit: 'share' }).default(0).meta({
      description:
        'By how much its strength falls after an epoch that paid its keys less than honest ones, and rises after one that did not; 0: never.',
    }),
    play: choiceSchema(['attack', 'honest', 'random']).default('attack').meta({
      description:
        'How its resources are used: to attack; as an honest owner would; at the same cost without a plan. The last two are controls.',
    }),
    workCost: amountSchema('What honest work of one key costs per epoch.').default(1),
    capitalRate: numberSchema({ kind: 'number', minimum: 0, maximum: 100, unit: 'share per year' })
      .default(0.1)
      .meta({ description: 'What locked tokens could earn elsewhere. Unit: share per year.' }),
    notional: amountSchema(
      'What an epoch brings outside the network per scale of the truth by which the combined inference is moved.',
    ).default(0),
  };
  return keyedList('attack', 'an attack', attacks, shape, expectations.list('attack', 0));
}

function recordSchema() {
  const every = (rows: string) =>
    groupSchema(`how often ${rows} are kept`, {
      every: numberSchema({ kind: 'integer', minimum: 0, maximum: mostEpochs, unit: 'epochs' }).default(1).meta({
        description: `Rows of every so many-th nonce of a topic are kept, from the first; 0: none. Unit: epochs.`,
      }),
    })
      .prefault({})
      .meta({ description: `The table ${rows}.` });
  const chain = groupSchema('how often chain is kept', {
    every: nullableNumberSchema({ kind: 'integer', minimum: 0, maximum: blocksLimit - 1, unit: 'blocks' }).meta({
      description:
        'A row for every so many blocks, with months for every so many months; 0: none; null: about 200 rows, every month with months. Unit: blocks.',
    }),
  })
    .prefault({})
    .meta({ description: 'The table chain.' });
  return groupSchema('what is recorded', { epochs: every('epochs'), actors: every('actors'), chain })
    .prefault({})
    .meta({ description: 'Which rows of the tables are kept.' });
}

function expectedMetricSchema({ metrics }: Registries) {
  const names = metrics.map(({ name }) => name);
  const bound = (description: string) => nullableNumberSchema({ kind: 'number', unit: '1' }).meta({ description });
  return groupSchema('an expectation', {
    metric: choiceSchema(names).meta({ description: 'Name of a metric of the summary.' }),
    topic: z
      .string(failing({ text: expectations.name() }))
      .default('')
      .meta({ description: 'Name of the topic; empty: every topic that has the metric.' }),
    sign: z
      .enum(['positive', 'negative'], failing({ text: 'one of', choices: ['positive', 'negative'] }))
      .nullable()
      .default(null)
      .meta({ description: 'The metric is more than 0, or less.' }),
    above: bound('The metric is more than this.'),
    below: bound('The metric is less than this.'),
    seeds: numberSchema({ kind: 'integer', minimum: 1, maximum: 10_000, unit: 'seeds' }).default(1).meta({
      description:
        '1: the value of this run counts. More: over so many seeds the whole 95 % interval of the mean must lie where it is expected.',
    }),
    than: z
      .string(failing({ text: expectations.scenarioFile() }))
      .max(mostPathCharacters, failing({ text: expectations.scenarioFile() }))
      .default('')
      .meta({
        description:
          'Another scenario file, relative to this one, or a control of the attacks (no-attack, honest, random, single): then the difference counts, this less that, paired by seed.',
      }),
  });
}
