import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { planPoints, readExperiment } from '../../src/experiment/plan.ts';
import { recordSweep } from '../../src/experiment/record-sweep.ts';
import { type SweepOptions, sweepRuns } from '../../src/experiment/sweep.ts';
import { readTable } from '../../src/record/read-table.ts';
import { runUnit, unitOf } from '../../src/run/run-unit.ts';
import { meanInterval } from '../../src/statistics/mean-interval.ts';
import { pairedDifference } from '../../src/statistics/paired.ts';
import { tinyScenario } from '../cli/command.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { inlinePool } from './inline-pool.ts';

const grid = `
factors: [{ name: noise, path: topics.0.inferers.1.factor, values: [2, 5, 9] }]
replicates: 4
`;

/** An experiment on the tiny scenario. */
async function planned(folder: string, body: string) {
  writeFileSync(path.join(folder, 'tiny.yaml'), tinyScenario);
  const file = path.join(folder, 'experiment.yaml');
  writeFileSync(file, `# Does it sweep?\nname: sweep\nscenario: tiny.yaml\n${body}`);
  const { experiment, text } = await readExperiment(file);
  return { experiment, text, points: await planPoints(experiment) };
}

/** Sweeps in this thread and records what comes out. */
async function swept(folder: string, body: string, more: Partial<SweepOptions> = {}) {
  const { experiment, text, points } = await planned(folder, body);
  const { openPool, made } = inlinePool();
  const root = path.join(folder, 'results');
  const options = { root, threads: 2, retryFailures: false, openPool, ...more };
  const runs = await sweepRuns(experiment, points, options);
  const recorded =
    runs.end === 'done'
      ? await recordSweep({ experiment, text, points, rows: runs.rows, root, wallSeconds: 1, notices: [] })
      : undefined;
  return { experiment, points, runs, recorded, made };
}

const tableOf = (folder: string, name: string) => readTable(path.join(folder, `${name}.arrow`));
const wordsOf = (table: ReturnType<typeof tableOf>, column: string): string[] => {
  const { codes, words } = table.words(column);
  return [...codes].map((code) => words[code]);
};

