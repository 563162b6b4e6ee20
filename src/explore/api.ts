import path from 'node:path';
import { realPathBelow } from '../io/served-files.ts';
import { writeRecordedReport } from '../report/write-recorded-report.ts';
import { tablesOf } from '../run/find-run.ts';
import { type BuiltReport, type ListedRecord, mostCompared, type RunDetails } from '../web/explorer/records.ts';
import { type Answer, jsonAnswer, RequestError } from './answer.ts';
import type { Records } from './listing.ts';
import { plainSteps } from './paths.ts';
import { runComparison, runDetails } from './run-details.ts';
import { runSeries } from './run-series.ts';

/* What the page asks for. Each function answers one address. */

type Query = URLSearchParams;

/** A record and its folder. */
interface Found {
  readonly record: ListedRecord;
  readonly folder: string;
}

export function listing(query: Query, records: Records): Answer {
  return jsonAnswer(records.list(wordsOf(query.get('metrics'))));
}

export function details(query: Query, records: Records): Answer {
  return jsonAnswer(detailsOf(query.get('path'), records));
}

export function comparison(query: Query, records: Records): Answer {
  const paths = query.getAll('path');
  if (paths.length < 2 || paths.length > mostCompared) {
    throw new RequestError(400, `Expected 2 to ${mostCompared} runs to compare.`);
  }
  const runs = paths.map((one) => detailsOf(one, records));
  const other = runs.find(({ record }) => record.kind !== 'run' || record.state !== 'complete');
  if (other !== undefined) throw new RequestError(400, `${other.record.path} is no complete run.`);
  return jsonAnswer(runComparison(runs, records.root));
}

export function series(query: Query, records: Records): Answer {
  const { record, folder } = found(query.get('path'), records);
  const table = record.kind === 'run' ? tablesOf(folder).get('epochs') : undefined;
  if (table === undefined) throw new RequestError(404, `${record.path} has no table of epochs.`);
  const topic = query.get('topic') ?? undefined;
  return jsonAnswer(runSeries(table.path, wordsOf(query.get('columns')) ?? [], topic));
}

/** Builds the report of a record. */
export async function report(asked: unknown, records: Records): Promise<Answer> {
  const { record, folder } = found((asked as { path?: unknown } | null)?.path, records);
  const { kind, state } = record;
  if (kind === 'unknown' || state !== 'complete') {
    const problem = `${record.path} is not complete: there is nothing to report on.`;
    return jsonAnswer({ problem } satisfies BuiltReport, 400);
  }
  const file = await writeRecordedReport(kind, folder);
  return jsonAnswer({ report: `${record.path}/${path.basename(file)}` } satisfies BuiltReport);
}

function detailsOf(place: unknown, records: Records): RunDetails {
  const { record, folder } = found(place, records);
  return runDetails(folder, record, records.shownRoot);
}

/** The record at a path that the page names. @throws RequestError when there is none */
function found(place: unknown, records: Records): Found {
  const steps = typeof place === 'string' ? plainSteps(place) : undefined;
  const folder = steps && realPathBelow(records.root, steps);
  const record = folder === undefined ? undefined : records.at(String(place));
  if (folder === undefined || record === undefined) throw new RequestError(404, 'There is no such run.');
  return { record, folder };
}

function wordsOf(text: string | null): string[] | undefined {
  return text === null ? undefined : text.split(',').filter((word) => word !== '');
}
