import { z } from 'zod';
import type { ParameterDeclaration } from '../../sim/index.ts';
import { expectations } from './messages.ts';
import { choiceSchema, failing, groupSchema, numberSchema, parameterSchema } from './parameter-schema.ts';
import type { Registries, Registry, RegistryEntry } from './registries.ts';

/** Scenarios of more bytes are refused unread. */
export const mostScenarioBytes = 512 * 1024;

const mostActors = 100_000;
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const nameSchema = (description: string) =>
  z
    .string(failing({ text: expectations.name() }))
    .regex(namePattern, failing({ text: expectations.name() }))
    .meta({
      description,
    });

/**
 * The schema of scenario files, made from the declarations. Values left out get their defaults, except parameters whose
 * default depends on the profile: these stay open here.
 */
export function scenarioSchema(registries: Registries) {
  const { profiles, defaultProfile, protocolParameters } = registries;
  const profileNames = Object.keys(profiles);
  const profileDoc = `Version of the protocol: ${profileNames.join(', ')}.`;
  const protocolGroup = groupSchema('the protocol', {
    profile: choiceSchema(profileNames).default(defaultProfile).meta({ description: profileDoc }),
    ...openParameters(protocolParameters, ['profile']),
  });
  return groupSchema('a scenario', {
    name: nameSchema('Name of the scenario; its results land in a folder of this name.'),
    seed: z
      .string(failing({ text: expectations.seed() }))
      .max(1000, failing({ text: expectations.seed() }))
      .default('allora')
      .meta({
        description: 'Any text, as written here; it decides every draw.',
        type: ['string', 'number', 'boolean'],
      }),
    protocol: z
      .union([choiceSchema(profileNames), protocolGroup], failing({ text: expectations.wordOrGroup('the protocol') }))
      .default(defaultProfile)
      .meta({ description: `${profileDoc} A group of keys when single parameters differ from the version.` }),
    epochs: numberSchema({ kind: 'integer', minimum: 1, maximum: 10_000_000, unit: 'epochs per topic' })
      .default(500)
      .meta({ description: 'Nonces per topic.' }),
    topics: z
      .array(topicSchema(registries), failing({ text: expectations.list('topic', 1) }))
      .min(1, failing({ text: expectations.list('topic', 1) }))
      .meta({ description: 'What is predicted, by whom, and who judges it.' }),
  }).meta({ title: 'allora-sim scenario' });
}

function topicSchema(registries: Registries) {
  const { topicParameters, truthProcesses, infererPolicies, forecasterPolicies, reputerPolicies } = registries;
  const fixed = {
    name: nameSchema('Name of the topic.'),
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
    name: nameSchema("Name of the population; the policy's name unless given.").optional(),
    count: numberSchema({ kind: 'integer', minimum: 1, maximum: mostActors, unit: `${role}s` }).meta({
      description: `How many ${role}s.`,
    }),
    ...extra,
  };
  const error = failing({ text: expectations.list(`population of ${role}s`, least) });
  const list = z.array(keyedUnion('policy', `a population of ${role}s`, policies, shape), error).min(least, error);
  const described = list.meta({ description: `Populations of ${role}s.` });
  return least === 0 ? described.default([]) : described;
}

function stakeSchema() {
  const group = groupSchema('a stake', {
    median: numberSchema({ kind: 'number', exclusiveMinimum: 0, maximum: 1e9, unit: 'ALLO' })
      .default(100_000)
      .meta({ description: 'Median of the stakes. Unit: ALLO.' }),
    sigma: numberSchema({ kind: 'number', minimum: 0, maximum: 5, unit: 'natural logarithm of stake' })
      .default(1)
      .meta({ description: 'Standard deviation of the natural logarithm of stakes; 0 makes them equal.' }),
  });
  return group.prefault({}).meta({ description: 'Stakes at birth, log-normal.' });
}

/** Either the bare name of an entry, or a group of keys: the name under `key`, and the entry's parameters. */
function choiceWithParameters(key: string, what: string, registry: Registry) {
  const names = Object.values(registry).flatMap(wordsOf);
  const text = expectations.wordOrGroup(what);
  return z.union([choiceSchema(names), keyedUnion(key, what, registry, {}, text)], failing({ text }));
}

/** A group of keys whose other keys follow from the word under `key`. */
function keyedUnion(
  key: string,
  what: string,
  registry: Registry,
  extra: z.ZodRawShape,
  text = expectations.group(what),
) {
  const entries = Object.values(registry);
  const options = entries.map((entry) => {
    const parameters = declaredParameters(entry.parameters, [key, ...Object.keys(extra)]);
    const shape = { [key]: choiceSchema(wordsOf(entry)).meta({ description: entry.doc }), ...extra, ...parameters };
    return groupSchema(`${what} (${entry.name})`, shape);
  });
  const choices = entries.flatMap(wordsOf);
  return z.discriminatedUnion(key, options as [(typeof options)[number], ...typeof options], {
    ...failing({ text, choices, keys: [key, ...Object.keys(extra)] }),
  });
}

function wordsOf(entry: RegistryEntry): string[] {
  return [entry.name, ...(entry.aliases ?? [])];
}

function declaredParameters(declarations: readonly ParameterDeclaration[], taken: readonly string[]): z.ZodRawShape {
  const withDefault = (one: ParameterDeclaration) => parameterSchema(one).default(one.default);
  return Object.fromEntries(free(declarations, taken).map((one) => [one.name, withDefault(one)]));
}

/** Parameters whose default is the profile's value. */
function openParameters(declarations: readonly ParameterDeclaration[], taken: readonly string[]): z.ZodRawShape {
  return Object.fromEntries(free(declarations, taken).map((one) => [one.name, parameterSchema(one).optional()]));
}

function free(
  declarations: readonly ParameterDeclaration[],
  taken: readonly string[],
): readonly ParameterDeclaration[] {
  const clash = declarations.find(({ name }) => taken.includes(name));
  if (clash !== undefined) throw new Error(`the parameter ${clash.name} has the name of another key`);
  return declarations;
}
