import { type Control, controlOf, controls, type FormulaTree, type Scenario } from '../../sim/index.ts';
import { besideFile, type CopyNames, type ScenarioFiles } from './files.ts';
import type { Findings } from './findings.ts';
import { messages } from './messages.ts';
import { formatProblem, type Problem } from './problem.ts';
import { declares, entryOf, type Registries } from './registries.ts';
import { type CsvTables, readTables } from './tables.ts';
import type { Path } from './yaml-document.ts';

/** A file to be copied beside the resolved scenario, so that it runs again there. */
export interface InputFile {
  /** Name in the folder of the resolved scenario. */
  readonly name: string;
  /** Where it is now. */
  readonly path: string;
  /** Of its bytes as they were read, hexadecimal. */
  readonly sha256: string;
}

/** What a scenario names and does not hold itself. */
export interface ScenarioInputs {
  /** Users' formulas by their text, parsed and checked. */
  readonly formulas: Readonly<Record<string, FormulaTree>>;
  /** Columns of CSV files under `file#column`. */
  readonly series: Readonly<Record<string, Float64Array>>;
  /** CSV files, those of the other scenarios included. */
  readonly files: readonly InputFile[];
  /** The scenarios that expectations compare with, under the name that each has beside the resolved scenario. */
  readonly others: Readonly<Record<string, OtherScenario>>;
}

/**
 * A scenario that this one is compared with. What the command line sets holds for it too, its own expectations are left
 * out.
 */
export interface OtherScenario {
  /** Where its file is. */
  readonly path: string;
  readonly scenario: Scenario;
  /** To be written beside the resolved scenario. */
  readonly yaml: string;
  readonly inputs: ScenarioInputs;
}

/** What reading the inputs needs to know. */
export interface InputContext {
  readonly registries: Registries;
  readonly files: ScenarioFiles | undefined;
  readonly tables: CsvTables;
  readonly findings: Findings;
  readonly names: CopyNames;
  /** The file in which what holds at a path stands. */
  readonly fileOf: (path: Path) => string;
  /** Resolves another scenario file. */
  readonly resolveOther: (
    path: string,
    text: string,
  ) => Promise<OtherScenario | { readonly problems: readonly Problem[] }>;
}

const mostScenarioFileBytes = 512 * 1024;

const symbolsOfLoss = ['truth', 'prediction', 'standardDeviation'] as const;
const symbolsOfTruth = ['t', 'previous', 'normal', 'uniform'] as const;

/** Reads what the scenario names; hands it back with the names that the files have beside the resolved scenario. */
export async function readInputs(
  scenario: Scenario,
  context: InputContext,
): Promise<{ readonly scenario: Scenario; readonly inputs: ScenarioInputs }> {
  const formulas = await readFormulas(scenario, context);
  const tables = readTables(scenario, context);
  const compared = await readOthers(scenario, context);
  const read = { ...scenario, topics: tables.topics, price: tables.price, expect: compared.expect };
  const own = { formulas, series: tables.series };
  const held = heldAgainst(read, own, context);
  const files = [...tables.files, ...compared.files];
  return { scenario: read, inputs: { ...own, files, others: { ...compared.others, ...held } } };
}

/** The parser is loaded only when there is a formula. */
async function readFormulas(
  { topics }: Scenario,
  { registries, findings }: InputContext,
): Promise<Record<string, FormulaTree>> {
  const formulas: Record<string, FormulaTree> = {};
  const read = async (text: string, symbols: readonly string[], path: Path): Promise<void> => {
    const { parseFormula } = await import('./formula.ts');
    const parsed = parseFormula(text, symbols);
    if ('tree' in parsed) formulas[text] = parsed.tree;
    else findings.add(path, (at) => messages.formula(at, parsed.character, parsed.problem));
  };
  for (const [i, { truth, loss }] of topics.entries()) {
    if (declares(entryOf(registries.truthProcesses, truth.process), 'formula')) {
      await read(String(truth.formula), symbolsOfTruth, ['topics', i, 'truth', 'formula']);
    }
    if (loss.method === 'formula') {
      await read(String(loss.formula), symbolsOfLoss, ['topics', i, 'loss', 'formula']);
    }
  }
  return formulas;
}

/** Controls of the scenario itself that expectations compare with, under their words. */
function heldAgainst(
  scenario: Scenario,
  own: Pick<ScenarioInputs, 'formulas' | 'series'>,
  { findings }: InputContext,
): Record<string, OtherScenario> {
  const held: Record<string, OtherScenario> = {};
  scenario.expect.forEach(({ than }, e) => {
    if (!isControl(than)) return;
    const control = scenario.attacks.length === 0 ? undefined : controlOf({ ...scenario, expect: [] }, than);
    if (control === undefined) findings.add(['expect', e, 'than'], (at) => messages.noControl(at, than));
    else held[than] = { path: '', scenario: control, yaml: '', inputs: { ...own, files: [], others: {} } };
  });
  return held;
}

function isControl(word: string): word is Control {
  return (controls as readonly string[]).includes(word);
}

/** The scenarios that expectations compare with. */
async function readOthers({ expect }: Scenario, { files, findings, names, fileOf, resolveOther }: InputContext) {
  const others: Record<string, OtherScenario> = {};
  const copies = new Map<string, InputFile>();
  const renamed: Scenario['expect'][number][] = [];
  for (const [e, expected] of expect.entries()) {
    renamed.push(expected);
    if (expected.than === '' || isControl(expected.than)) continue;
    const at = ['expect', e, 'than'];
    const path = besideFile(fileOf(at), expected.than);
    const name = names.of(path);
    renamed[e] = { ...expected, than: name };
    if (Object.hasOwn(others, name)) continue;
    const read = files?.readText(path, mostScenarioFileBytes) ?? { reason: messages.noFiles() };
    if ('reason' in read) {
      findings.add(at, (shown) => messages.unreadable(shown, expected.than, read.reason));
      continue;
    }
    const other = await resolveOther(path, read.text);
    if ('problems' in other) {
      const first = formatProblem(other.problems[0]);
      findings.add(at, (shown) => messages.wrongScenario(shown, expected.than, first));
      continue;
    }
    others[name] = other;
    for (const file of other.inputs.files) copies.set(file.name, file);
  }
  return { expect: renamed, others, files: [...copies.values()] };
}
