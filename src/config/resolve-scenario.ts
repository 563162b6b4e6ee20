import type { z } from 'zod';
import type { Scenario } from '../../sim/index.ts';
import { checkNames } from './check-names.ts';
import { checkValues } from './check-values.ts';
import { CopyNames, type ScenarioFiles } from './files.ts';
import { Findings } from './findings.ts';
import { type OtherScenario, readInputs, type ScenarioInputs } from './inputs.ts';
import { type Layers, readLayers } from './layers.ts';
import { applyOverride, type Override, overrideAt, parseSet, placeOf } from './overrides.ts';
import { firstProblems, type Place, type Problem } from './problem.ts';
import { questionLine } from './question.ts';
import type { Registries } from './registries.ts';
import { resolvedValues } from './resolve-values.ts';
import { scenarioSchema } from './scenario-schema.ts';
import { toYaml } from './scenario-yaml.ts';
import { schemaProblems } from './schema-problems.ts';
import { type CsvTables, csvTables } from './tables.ts';
import type { Path } from './yaml-document.ts';

/** Values that the command line puts in place of the file's. */
export interface ScenarioOverrides {
  /** `path=value`, in the order given. */
  readonly set?: readonly string[];
  /** Values from elsewhere, which come after those of `set`. */
  readonly values?: readonly Override[];
  readonly seed?: string;
  /** As the user wrote it. */
  readonly epochs?: string;
}

export type ResolvedScenario =
  | {
      readonly ok: true;
      readonly scenario: Scenario;
      /**
       * The resolved scenario in the shape of scenario files: with the input files and the other scenarios beside it, it
       * resolves to the same scenario.
       */
      readonly yaml: string;
      readonly inputs: ScenarioInputs;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Checks the text of a scenario file and fills in every default.
 *
 * @param file the file's name as the user knows it, for error messages and as the place that other files are relative to
 * @param files reads other files; without it a scenario that needs some is refused
 */
export function resolveScenario(
  text: string,
  file: string,
  overrides: ScenarioOverrides,
  registries: Registries,
  files?: ScenarioFiles,
): Promise<ResolvedScenario> {
  return scenarioResolver(text, file, registries, files)(overrides);
}

/**
 * The same for one file that is resolved again and again, each time with other values in place of its own: the file and
 * those that it names are read once.
 *
 * @param expects false: what the scenario expects is dropped, with the scenarios that it would be compared with
 * @param json true: a program wrote the file as JSON; see `readJson`
 */
export function scenarioResolver(
  text: string,
  file: string,
  registries: Registries,
  files?: ScenarioFiles,
  { expects = true, json = false }: { readonly expects?: boolean; readonly json?: boolean } = {},
): (overrides: ScenarioOverrides) => Promise<ResolvedScenario> {
  const read = readLayers(text, file, files, json);
  const tables = csvTables(files);
  return async (overrides) => {
    if ('problems' in read) return failed(read.problems, [file]);
    const circumstances = { overrides, registries, files, tables, names: new CopyNames(), expects };
    return resolve(text, file, read.layers, circumstances);
  };
}

interface Circumstances {
  readonly overrides: ScenarioOverrides;
  readonly registries: Registries;
  readonly files: ScenarioFiles | undefined;
  readonly tables: CsvTables;
  readonly names: CopyNames;
  /** Whether what this scenario expects matters: it does not where another is compared with it. */
  readonly expects: boolean;
}

async function resolve(
  text: string,
  file: string,
  layers: Layers,
  circumstances: Circumstances,
): Promise<ResolvedScenario> {
  const { overrides, registries, files, tables, names, expects } = circumstances;
  const root = structuredClone(layers.value) as Record<string, unknown>;
  if (!expects) delete root.expect;
  const seed = layers.textAt(['seed']);
  if (seed !== undefined && seed !== '') root.seed = seed;
  const settings = settingsOf(overrides);
  const wrong = settings.flatMap((one) => ('message' in one ? [one] : (applyOverride(root, one) ?? [])));
  if (wrong.length > 0) return failed(wrong, layers.files);

  const applied = settings.filter((one): one is Override => !('message' in one));
  const place = placeIn(layers, applied);
  const parsed = schemaOf(registries, (root.months ?? null) === null).safeParse(root);
  if (!parsed.success) {
    return failed(schemaProblems(parsed.error.issues as z.core.$ZodIssue[], root, place), layers.files);
  }
  const findings = new Findings(root, place);
  const values = resolvedValues(parsed.data as Record<string, unknown>, registries);
  checkNames(values, registries, findings);
  checkValues(values, registries, findings);
  const { scenario, inputs } = await readInputs(values, {
    registries,
    files,
    tables,
    findings,
    names,
    // What the command line sets stands in place of the file's, so it is relative to the file as well.
    fileOf: (path) => (overrideAt(path, applied) === undefined ? layers.fileOf(path) : file),
    resolveOther: (path, otherText) => resolveOther(path, otherText, circumstances),
  });
  if (findings.problems.length > 0) return failed(findings.problems, layers.files);
  let yaml: string | undefined;
  return {
    ok: true,
    scenario,
    inputs,
    // Takes as long as all the rest, and is of no use to many who resolve.
    get yaml() {
      yaml ??= `${withBreak(questionLine(text))}${toYaml(scenario)}`;
      return yaml;
    },
  };
}

function withBreak(line: string): string {
  return line === '' ? '' : `${line}\n`;
}

type Schema = ReturnType<typeof scenarioSchema>;

const schemas = { withTopics: new WeakMap<Registries, Schema>(), without: new WeakMap<Registries, Schema>() };

/** Made once: that takes longer than most of its uses. */
function schemaOf(registries: Registries, needsTopics: boolean): Schema {
  const made = needsTopics ? schemas.withTopics : schemas.without;
  const schema = made.get(registries) ?? scenarioSchema(registries, needsTopics);
  made.set(registries, schema);
  return schema;
}

async function resolveOther(
  file: string,
  text: string,
  circumstances: Circumstances,
): Promise<OtherScenario | { readonly problems: readonly Problem[] }> {
  const read = readLayers(text, file, circumstances.files);
  if ('problems' in read) return { problems: firstProblems(read.problems, [file]) };
  const resolved = await resolve(text, file, read.layers, { ...circumstances, expects: false });
  return resolved.ok ? { path: file, ...resolved } : { problems: resolved.problems };
}

function placeIn(layers: Layers, overrides: readonly Override[]): (path: Path, key?: string) => Place {
  return (path, key) => {
    const override = overrideAt(key === undefined ? path : [...path, key], overrides);
    return override === undefined ? layers.place(path, key) : placeOf(override);
  };
}

function settingsOf({ set = [], values = [], seed, epochs }: ScenarioOverrides): (Override | Problem)[] {
  const settings: (Override | Problem)[] = [...set.map(parseSet), ...values];
  if (seed !== undefined) settings.push({ path: ['seed'], text: JSON.stringify(seed), label: `--seed ${seed}` });
  if (epochs !== undefined) settings.push({ path: ['epochs'], text: epochs, label: `--epochs ${epochs}` });
  return settings;
}

function failed(problems: readonly Problem[], files: readonly string[]): ResolvedScenario {
  return { ok: false, problems: firstProblems(problems, files) };
}
