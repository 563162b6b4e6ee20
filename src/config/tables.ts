import {
  deviationOfChanges,
  type ErrorLink,
  type ParameterValue,
  type Scenario,
  seriesKey,
  type TopicScenario,
} from '../../sim/index.ts';
import { type CsvSeries, csvSeries } from './csv-series.ts';
import { besideFile, type ScenarioFiles } from './files.ts';
import type { Findings } from './findings.ts';
import type { InputContext, InputFile } from './inputs.ts';
import { messages } from './messages.ts';
import { type CellRange, declares, entryOf } from './registries.ts';
import type { Path } from './yaml-document.ts';

/* Numbers that a scenario takes from CSV files: truths and prices. */

const mostCsvBytes = 64 * 1024 * 1024;

type Values = Readonly<Record<string, ParameterValue>>;

/** A column that a truth or a price reads. */
interface ReadColumn {
  readonly numbers: Float64Array;
  /** Under which key and with which files the numbers go into the inputs of the run. */
  readonly key: string;
  readonly file: InputFile;
}

/** Reads the columns; hands back the topics and the price with the names that the files have beside the scenario. */
export function readTables(scenario: Scenario, context: InputContext) {
  const { registries } = context;
  const columns = new Columns(context);
  const topics = scenario.topics.map((topic, i): TopicScenario => {
    const { truth, loss } = topic;
    if (!declares(entryOf(registries.truthProcesses, truth.process), 'file')) return topic;
    const domain = loss.method === 'formula' ? undefined : entryOf(registries.lossFunctions, loss.method).domain;
    const at: Path = ['topics', i, 'truth'];
    const column = columns.read(truth, at, domain);
    if (column === undefined || !isEnough(scenario, topic, column.numbers, at, context.findings)) return topic;
    return { ...topic, truth: { ...truth, ...columns.keep(column) } };
  });
  const { price } = scenario;
  const process = entryOf(registries.priceProcesses, price.process);
  const column = declares(process, 'file') ? columns.read(price, ['price'], 'positive') : undefined;
  const kept: Values = column === undefined ? {} : { ...columns.keep(column) };
  // Only a process that knows of the hash can be told it.
  const known = Object.fromEntries(Object.entries(kept).filter(([key]) => declares(process, key)));
  return { topics, price: { ...price, ...known }, series: columns.series, files: [...columns.files.values()] };
}

/** Columns read so far. */
class Columns {
  readonly series: Record<string, Float64Array> = {};
  readonly files = new Map<string, InputFile>();
  readonly #context: InputContext;

  constructor(context: InputContext) {
    this.#context = context;
  }

  /** The column that the group of keys at `place` names, or undefined and a finding. */
  read(group: Values, place: Path, range: CellRange | undefined): ReadColumn | undefined {
    const { findings, names, tables, fileOf } = this.#context;
    const at = (key: string): Path => [...place, key];
    const path = besideFile(fileOf(at('file')), String(group.file));
    const table = tables(path);
    if ('reason' in table) {
      findings.add(at('file'), (shown) => messages.unreadable(shown, String(group.file), table.reason));
      return undefined;
    }
    const given = String(group.sha256 ?? '');
    if (given !== '' && given.toLowerCase() !== table.sha256) {
      findings.add(at('sha256'), (shown) => messages.dataChanged(shown, given, path, table.sha256));
      return undefined;
    }
    const column = String(group.column);
    const found = table.series(column, range);
    if (!('values' in found)) {
      addProblem(found, place, column, path, findings);
      return undefined;
    }
    const name = names.of(path);
    return { numbers: found.values, key: seriesKey(name, column), file: { name, path, sha256: table.sha256 } };
  }

  /** Puts the column into the inputs. @returns what the scenario is to say of it from now on */
  keep({ numbers, key, file }: ReadColumn): { readonly file: string; readonly sha256: string } {
    this.series[key] = numbers;
    this.files.set(file.name, file);
    return { file: file.name, sha256: file.sha256 };
  }
}

/** Whether the numbers do for the truths of a topic; a finding if they do not. */
function isEnough(
  scenario: Scenario,
  topic: TopicScenario,
  numbers: Float64Array,
  place: Path,
  findings: Findings,
): boolean {
  const { truth } = topic;
  const at = (key: string): Path => [...place, key];
  const file = String(truth.file);
  const needed = epochsOf(scenario, topic);
  if (numbers.length < needed && truth.onExhaustion !== 'loop') {
    findings.add(at('file'), (shown) => messages.tooFewRows(shown, file, numbers.length, needed));
    return false;
  }
  if (Number(truth.scale) === 0 && !(deviationOfChanges(numbers, truth.errorsOn as ErrorLink) > 0)) {
    const where = findings.written(at('scale'), place);
    findings.add(at('scale'), (shown) => messages.noSpread(shown, String(truth.column), file), where);
    return false;
  }
  return true;
}

function addProblem(
  found: Exclude<CsvSeries, { readonly values: Float64Array }>,
  place: Path,
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
  const at = [...place, 'column'];
  const where = findings.written(at, place);
  const { header, times, suggestion } = found;
  if (times > 1) findings.add(at, (shown) => messages.twoColumns(shown, column, path), where);
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

/** A CSV file, or why it cannot be read. */
type CsvTable =
  | { readonly reason: string }
  | {
      readonly sha256: string;
      readonly series: (column: string, range: CellRange | undefined) => CsvSeries;
    };

/** CSV files by their paths. */
export type CsvTables = (path: string) => CsvTable;

/** Files are read once, and columns of them once for each range. */
export function csvTables(files: ScenarioFiles | undefined): CsvTables {
  const tables = new Map<string, CsvTable>();
  const read = (path: string): CsvTable => {
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
      series: (column, range) => {
        const key = `${range} ${column}`;
        const known = columns.get(key) ?? csvSeries(text, column, range);
        columns.set(key, known);
        return known;
      },
    };
  };
  return (path) => {
    const table = tables.get(path) ?? read(path);
    tables.set(path, table);
    return table;
  };
}
