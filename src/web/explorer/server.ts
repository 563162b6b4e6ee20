import type { BuiltReport, Listing, RunComparison, RunDetails, RunSeries } from './records.ts';

/* What the page asks its server. Everything throws an Error whose message is a sentence for the reader. */

export const listing = (metrics: readonly string[] | undefined): Promise<Listing> =>
  asked('api/runs', metrics === undefined ? {} : { metrics: metrics.join(',') });

export const runDetails = (path: string): Promise<RunDetails> => asked('api/run', { path });

export const runComparison = (paths: readonly string[]): Promise<RunComparison> =>
  asked(`api/compare?${new URLSearchParams(paths.map((path) => ['path', path]))}`, {});

export const runSeries = (path: string, columns: readonly string[], topic: string): Promise<RunSeries> =>
  asked('api/series', { path, columns: columns.join(','), ...(topic === '' ? {} : { topic }) });

/** Builds the report of a record. @returns its path below the folder of all results */
export async function builtReport(path: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const built: BuiltReport = await answered(
    fetch('api/report', { method: 'POST', headers, body: JSON.stringify({ path }) }),
  );
  if ('problem' in built) throw new Error(built.problem);
  return built.report;
}

/** Address of a file below the folder of all results. */
export const fileAddress = (path: string): string => `results/${path.split('/').map(encodeURIComponent).join('/')}`;

function asked<Answer>(address: string, query: Readonly<Record<string, string>>): Promise<Answer> {
  const words = new URLSearchParams(query).toString();
  return answered(fetch(words === '' ? address : `${address}?${words}`));
}

async function answered<Answer>(request: Promise<Response>): Promise<Answer> {
  let response: Response;
  try {
    response = await request;
  } catch {
    throw new Error('The explorer does not answer: start "allora-sim explore" again and open the address it prints.');
  }
  const isDocument = response.headers.get('Content-Type')?.startsWith('application/json') === true;
  if (!isDocument) throw new Error((await response.text()).trim());
  return (await response.json()) as Answer;
}
