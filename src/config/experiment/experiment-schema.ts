import { z } from 'zod';
import { nameSchema } from '../common-schema.ts';
import { choiceWithParameters } from '../entry-schema.ts';
import { expectations } from '../messages.ts';
import { choiceSchema, failing, groupSchema, numberSchema } from '../parameter-schema.ts';
import type { Registries } from '../registries.ts';
import { designs } from './designs.ts';
import { experimentExpectations } from './experiment-messages.ts';

export const mostReplicates = 10_000;

const mostFactors = 100;
const mostValues = 10_000;
const mostSteps = 1000;
/** Numbers up to here are exact to a whole, and differences of them finite. */
const largestEnd = 1e15;
const mostPathCharacters = 4096;
const mostLabelCharacters = 100;

/** The schema of experiment files. What depends on several keys is checked later. */
export function experimentSchema({ metrics }: Pick<Registries, 'metrics'>) {
  const metric = choiceSchema(metrics.map(({ name }) => name));
  return groupSchema('an experiment', {
    name: nameSchema('Name of the experiment; its results land in a folder of this name.'),
    scenario: textSchema(experimentExpectations.scenarioFile(), mostPathCharacters).meta({
      description: 'The scenario file that is varied, relative to this one.',
    }),
    set: setSchema(),
    seed: wordSchema(expectations.seed(), 0, 1000)
      .optional()
      .meta({ description: "Any text, as written here: root of the seeds of all runs; the scenario's unless given." }),
    factors: z
      .array(factorSchema(), failing({ text: expectations.list('factor', 0) }))
      .max(mostFactors, failing({ text: `a list of at most ${mostFactors} factors` }))
      .default([])
      .meta({ description: 'What is varied. None: the scenario itself is run, with other seeds.' }),
    design: choiceWithParameters('kind', 'a design', designs)
      .default('grid')
      .meta({ description: 'How the points are chosen: a name, or a group of keys with the name under kind.' }),
    replicates: numberSchema({ kind: 'integer', minimum: 1, maximum: mostReplicates, unit: 'runs per point' })
      .default(10)
      .meta({ description: 'Runs of each point, with other seeds; the least of them where stop is given.' }),
    commonRandomNumbers: z
      .boolean(failing({ text: expectations.boolean() }))
      .default(true)
      .meta({ description: 'Replicate r has the same seed at every point, so that differences of points are paired.' }),
    stop: stopSchema(metric).nullable().default(null).meta({ description: 'Replicates go on until this holds.' }),
    metrics: z
      .array(metric, failing({ text: expectations.list('metric', 0) }))
      .default([])
      .meta({ description: 'Metrics that the report is about. The tables hold all.' }),
    onFailure: choiceSchema(['stop', 'continue', 'quarantine']).default('quarantine').meta({
      description:
        'After a run that fails: stop begins no other; continue goes on and tries it again next time; quarantine goes on and does not.',
    }),
  }).meta({ title: 'allora-sim experiment' });
}

/** The keys of an experiment file with their defaults. */
export type ExperimentValues = z.output<ReturnType<typeof experimentSchema>>;

export type FactorValues = ExperimentValues['factors'][number];

function textSchema(text: string, most: number) {
  const error = failing({ text });
  return z.string(error).min(1, error).max(most, error);
}

function setSchema() {
  const error = failing({ text: experimentExpectations.set() });
  const entry = textSchema('path=value, such as epochs=100', mostPathCharacters);
  return z
    .union([z.record(z.string(), z.unknown(), error), z.array(entry, error)], error)
    .default([])
    .meta({ description: 'What is set at every point, as by --set: paths with values, or a list of path=value.' });
}

function factorSchema() {
  const end = (description: string) =>
    numberSchema({ kind: 'number', minimum: -largestEnd, maximum: largestEnd, unit: '1' })
      .optional()
      .meta({ description });
  const path = textSchema(experimentExpectations.path(), mostPathCharacters);
  const paths = failing({ text: experimentExpectations.paths() });
  return groupSchema('a factor', {
    name: nameSchema('Its name in tables and charts; the last key of the path unless given.').optional(),
    path: z
      .union(
        [textSchema(experimentExpectations.paths(), mostPathCharacters), z.array(path, paths).min(1, paths)],
        paths,
      )
      .meta({
        description: 'Where in the scenario, as after --set: topics.0.inferers.1.count. Several get the same value.',
      }),
    values: z
      .array(z.unknown(), failing({ text: experimentExpectations.values() }))
      .min(1, failing({ text: experimentExpectations.values() }))
      .max(mostValues, failing({ text: `a list of at most ${mostValues} values` }))
      .optional()
      .meta({ description: 'What it is set to, one after the other: anything that a scenario can hold there.' }),
    labels: z
      .array(
        wordSchema(experimentExpectations.label(), 1, mostLabelCharacters),
        failing({ text: experimentExpectations.labels() }),
      )
      .optional()
      .meta({ description: 'What the values are called in tables and charts.' }),
    from: end('Lower end of a range, in place of values.'),
    to: end('Upper end of the range.'),
    scale: choiceSchema(['linear', 'log'])
      .default('linear')
      .meta({ description: 'Whether equal steps of the range are equal differences, or equal ratios.' }),
    integer: z
      .boolean(failing({ text: expectations.boolean() }))
      .default(false)
      .meta({ description: 'Whole numbers only.' }),
    steps: numberSchema({ kind: 'integer', minimum: 2, maximum: mostSteps, unit: 'levels' })
      .default(5)
      .meta({ description: 'How many levels of the range a grid or a list takes, both ends included.' }),
  });
}

/** Text as written, which YAML may take for a number. */
function wordSchema(text: string, least: number, most: number) {
  const error = failing({ text });
  return z.union([z.string(error).min(least, error).max(most, error), z.number(error), z.boolean(error)], error);
}

function stopSchema(metric: z.ZodType<string>) {
  return groupSchema('a stopping rule', {
    metric: metric.meta({ description: 'Metric whose mean is to be known well enough.' }),
    topic: z
      .string(failing({ text: experimentExpectations.topic() }))
      .default('')
      .meta({ description: 'Name of the topic; empty: every topic that has the metric.' }),
    halfWidth: numberSchema({ kind: 'number', exclusiveMinimum: 0, unit: 'in the unit of the metric' }).meta({
      description: 'A point is done when the 95 % t-interval of its mean reaches no further than this to either side.',
    }),
    most: numberSchema({ kind: 'integer', minimum: 2, maximum: mostReplicates, unit: 'runs per point' })
      .default(100)
      .meta({ description: 'Runs of a point at the most.' }),
  });
}
