import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Ran, tinyScenario } from '../../cli/command.ts';
import { type Begun, begin } from './processes.ts';

/** Writes an experiment on the tiny scenario into a folder. */
export function writeSweep(folder: string, name: string, body: string): string {
  writeFileSync(path.join(folder, 'tiny.yaml'), tinyScenario);
  const file = path.join(folder, `${name}.yaml`);
  writeFileSync(file, `# Does it come back?\nname: ${name}\nscenario: tiny.yaml\n${body}`);
  return file;
}

/** Runs of these many epochs each, which decide how long they take. */
export function ofEpochs(epochs: readonly number[]): string {
  return `factors: [{ name: length, path: epochs, values: [${epochs.join(', ')}] }]\nreplicates: 1\n`;
}

/** So many runs of some milliseconds, all different. */
export function shortRuns(count: number, from = 40): number[] {
  return Array.from({ length: count }, (_, n) => from + n);
}

/** Begins a sweep on a queue. */
export function onQueue(
  experiment: string,
  results: string,
  redis: { readonly url: string },
  args: readonly string[] = [],
): Promise<Begun> {
  return begin([
    ...['sweep', experiment, '--out', results, '--engine', 'bullmq', '--redis', redis.url],
    ...['--no-report', '--json', ...args],
  ]);
}

/** Runs a sweep in threads of this process to its end. */
export async function locally(experiment: string, results: string): Promise<Ran> {
  const { ran } = await begin(['sweep', experiment, '--out', results, '--no-report', '--json', '--threads', '2']);
  return ran;
}

/** What a sweep's JSON document says. */
export interface Told {
  readonly runs: number;
  readonly stored: number;
  readonly failed: number;
  readonly failures: readonly { readonly error: string }[];
  readonly engine: { readonly engine: string; readonly begunAgain: number; readonly givenUp: number };
}

/** The document of a sweep that has come to its end. */
export function told({ code, stdout, stderr }: Ran, expected = 0): Told {
  expect({ code, stderr }).toMatchObject({ code: expected });
  return JSON.parse(stdout);
}

/** Bytes of the tables of the only sweep of that name in a folder of results, and its id. */
export function tables(results: string, name: string): Record<string, string> {
  const [id, ...others] = readdirSync(path.join(results, name)).filter((entry) => !entry.startsWith('.'));
  expect(others).toEqual([]);
  const bytes = (table: string): string => readFileSync(path.join(results, name, id, table)).toString('base64');
  return { id, runs: bytes('runs.arrow'), points: bytes('points.arrow') };
}

/** Addresses (their first digits) of results in the store of a folder of results. */
export function inStore(results: string): string[] {
  try {
    return readdirSync(path.join(results, '.runs'), { recursive: true, encoding: 'utf8' })
      .map((file) => path.basename(file))
      .filter((file) => file.endsWith('.json') && !file.startsWith('.'))
      .map((file) => file.slice(0, 12));
  } catch {
    return [];
  }
}
