import { z } from 'zod';
import { nameSchema } from '../common-schema.ts';
import { expectations } from '../messages.ts';
import { choiceSchema, failing, groupSchema, numberSchema } from '../parameter-schema.ts';
import type { Registries } from '../registries.ts';
import { anyMetric } from './suite.ts';
import { suiteExpectations } from './suite-messages.ts';

const mostPathCharacters = 4096;
const mostEntries = 1000;
const mostSeeds = 1000;

/** The schema of suite files. Rules and names are checked against each other afterwards. */
export function suiteSchema({ metrics }: Pick<Registries, 'metrics'>) {
  const rules = rulesSchema([anyMetric, ...metrics.map(({ name }) => name)]);
  const seeds = numberSchema(
    { kind: 'integer', minimum: 1, maximum: mostSeeds, unit: 'seeds' },
    suiteExpectations.seeds(),
  );
  const entry = groupSchema('an entry of the suite', {
    name: nameSchema('Name of the entry; that of its file without the ending unless given.').optional(),
    scenario: fileSchema(expectations.scenarioFile()).meta({
      description: 'The scenario file, relative to the suite.',
    }),
    set: z
      .record(z.string(), z.unknown(), failing({ text: suiteExpectations.settings() }))
      .default({})
      .meta({ description: 'Values in place of the scenario’s, by their paths.' }),
    seeds: seeds.optional().meta({ description: 'How many seeds; those of the suite unless given.' }),
    metrics: rules.optional().meta({ description: 'Takes the place of the suite’s list.' }),
  });
  const entries = failing({ text: expectations.list('scenario', 1) });
  return groupSchema('a suite', {
    name: nameSchema('Name of the suite.'),
    baseline: fileSchema(suiteExpectations.baseline(), /\.json$/)
      .optional()
      .meta({ description: 'The baseline, relative to the suite; named like it unless given.' }),
    seeds: seeds.default(1).meta({
      description: '1: the scenario’s own seed. More: `<seed>-1`, `<seed>-2` and so on.',
    }),
    metrics: rules
      .default([{ metric: anyMetric, absolute: 1e-12, relative: 1e-9 }])
      .meta({ description: 'How far metrics may move, for entries that say nothing of it.' }),
    scenarios: z.array(entry, entries).min(1, entries).max(mostEntries, entries),
  });
}

export type SuiteFile = z.infer<ReturnType<typeof suiteSchema>>;
export type RuleInFile = SuiteFile['metrics'][number];

function rulesSchema(metrics: readonly string[]) {
  const bound = (description: string) =>
    numberSchema({ kind: 'number', minimum: 0, unit: '1' }).optional().meta({ description });
  const margin = (description: string) =>
    numberSchema({ kind: 'number', exclusiveMinimum: 0, unit: '1' }).optional().meta({ description });
  const topic = failing({ text: suiteExpectations.topic() });
  const rule = groupSchema('a rule about metrics', {
    metric: choiceSchema(metrics).meta({ description: 'Name of a summary metric; "*" stands for all.' }),
    topic: z.string(topic).min(1, topic).optional().meta({ description: 'The metric of this topic only.' }),
    absolute: bound('How far each value may move, in units of the metric.'),
    relative: bound('How far each value may move besides, as a part of the baseline’s.'),
    equivalence: margin('The interval of the mean difference lies within this margin, in units of the metric.'),
    equivalenceRelative: margin('The margin, or what it has besides, as a part of the baseline’s mean.'),
    ignore: z
      .literal(true, failing({ text: suiteExpectations.ignore() }))
      .optional()
      .meta({
        description: 'It may move as it likes.',
      }),
  });
  const list = failing({ text: expectations.list('rule', 1) });
  return z.array(rule, list).min(1, list);
}

function fileSchema(text: string, pattern = /^/) {
  const error = failing({ text });
  return z.string(error).min(1, error).max(mostPathCharacters, error).regex(pattern, error);
}
