import type { z } from 'zod';
import type { Scenario } from '../../sim/index.ts';
import { checkNames } from './check-names.ts';
import { checkValues } from './check-values.ts';
import { CopyNames, type ScenarioFiles } from './files.ts';
import { Findings } from './findings.ts';
import { type OtherScenario, readInputs, type ScenarioInputs } from './inputs.ts';
import { type Layers, readLayers } from './layers.ts';
import { applyOverride, type Override, overrideAt, parseSet, placeOf } from './overrides.ts';
import type { Place, Problem } from './problem.ts';
import type { Registries } from './registries.ts';
import { resolvedValues } from './resolve-values.ts';
import { scenarioSchema } from './scenario-schema.ts';
import { toYaml } from './scenario-yaml.ts';
import { schemaProblems } from './schema-problems.ts';
import type { Path } from './yaml-document.ts';

/** Values that the command line puts in place of the file's. */
export interface ScenarioOverrides {
  /** `path=value`, in the order given. */
  readonly set?: readonly string[];
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

/** More problems than this are not reported at once. */
const mostProblems = 10;

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
  return resolve(text, file, { overrides, registries, files, names: new CopyNames(), isOther: false });
}

interface Circumstances {
  readonly overrides: ScenarioOverrides;
  readonly registries: Registries;
  readonly files: ScenarioFiles | undefined;
  readonly names: CopyNames;
  /** Another scenario is compared with this one: what this one expects does not matter. */
  readonly isOther: boolean;
}

async function resolve(text: string, file: string, circumstances: Circumstances): Promise<ResolvedScenario> {
  const { overrides, registries, files, names, isOther } = circumstances;
  const read = readLayers(text, file, files);
  if ('problems' in read) return failed(read.problems, [file]);
  const { layers } = read;

  const root = layers.value as Record<string, unknown>;
  if (isOther) delete root.expect;
  const seed = layers.textAt(['seed']);
  if (seed !== undefined && seed !== '') root.seed = seed;
  const settings = settingsOf(overrides);
  const wrong = settings.flatMap((one) => ('message' in one ? [one] : (applyOverride(root, one) ?? [])));
  if (wrong.length > 0) return failed(wrong, layers.files);

  const applied = settings.filter((one): one is Override => 'label' in one);
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
    findings,
    names,
    // What the command line sets stands in place of the file's, so it is relative to the file as well.
    fileOf: (path) => (overrideAt(path, applied) === undefined ? layers.fileOf(path) : file),
    resolveOther: (path, otherText) => resolveOther(path, otherText, circumstances),
  });
  if (findings.problems.length > 0) return failed(findings.problems, layers.files);
  return { ok: true, scenario, yaml: `${questionOf(text)}${toYaml(scenario)}`, inputs };
}

/** The comment in the first line, which asks what the scenario is for: reports show it. */
function questionOf(text: string): string {
  const found = /^\uFEFF?(#[^\r\n]*)/.exec(text);
  return found === null ? '' : `${found[1]}\n`;
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
  const resolved = await resolve(text, file, { ...circumstances, isOther: true });
  return resolved.ok ? { path: file, ...resolved } : { problems: resolved.problems };
}

function placeIn(layers: Layers, overrides: readonly Override[]): (path: Path, key?: string) => Place {
  return (path, key) => {
    const override = overrideAt(key === undefined ? path : [...path, key], overrides);
    return override === undefined ? layers.place(path, key) : placeOf(override);
  };
}

function settingsOf({ set = [], seed, epochs }: ScenarioOverrides): (Override | Problem)[] {
  const settings: (Override | Problem)[] = set.map(parseSet);
  if (seed !== undefined) settings.push({ path: ['seed'], text: JSON.stringify(seed), label: `--seed ${seed}` });
  if (epochs !== undefined) settings.push({ path: ['epochs'], text: epochs, label: `--epochs ${epochs}` });
  return settings;
}

/** The first problems: file by file, from above to below. */
function failed(problems: readonly Problem[], files: readonly string[]): ResolvedScenario {
  const order = (file: string): number => (files.includes(file) ? files.indexOf(file) : files.length);
  const sorted = [...problems].sort((a, b) => order(a.file) - order(b.file) || a.line - b.line || a.column - b.column);
  return { ok: false, problems: sorted.slice(0, mostProblems) };
}
