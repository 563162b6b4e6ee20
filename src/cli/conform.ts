import { profiles, protocolParameters, topicParameters } from '../../sim/index.ts';
import { nearestWord } from '../config/nearest-word.ts';
import type { ConformReport } from '../conform/report.ts';
import { FileError, readTextFile } from '../io/text-file.ts';
import type { CommandContext } from './context.ts';
import { type ExitCode, exitCode, WrongInputError } from './exit-code.ts';
import { single } from './single.ts';
import { table } from './table.ts';

export interface ConformCommandOptions {
  readonly dataset: string;
  readonly file: string;
  readonly protocol: string;
  readonly set?: readonly string[] | undefined;
  /** As the user wrote it. */
  readonly tolerance: string;
  readonly wholeHistory?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** The data sets whose columns are known. */
export const datasets = ['synthesis', 'tokenomics', 'sortition'] as const;
type Dataset = (typeof datasets)[number];

/** Reference rows of a thousand epochs and forty actors fit many times over. */
const mostCsvBytes = 256 * 1024 * 1024;

/** Recomputes reference rows and says how far off each family of columns is. */
export async function conformCommand(options: ConformCommandOptions, { stdout }: CommandContext): Promise<ExitCode> {
  const tolerance = toleranceOf(single('tolerance', options.tolerance));
  const [{ conform }, { CsvError }, { parameterValues }, { formatProblem }] = await Promise.all([
    import('../conform/index.ts'),
    import('../conform/csv-table.ts'),
    import('../config/parameter-values.ts'),
    import('../config/problem.ts'),
  ]);
  if (!isDataset(options.dataset)) {
    const nearest = nearestWord(options.dataset, datasets);
    const question = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
    throw new WrongInputError(`dataset is "${options.dataset}"; expected one of ${datasets.join(', ')}.${question}`);
  }
  const registries = { profiles, protocolParameters, topicParameters };
  const values = parameterValues(single('protocol', options.protocol), options.set ?? [], registries);
  if ('problems' in values) throw new WrongInputError(values.problems.map(formatProblem).join('\n'));
  try {
    const text = readTextFile(options.file, mostCsvBytes);
    const report = conform(options.dataset, text, {
      values: values.values,
      wholeHistory: options.wholeHistory ?? false,
      file: options.file,
    });
    stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : asText(report, tolerance));
    return report.maxError <= tolerance ? exitCode.done : exitCode.difference;
  } catch (error) {
    if (error instanceof FileError || error instanceof CsvError) throw new WrongInputError(error.message);
    throw error;
  }
}

function isDataset(name: string): name is Dataset {
  return (datasets as readonly string[]).includes(name);
}

function toleranceOf(text: string): number {
  const tolerance = text.trim() === '' ? Number.NaN : Number(text);
  if (tolerance >= 0) return tolerance;
  throw new WrongInputError(`--tolerance is "${text}"; expected a number of at least 0, such as 1e-9.`);
}

function asText(report: ConformReport, tolerance: number): string {
  const { dataset, rows, cells, families, skipped, maxError } = report;
  const head = `${dataset}: ${rows} rows, ${cells} cells recomputed, largest error ${shownError(maxError)}\n`;
  const found = families.map(({ family, cells: count, maxError: error }) => [
    family,
    String(count),
    shownError(error),
    error <= tolerance ? '' : `more than ${tolerance}`,
  ]);
  const left = skipped.map(({ family, cells: count, reason }) => [family, String(count), reason]);
  const parts = [head, table([['family', 'cells', 'largest error', ''], ...found], [1, 2])];
  if (left.length > 0) parts.push(table([['not recomputed', 'cells', 'why'], ...left], [1]));
  return parts.join('\n');
}

function shownError(error: number): string {
  return error === 0 ? '0' : error.toExponential(2);
}
