import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readManifest } from '../../src/record/manifest.ts';
import { writeSweepReport } from '../../src/report/sweep/write-sweep-report.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { recordRun } from '../../src/run/record-run.ts';
import { startChromium } from '../support/chromium.ts';
import { openingTime, secondsOf } from './opening-time.ts';
import { type SyntheticSweep, syntheticSweep } from './sweep/synthetic-sweep.ts';

let browser: Browser | undefined;
let root = '';
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'allora-sim-'));
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(root, { recursive: true, force: true });
});

describe('a large report', () => {
  it('of a run of ten topics with 100 000 rows opens in under 3 seconds and has less than 15 MB', async () => {
    const runnable = await readScenario('scenarios/baseline.yaml', { epochs: '400', set: ['topics.0.count=10'] });
    const { folder } = await recordRun(runnable, { root, force: false });
    const rows = (readManifest(folder)?.files ?? []).reduce((sum, file) => sum + (file.rows ?? 0), 0);
    expect(rows).toBeGreaterThanOrEqual(100_000);
    const report = await writeReport(folder);
    expect(statSync(report).size).toBeLessThan(15e6);
    if (browser !== undefined) expect(secondsOf(await openingTime(browser, report, 3))).toBeLessThan(3);
  });

  it.each<[string, SyntheticSweep]>([
    [
      'a grid of 1 000 points',
      {
        factors: ['a', 'b', 'c'].map((name) => ({ name, levels: Array.from({ length: 10 }, (_, level) => level + 1) })),
        replicates: 10,
      },
    ],
    [
      '10 000 points drawn at random',
      {
        design: { kind: 'latin-hypercube', points: 10_000 },
        points: 10_000,
        factors: ['a', 'b', 'c', 'd'].map((name) => ({ name })),
        replicates: 1,
      },
    ],
  ])('of a sweep of 10 000 runs opens in under 5 seconds and has less than 15 MB: %s', async (_, options) => {
    const report = writeSweepReport(syntheticSweep(join(root, 'sweep'), { ...options, metrics: ['reward', 'loss'] }));
    expect(statSync(report).size).toBeLessThan(15e6);
    if (browser !== undefined) expect(secondsOf(await openingTime(browser, report, 3))).toBeLessThan(5);
  });
});
