import { join } from 'node:path';
import type { Scenario, SummaryMetric } from '../../sim/index.ts';
import { ensureFolder, filesIn, pathExists, readWholeText, removePath, writeWholeFile } from '../io/run-folder.ts';

/** What one run came to. */
export type RunResult =
  | { readonly status: 'done'; readonly metrics: readonly SummaryMetric[] }
  /** It ended with an error, and would do so again. */
  | { readonly status: 'failed'; readonly error: string };

/**
 * Results of runs by their address (see `unitAddress`), each in a file that is written under another name and then
 * renamed: half a result is never seen, and who writes the same result twice changes nothing. Several processes may share
 * a store.
 */
export interface RunStore {
  /** Undefined when there is none, or when the file is not what this program has written. */
  read(address: string): RunResult | undefined;
  /** @param scenario kept beside a failure, so that it can be looked into */
  write(address: string, result: RunResult, scenario?: Scenario): void;
  /** Forgets a result. */
  remove(address: string): void;
}

/** Grows when the meaning of the files changes. */
const storeVersion = 1;

/** The store of a folder of results. Nothing is written before the first result. */
export function openRunStore(root: string): RunStore {
  const folderOf = (address: string): string => join(root, '.runs', address.slice(0, 2));
  const fileOf = (address: string): string => join(folderOf(address), `${address}.json`);
  return {
    read(address) {
      const file = fileOf(address);
      return pathExists(file) ? resultOf(readWholeText(file), address) : undefined;
    },
    write(address, result, scenario) {
      ensureFolder(folderOf(address));
      writeWholeFile(fileOf(address), storedText(address, result, scenario));
    },
    remove(address) {
      removePath(fileOf(address));
    },
  };
}

/** Which of these addresses have a file in the store. Looks into its folders: for many, cheaper than a look for each. */
export function storedAmong(root: string, addresses: Iterable<string>): string[] {
  const namesOf = new Map<string, ReadonlySet<string>>();
  const found: string[] = [];
  for (const address of addresses) {
    const start = address.slice(0, 2);
    let names = namesOf.get(start);
    if (names === undefined) {
      names = new Set(filesIn(join(root, '.runs', start)));
      namesOf.set(start, names);
    }
    if (names.has(`${address}.json`)) found.push(address);
  }
  return found;
}

/** What the file of a result holds. */
export function storedText(address: string, result: RunResult, scenario?: Scenario): string {
  const kept =
    result.status === 'failed' ? { ...result, scenario } : { status: 'done', metrics: plainMetrics(result.metrics) };
  return `${JSON.stringify({ storeVersion, address, ...kept })}\n`;
}

/**
 * Metrics as JSON keeps them, so that one who has just computed them and one who reads them have the same: it has no NaN
 * and no infinity (a metric without a finite value is null) and no negative zero.
 */
export function plainMetrics(metrics: readonly SummaryMetric[]): SummaryMetric[] {
  return metrics.map(({ name, value, unit, topic }) => {
    return { name, value: value !== null && Number.isFinite(value) ? value + 0 : null, unit, topic };
  });
}

/** The result that a text of `storedText` holds; undefined when it is none of this address. */
export function resultOf(text: string, address: string): RunResult | undefined {
  let stored:
    | null
    | ({ storeVersion?: unknown; address?: unknown } & Partial<Record<'status' | 'metrics' | 'error', unknown>>);
  try {
    stored = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (stored?.storeVersion !== storeVersion || stored.address !== address) return undefined;
  if (stored.status === 'done' && Array.isArray(stored.metrics)) return { status: 'done', metrics: stored.metrics };
  if (stored.status === 'failed' && typeof stored.error === 'string') return { status: 'failed', error: stored.error };
  return undefined;
}
