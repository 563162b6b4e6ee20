import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnDeclaration, SummaryMetric } from '../../sim/index.ts';
import { type RecordedFactor, runColumns } from '../../src/record/sweep-record.ts';
import { type WholeColumn, writeColumns } from '../../src/record/write-columns.ts';

/** A folder that looks like that of a run with these metrics. */
export function recordedRun(
  root: string,
  { id, seed = 's', metrics, code = 'c0de' }: { id: string; seed?: string; code?: string; metrics: SummaryMetric[] },
): string {
  const folder = join(root, 'made-up', id);
  mkdirSync(folder, { recursive: true });
  const manifest = {
    formatVersion: 1,
    runId: id,
    codeHash: code,
    seed,
    scenario: { name: 'made-up', seed },
    files: [],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'summary.json'), JSON.stringify({ metrics }));
  writeFileSync(join(folder, 'scenario.yaml'), `name: made-up\nseed: ${seed}\n`);
  return folder;
}

/** One run of a made-up sweep: its point's settings, its seed, and its skill, or why it failed. */
export interface MadeUpRun {
  readonly settings: Readonly<Record<string, string | number>>;
  readonly seed: string;
  readonly skill: number | null | Error;
}

/** A folder that looks like that of a sweep. */
export function recordedSweep(root: string, id: string, runs: readonly MadeUpRun[]): string {
  const folder = join(root, 'made-up-sweep', id);
  mkdirSync(folder, { recursive: true });
  const factors = Object.entries(runs[0].settings).map(([name, value]): RecordedFactor => {
    return { name, paths: [name], numeric: typeof value === 'number', scale: 'linear', levels: null };
  });
  const metrics = [{ column: 'skill', metric: 'skill', topic: 'eth', unit: '1' }];
  const declared = (name: string, type: ColumnDeclaration['type']): ColumnDeclaration => ({
    name,
    type,
    unit: '',
    doc: '',
  });
  const failed = runs.map(({ skill }) => skill instanceof Error);
  const columns: WholeColumn[] = [
    { declaration: runColumns[0], values: runs.map((_, r) => r) },
    { declaration: runColumns[1], values: runs.map(() => 0) },
    { declaration: runColumns[2], values: runs.map(({ seed }) => seed) },
    { declaration: runColumns[3], values: failed.map((bad) => (bad ? 'failed' : 'done')) },
    { declaration: runColumns[4], values: runs.map(({ skill }) => (skill instanceof Error ? skill.message : '')) },
    { declaration: runColumns[5], values: runs.map(() => 'address') },
    ...factors.map(({ name, numeric }) => ({
      declaration: declared(name, numeric ? 'float64' : 'dictionary'),
      values: runs.map(({ settings }) => settings[name]) as number[] | string[],
    })),
    {
      declaration: declared('skill', 'float64'),
      values: runs.map(({ skill }) => (typeof skill === 'number' ? skill : Number.NaN)),
    },
  ];
  const files = [writeColumns(folder, 'runs', columns, {})];
  const manifest = { kind: 'sweep', sweepId: id, codeHash: 'c0de', name: 'made-up-sweep', factors, metrics, files };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'scenario.yaml'), `name: made-up\ncount: ${runs[0].settings.count}\nid: ${id}\n`);
  return folder;
}