describe('a sweep', () => {
  it('has a row per run, with the metrics that the run comes to by itself', async () => {
    const { recorded, points } = await swept(temporaryFolder(), grid);
    const runs = tableOf(recorded?.folder ?? '', 'runs');
    expect(runs.rows).toBe(12);
    expect([...runs.numbers('point')]).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
    expect([...runs.numbers('noise')]).toEqual([2, 2, 2, 2, 5, 5, 5, 5, 9, 9, 9, 9]);
    expect(wordsOf(runs, 'seed').slice(4, 8)).toEqual(['allora-1', 'allora-2', 'allora-3', 'allora-4']);
    const alone = await runUnit(unitOf(await points[1].scenario(), 'allora-3'));
    for (const { name, value } of alone ?? []) expect(runs.numbers(name)[6], name).toBe(value ?? Number.NaN);
    const declared = runs.declarations.find(({ name }) => name === 'reward_inferers');
    expect(declared).toMatchObject({ type: 'float64', unit: 'ALLO' });
    expect(declared?.doc).toContain('of topic eth');
  });

  it('has a row per point and metric, with interval and the difference to the first point seed by seed', async () => {
    const { recorded } = await swept(temporaryFolder(), grid);
    const runs = tableOf(recorded?.folder ?? '', 'runs');
    const points = tableOf(recorded?.folder ?? '', 'points');
    const row = wordsOf(points, 'metric').findIndex(
      (metric, r) => metric === 'reward_inferers' && points.numbers('point')[r] === 2,
    );
    const values = [...runs.numbers('reward_inferers')];
    const own = meanInterval(values.slice(8));
    const paired = pairedDifference(values.slice(0, 4), values.slice(8));
    const at = (column: string) => points.numbers(column)[row];
    expect([at('n'), at('without'), at('failed'), at('pairs'), at('noise')]).toEqual([4, 0, 0, 4, 9]);
    expect([at('mean'), at('low'), at('high')]).toEqual([own.mean, own.low, own.high]);
    expect([at('difference'), at('difference_low')]).toEqual([paired.mean, paired.low]);
    expect(at('bca_low')).toBeNaN();
  });

  it('makes no run twice: neither again, nor for more replicates, nor for another experiment on the same scenario', async () => {
    const folder = temporaryFolder();
    expect((await swept(folder, grid)).made).toHaveLength(12);
    const again = await swept(folder, grid);
    expect([again.made.length, again.runs.stored, again.recorded?.existing]).toEqual([0, 12, true]);
    const more = await swept(folder, grid.replace('replicates: 4', 'replicates: 6'));
    expect([more.made.length, more.runs.stored, more.recorded?.existing]).toEqual([6, 12, false]);
    const other = await swept(folder, grid.replace('[2, 5, 9]', '[5, 7]'));
    expect([other.made.length, other.runs.stored]).toEqual([4, 4]);
  });

  it('comes to the same bytes whatever the number of threads and whatever was in the store', async () => {
    const hashes = async (folder: string, threads: number) => {
      const { recorded } = await swept(folder, grid, { threads });
      return recorded?.manifest.files.filter(({ rows }) => rows !== undefined);
    };
    const folder = temporaryFolder();
    await swept(folder, grid.replace('[2, 5, 9]', '[9, 5]'));
    expect(await hashes(folder, 3)).toEqual(await hashes(temporaryFolder(), 1));
  });

  it('gives every point seeds of its own where random numbers are not common', async () => {
    const { recorded } = await swept(temporaryFolder(), `${grid}commonRandomNumbers: false\n`);
    const folder = recorded?.folder ?? '';
    const seeds = wordsOf(tableOf(folder, 'runs'), 'seed');
    expect(new Set(seeds).size).toBe(12);
    expect(seeds[5]).toBe('allora-2-2');
    const points = tableOf(folder, 'points');
    expect(new Set(points.numbers('pairs'))).toEqual(new Set([0]));
    expect(points.numbers('difference').every(Number.isNaN)).toBe(true);
  });

  it('goes on with a point until its interval is narrow enough, and with no other', async () => {
    const rule = 'stop: { metric: mean_combined_loss, halfWidth: 0.25, most: 40 }';
    const { runs, recorded } = await swept(temporaryFolder(), `${grid}${rule}\n`);
    const points = tableOf(recorded?.folder ?? '', 'points');
    const metrics = wordsOf(points, 'metric');
    const found = metrics.flatMap((metric, r) =>
      metric === 'mean_combined_loss'
        ? [{ n: points.numbers('n')[r], half: points.numbers('high')[r] - points.numbers('mean')[r] }]
        : [],
    );
    expect(found).toHaveLength(3);
    for (const { n, half } of found) expect(half <= 0.25 || n === 40).toBe(true);
    expect(found.some(({ n }) => n > 4)).toBe(true);
    expect(runs.total).toBe(found.reduce((sum, { n }) => sum + n, 0));
    expect(recorded?.manifest).toMatchObject({ stop: { column: 'mean_combined_loss', halfWidth: 0.25, most: 40 } });
    // Rows stand in the order of points and replicates, in whichever round a run was made.
    const replicates = [...tableOf(recorded?.folder ?? '', 'runs').numbers('replicate')];
    expect(replicates.slice(0, found[0].n)).toEqual(Array.from({ length: found[0].n }, (_, r) => r));
  });

  it.each([
    ['with a fixed number of replicates', ''],
    ['with a stopping rule', 'stop: { metric: mean_combined_loss, halfWidth: 0.25, most: 9 }\n'],
  ])('is interrupted or whole, whenever it is interrupted: %s', async (_what, rule) => {
    const short = `${grid.replace('replicates: 4', 'replicates: 2')}${rule}`;
    const folder = temporaryFolder();
    const all = (await swept(folder, short)).runs;
    // Results are in the store by now; interrupted after so many looks whether it is.
    const ends: string[] = [];
    for (let most = 0; ends.at(-1) !== 'done'; ++most) {
      let looks = 0;
      const { runs } = await swept(folder, short, { interrupted: () => ++looks > most });
      ends.push(runs.end);
      if (runs.end === 'done') expect([runs.done, runs.total]).toEqual([all.total, all.total]);
      else {
        expect(runs.done).toBeLessThan(all.total);
        expect(runs.total).toBeGreaterThanOrEqual(6);
      }
    }
    expect(ends.length).toBeGreaterThan(6);
  });

  it('measures sensitivity where the design allows it', async () => {
    const body = `
factors:
  - { name: noise, path: topics.0.inferers.1.factor, from: 2, to: 9 }
  - { name: pNorm, path: topics.0.pNorm, from: 2.5, to: 4.5 }
`;
    const designs = [
      ['{ kind: sobol, base: 8 }', 8 * 4, ['first', 'total']],
      ['{ kind: morris, trajectories: 4, levels: 4 }', 4 * 3, ['mu_star', 'mu', 'sigma']],
      ['{ kind: latin-hypercube, points: 8 }', 8, ['prcc']],
    ] as const;
    for (const [design, points, indices] of designs) {
      const { recorded } = await swept(temporaryFolder(), `${body}design: ${design}\nreplicates: 1\n`);
      expect(recorded?.manifest.points).toBe(points);
      const table = tableOf(recorded?.folder ?? '', 'sensitivity');
      expect([...new Set(wordsOf(table, 'index'))]).toEqual(indices);
      expect([...new Set(wordsOf(table, 'factor'))]).toEqual(['noise', 'pNorm']);
      const metric = wordsOf(table, 'metric').indexOf('mean_combined_loss');
      expect(table.numbers('value')[metric]).not.toBeNaN();
    }
  });
});

