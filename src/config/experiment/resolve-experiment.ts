import { besideFile, type ScenarioFiles } from '../files.ts';
import { Findings } from '../findings.ts';
import { readLayers } from '../layers.ts';
import { messages } from '../messages.ts';
import { firstProblems, type Place, type Problem } from '../problem.ts';
import { questionOf } from '../question.ts';
import { readDocument } from '../read-document.ts';
import type { Registries } from '../registries.ts';
import { mostScenarioBytes, usualSeed } from '../scenario-schema.ts';
import type { Path } from '../yaml-document.ts';
import { checkExperiment } from './check-experiment.ts';
import { checkPaths } from './check-paths.ts';
import { designs } from './designs.ts';
import type { Design, Experiment, ExperimentPlaces, Factor, Levels, Setting } from './experiment.ts';
import { type ExperimentValues, experimentSchema, type FactorValues } from './experiment-schema.ts';
import { fixedSettings, type WrittenSetting } from './fixed-settings.ts';
import { settingLabels } from './setting-label.ts';

export type ResolvedExperiment =
  | { readonly ok: true; readonly experiment: Experiment; readonly places: ExperimentPlaces }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What the check of an experiment file needs to know. */
export interface ExperimentContext {
  readonly registries: Pick<Registries, 'metrics'>;
  /** Reads the scenario file, for its seed. */
  readonly files: ScenarioFiles;
  /** Columns of the tables that factors stand beside. */
  readonly columns: readonly string[];
}

/**
 * Checks the text of an experiment file and fills in every default. Whether its points make scenarios that can be run is
 * another matter.
 *
 * @param file the file's name as the user knows it, for messages and as the place that the scenario is relative to
 */
export function resolveExperiment(text: string, file: string, context: ExperimentContext): ResolvedExperiment {
  const kind = { what: 'an experiment', keys: 'name, scenario and more' };
  const read = readDocument(text, file, schemaOf(context.registries), kind);
  if (!read.ok) return read;
  const { value, written, place, textAt } = read;
  const findings = new Findings(written, place);
  const set = fixedSettings((written as { set?: unknown }).set ?? [], findings);
  const scenario = besideFile(file, value.scenario);
  const factors = value.factors.map((factor, f) => resolvedFactor(factor, ['factors', f], textAt));
  const experiment: Omit<Experiment, 'seed'> = {
    name: value.name,
    question: questionOf(text),
    scenario,
    set: set.map(({ path, value }) => ({ path, value })),
    factors,
    design: designOf(value.design),
    replicates: value.replicates,
    commonRandomNumbers: value.commonRandomNumbers,
    stop: value.stop,
    metrics: [...new Set(value.metrics)],
    onFailure: value.onFailure as Experiment['onFailure'],
  };
  const names = { columns: context.columns, metrics: context.registries.metrics.map(({ name }) => name) };
  checkPaths(set, factors, findings);
  checkExperiment(experiment, value.factors, names, findings);
  const usual = seedOf(scenario, value.scenario, context.files, findings);
  const seed = value.seed === undefined ? usual : (textAt(['seed']) ?? usual);
  if (findings.problems.length > 0) return { ok: false, problems: firstProblems(findings.problems, [file]) };
  return { ok: true, experiment: { ...experiment, seed }, places: placesOf(value, set, place) };
}

type Schema = ReturnType<typeof experimentSchema>;

const schemas = new WeakMap<ExperimentContext['registries'], Schema>();

/** Made once: that takes longer than most of its uses. */
function schemaOf(registries: ExperimentContext['registries']): Schema {
  const schema = schemas.get(registries) ?? experimentSchema(registries);
  schemas.set(registries, schema);
  return schema;
}

function resolvedFactor(factor: FactorValues, at: Path, textAt: (path: Path) => string | undefined): Factor {
  const paths = (typeof factor.path === 'string' ? [factor.path] : factor.path).map((path) => path.trim());
  return { name: factor.name ?? lastKey(paths[0] as string), paths, levels: resolvedLevels(factor, at, textAt) };
}

/** The last key of a path that is not a number of an entry. */
export function lastKey(path: string): string {
  return path.split('.').findLast((step) => !/^\d+$/.test(step)) ?? path;
}

function resolvedLevels(factor: FactorValues, at: Path, textAt: (path: Path) => string | undefined): Levels {
  const { values, labels, from = 0, to = 1, scale, integer, steps } = factor;
  if (values === undefined) {
    return { kind: 'range', from, to, scale: scale as 'linear' | 'log', integer, steps };
  }
  const settings = values as Setting[];
  return {
    kind: 'values',
    values: settings,
    labels: labels?.map((label, n) => textAt([...at, 'labels', n]) ?? String(label)) ?? settingLabels(settings),
    numeric: settings.every((value) => typeof value === 'number' && Number.isFinite(value)),
  };
}

function designOf(design: ExperimentValues['design']): Design {
  if (typeof design !== 'string') return design as Design;
  const { parameters } = designs[design as keyof typeof designs];
  return { kind: design, ...Object.fromEntries(parameters.map((one) => [one.name, one.default])) } as Design;
}

/** The scenario's own seed; a finding when the scenario cannot be read. */
function seedOf(scenario: string, written: string, files: ScenarioFiles, findings: Findings): string {
  const read = files.readText(scenario, mostScenarioBytes);
  if ('reason' in read) {
    findings.add(['scenario'], (at) => messages.unreadable(at, written, read.reason));
    return '';
  }
  const layers = readLayers(read.text, scenario, files);
  if ('problems' in layers) {
    findings.problems.push(...layers.problems);
    return '';
  }
  return layers.layers.textAt(['seed']) ?? usualSeed;
}

function placesOf(
  { factors }: ExperimentValues,
  set: readonly WrittenSetting[],
  place: (path: Path, key?: string) => Place,
): ExperimentPlaces {
  return {
    // A path is the key of its value, unless it stands in a text.
    set: set.map(({ at: [list, key] }) => (typeof key === 'string' ? place([list], key) : place([list, key]))),
    factors: factors.map(({ values = [] }, f) => ({
      whole: place(['factors', f]),
      values: values.map((_, n) => place(['factors', f, 'values', n])),
    })),
    topic: place(['stop', 'topic']),
  };
}
