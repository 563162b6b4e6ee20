import {
  deviationOfChanges,
  type ErrorLink,
  type FormulaTree,
  type Scenario,
  seriesKey,
  type TopicScenario,
} from '../../sim/index.ts';
import { type CsvSeries, csvSeries } from './csv-series.ts';
import { besideFile, type CopyNames, type ScenarioFiles } from './files.ts';
import type { Findings } from './findings.ts';
import { messages } from './messages.ts';
import { formatProblem, type Problem } from './problem.ts';
import { declares, entryOf, type Registries } from './registries.ts';
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

const mostCsvBytes = 64 * 1024 * 1024;
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
  return {
    scenario: { ...scenario, topics: tables.topics, expect: compared.expect },
    inputs: { formulas, series: tables.series, files: [...tables.files, ...compared.files], others: compared.others },
  };
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

/** Numbers of truths that read a file. */
function readTables(scenario: Scenario, context: InputContext) {
  const { registries, names, fileOf, findings } = context;
  const series: Record<string, Float64Array> = {};
  const files = new Map<string, InputFile>();
  const read = readingOnce(context.files);
  const topics = scenario.topics.map((topic, i): TopicScenario => {
    const { truth, loss } = topic;
    if (!declares(entryOf(registries.truthProcesses, truth.process), 'file')) return topic;
    const at = (key: string): Path => ['topics', i, 'truth', key];
    const path = besideFile(fileOf(at('file')), String(truth.file));
    const table = read(path);
    if ('reason' in table) {
      findings.add(at('file'), (shown) => messages.unreadable(shown, String(truth.file), table.reason));
      return topic;
    }
    const given = String(truth.sha256 ?? '');
    if (given !== '' && given.toLowerCase() !== table.sha256) {
      findings.add(at('sha256'), (shown) => messages.dataChanged(shown, given, path, table.sha256));
      return topic;
    }
    const column = String(truth.column);
    const domain = loss.method === 'formula' ? undefined : entryOf(registries.lossFunctions, loss.method).domain;
    const found = table.series(column, domain);
    if (!('values' in found)) {
      addProblem(found, i, column, path, findings);
      return topic;
    }
    const needed = epochsOf(scenario, topic);
    if (found.values.length < needed && truth.onExhaustion !== 'loop') {
      const rows = found.values.length;
      findings.add(at('file'), (shown) => messages.tooFewRows(shown, String(truth.file), rows, needed));
      return topic;
    }
    if (Number(truth.scale) === 0 && !(deviationOfChanges(found.values, truth.errorsOn as ErrorLink) > 0)) {
      const place = findings.written(at('scale'), ['topics', i, 'truth']);
      findings.add(at('scale'), (shown) => messages.noSpread(shown, column, String(truth.file)), place);
      return topic;
    }
    const name = names.of(path);
    series[seriesKey(name, column)] = found.values;
    files.set(name, { name, path, sha256: table.sha256 });
    return { ...topic, truth: { ...truth, file: name, sha256: table.sha256 } };
  });
  return { topics, series, files: [...files.values()] };
}

function addProblem(
  found: Exclude<CsvSeries, { readonly values: Float64Array }>,
  i: number,
  column: string,
  path: string,
  findings: Findings,
): void {
  if ('line' in found) {
    const known = findings.problems.some(({ file, line, column: at }) => {
      return file === path && line === found.line && at === found.column;
    });
    // Several topics may stumble over the same cell.
    if (!known) findings.problems.push({ file: path, ...found, path: '' });
    return;
  }
  const at = ['topics', i, 'truth', 'column'];
  const place = findings.written(at, ['topics', i, 'truth']);
  const { header, times, suggestion } = found;
  if (times > 1) findings.add(at, (shown) => messages.twoColumns(shown, column, path), place);
  else
    findings.addWord(at, column, suggestion === undefined ? [] : header, (shown) =>
      messages.noColumn(shown, column, path, header),
    );
}

/** Nonces of a topic: as many as open in the time that the scenario's epochs take in its first topic. */
function epochsOf({ epochs, topics }: Scenario, { topicParameters }: TopicScenario): number {
  const blocks = epochs * Number(topics[0].topicParameters.epochLength);
  return Math.ceil(blocks / Number(topicParameters.epochLength));
}

/** Files are read once, and columns of them once for each domain. */
function readingOnce(files: ScenarioFiles | undefined) {
  type Table =
    | { readonly reason: string }
    | {
        readonly sha256: string;
        readonly series: (column: string, domain: Parameters<typeof csvSeries>[2]) => CsvSeries;
      };
  const tables = new Map<string, Table>();
  const read = (path: string): Table => {
    const found = files?.readBytes(path, mostCsvBytes) ?? { reason: messages.noFiles() };
    if ('reason' in found) return found;
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(found.bytes);
    } catch {
      return { reason: messages.notText() };
    }
    const columns = new Map<string, CsvSeries>();
    return {
      sha256: found.sha256,
      series: (column, domain) => {
        const key = `${domain} ${column}`;
        const known = columns.get(key) ?? csvSeries(text, column, domain);
        columns.set(key, known);
        return known;
      },
    };
  };
  return (path: string): Table => {
    const table = tables.get(path) ?? read(path);
    tables.set(path, table);
    return table;
  };
}

/** The scenarios that expectations compare with. */
async function readOthers({ expect }: Scenario, { files, findings, names, fileOf, resolveOther }: InputContext) {
  const others: Record<string, OtherScenario> = {};
  const copies = new Map<string, InputFile>();
  const renamed: Scenario['expect'][number][] = [];
  for (const [e, expected] of expect.entries()) {
    renamed.push(expected);
    if (expected.than === '') continue;
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