/** Two points; the second asks for more stake than there are tokens, which shows only when the run begins. */
const failing = (policy: string): string => `
set: { topics.0.rewardPerEpoch: null }
factors: [{ name: stake, path: topics.0.reputers.0.stake.median, values: [1000, 900000000] }]
replicates: 2
onFailure: ${policy}
`;

describe('a sweep with runs that fail', () => {
  it('shows them as rows with their error, and leaves them out of the aggregates', async () => {
    const { runs, recorded } = await swept(temporaryFolder(), failing('continue'));
    expect([runs.end, runs.failed, recorded?.manifest.failed]).toEqual(['done', 2, 2]);
    const table = tableOf(recorded?.folder ?? '', 'runs');
    expect(wordsOf(table, 'status')).toEqual(['done', 'done', 'failed', 'failed']);
    expect(wordsOf(table, 'error')[2].length).toBeGreaterThan(20);
    const points = tableOf(recorded?.folder ?? '', 'points');
    const last = points.rows - 1;
    expect(['point', 'n', 'failed', 'mean'].map((column) => points.numbers(column)[last])).toEqual([
      1,
      0,
      2,
      Number.NaN,
    ]);
  });

  it('tries them again with continue, and not with quarantine unless told to', async () => {
    const [continued, quarantined] = [temporaryFolder(), temporaryFolder()];
    await swept(continued, failing('continue'));
    expect((await swept(continued, failing('continue'))).made).toHaveLength(2);
    await swept(quarantined, failing('quarantine'));
    const again = await swept(quarantined, failing('quarantine'));
    expect([again.made.length, again.runs.failed, again.recorded?.existing]).toEqual([0, 2, true]);
    const retried = await swept(quarantined, failing('quarantine'), { retryFailures: true });
    expect([retried.made.length, retried.runs.failed]).toEqual([2, 2]);
  });

  it('begins no further run with stop, and keeps those that are finished', async () => {
    const folder = temporaryFolder();
    const stopped = await swept(folder, failing('stop'), { threads: 1 });
    expect([stopped.runs.end, stopped.runs.done - stopped.runs.failed]).toEqual(['failed', 2]);
    expect((await swept(folder, failing('continue'))).made).toHaveLength(2);
  });
});
