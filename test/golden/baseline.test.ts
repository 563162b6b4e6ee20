import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ColumnBatch, createSimulation } from '../../sim/index.ts';
import { resolveScenario } from '../../src/config/resolve-scenario.ts';
import { simRegistries } from '../../src/config/sim-registries.ts';
import { firstDifference, type GoldenColumns, type GoldenRun } from './first-difference.ts';

/*
 * A short run of the baseline under each version of the network, against the numbers in baseline.json. When results change
 * on purpose, UPDATE_GOLDEN=1 rewrites the file; the commit that does so says why.
 */
const goldenPath = new URL('./baseline.json', import.meta.url);
const profiles = ['v0.6', 'v0.9', 'v0.16', 'v0.17'];
const epochs = 40;
/** Rows that are kept: the beginning, where regrets begin to count, and the end. */
const keptEpochs = [0, 1, 2, 10, 11, 12, 13, 20, 39];

function hashOf(values: Float64Array | Int32Array): string {
  // One bit pattern for every NaN.
  const used = values instanceof Float64Array ? values.map((x) => (Number.isNaN(x) ? Number.NaN : x)) : values;
  const bytes = new Uint8Array(used.buffer, used.byteOffset, used.byteLength);
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** 17 significant digits: every double comes back as it was. */
const printed = (value: number) => (Number.isInteger(value) ? String(value) : value.toPrecision(17));

/** Columns of all tables, each fitting into one batch; of each epoch the first row is kept. */
function goldenOf(batches: readonly ColumnBatch[]): GoldenRun {
  expect(batches.map(({ table }) => table)).toEqual(['epochs', 'actors']);
  const kept: Record<string, GoldenColumns[string]> = {};
  for (const { table, columns, data, rows } of batches) {
    const epochOf = (data[columns.findIndex(({ name }) => name === 'epoch')] as Int32Array).subarray(0, rows);
    const keptRows = keptEpochs.map((epoch) => epochOf.indexOf(epoch));
    columns.forEach(({ name }, c) => {
      const values = (data[c] as Float64Array | Int32Array).slice(0, rows);
      kept[`${table}.${name}`] = { hash: hashOf(values), values: keptRows.map((row) => printed(values[row])) };
    });
  }
  return { epochs: keptEpochs, columns: kept };
}

async function runOf(profile: string): Promise<GoldenRun> {
  const text = readFileSync('scenarios/baseline.yaml', 'utf8');
  const overrides = { set: [`protocol=${profile}`, 'record.chain.every=0'], epochs: String(epochs) };
  const resolved = await resolveScenario(text, 'baseline.yaml', overrides, simRegistries);
  if (!resolved.ok) throw new Error(JSON.stringify(resolved.problems));
  const simulation = createSimulation(resolved.scenario, resolved.inputs);
  const batches: ColumnBatch[] = [];
  // A batch is valid during the call only.
  const keep = (batch: ColumnBatch) => batches.push({ ...batch, data: batch.data.map((column) => column.slice()) });
  simulation.advance(epochs, keep);
  simulation.flush(keep);
  return goldenOf(batches);
}

/** A column as it stands in the file: its hash, then its kept rows, in one line. */
type GoldenFile = Record<string, { epochs: string; columns: Record<string, string> }>;

function toFile(runs: Readonly<Record<string, GoldenRun>>): GoldenFile {
  const line = ({ hash, values }: GoldenColumns[string]) => [hash, ...values].join(' ');
  const file: GoldenFile = {};
  for (const [profile, { epochs: kept, columns }] of Object.entries(runs)) {
    const lines = Object.entries(columns).map(([name, column]) => [name, line(column)]);
    file[profile] = { epochs: kept.join(' '), columns: Object.fromEntries(lines) };
  }
  return file;
}

function fromFile(file: GoldenFile): Record<string, GoldenRun> {
  const runs: Record<string, GoldenRun> = {};
  for (const [profile, { epochs: kept, columns }] of Object.entries(file)) {
    const read = Object.entries(columns).map(([name, line]) => {
      const [hash, ...values] = line.split(' ');
      return [name, { hash, values }] as const;
    });
    runs[profile] = { epochs: kept.split(' ').map(Number), columns: Object.fromEntries(read) };
  }
  return runs;
}

if (process.env.UPDATE_GOLDEN === '1') {
  const all = Object.fromEntries(await Promise.all(profiles.map(async (name) => [name, await runOf(name)] as const)));
  writeFileSync(goldenPath, `${JSON.stringify(toFile(all), null, 2)}\n`);
}

describe('the baseline scenario', () => {
  const golden = fromFile(existsSync(goldenPath) ? JSON.parse(readFileSync(goldenPath, 'utf8')) : {});

  it('has a golden run of every version', () => {
    expect(Object.keys(golden)).toEqual(profiles);
  });

  it.each(profiles)('gives under %s the same numbers as ever, to the last bit', async (profile) => {
    const difference = firstDifference(profile, golden[profile], await runOf(profile));
    expect(difference, difference).toBeUndefined();
  });
});

describe('a golden run that differs', () => {
  const run = (values: readonly string[], hash = 'a'): GoldenRun => ({
    epochs: [0, 5, 9],
    columns: { truth: { hash: 'same', values: ['1', '2', '3'] }, chi: { hash, values } },
  });
  const golden = run(['0.1', '0.2', '0.3']);

  it('is told by profile, column and first epoch', () => {
    expect(firstDifference('v0.6', golden, golden)).toBeUndefined();
    expect(firstDifference('v0.6', golden, run(['0.1', '0.25', '0.4'], 'b'))).toBe(
      'v0.6: column chi differs, first in epoch 5 of those kept: 0.25, was 0.2',
    );
    expect(firstDifference('v0.9', golden, run(['0.1', '0.2', '0.3'], 'b'))).toBe(
      'v0.9: column chi differs between the epochs that are kept (0, 5, 9)',
    );
  });

  it('is told by the column that differs earliest, and by columns that came or went', () => {
    const both: GoldenRun = {
      epochs: [0, 5, 9],
      columns: { truth: { hash: 'b', values: ['1', '2', '4'] }, chi: { hash: 'b', values: ['0', '0.2', '0.3'] } },
    };
    expect(firstDifference('v0.6', golden, both)).toMatch(/^v0\.6: column chi differs, first in epoch 0/);
    const { chi: _, ...truth } = golden.columns;
    expect(firstDifference('v0.6', golden, { ...golden, columns: truth })).toBe('v0.6: column chi is gone');
    expect(firstDifference('v0.6', { ...golden, columns: truth }, golden)).toBe('v0.6: column chi is new');
    expect(firstDifference('v0.6', undefined, golden)).toBe('v0.6: no golden run');
  });
});
