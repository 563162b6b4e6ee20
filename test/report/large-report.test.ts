import { statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlacedChart } from '../../src/report/charts/chart.ts';
import { chartsOf } from '../../src/report/content.ts';
import { chartsOf as sweepChartsOf } from '../../src/report/sweep/sweep-page.ts';
import { sweepContent, writeSweepReport } from '../../src/report/sweep/write-sweep-report.ts';
import { readRun, writeReport } from '../../src/report/write-report.ts';
import { startChromium } from '../support/chromium.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { rowsOf } from './every-chart.ts';
import { openingTime } from './opening-time.ts';
import { syntheticSweep } from './sweep/synthetic-sweep.ts';
import { type SyntheticOptions, syntheticRun } from './synthetic-run.ts';

/** Installing a browser, where there is none, takes minutes. */
const INSTALLING = 600_000;

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await startChromium();
}, INSTALLING);
afterAll(async () => {
  await browser?.close();
});

const bytesOf = (charts: readonly PlacedChart[]): number => JSON.stringify(charts.map(({ spec }) => spec)).length;
const chartsOfRun = (options: SyntheticOptions): PlacedChart[] =>
  chartsOf(readRun(syntheticRun(temporaryFolder(), options)));

describe('the report of a long run', () => {
  it('has no more in it than that of a run a third as long: every chart has few points, and says what they stand for', () => {
    const few: SyntheticOptions = { inferers: 3, forecasters: 2, reputers: 2, chainRows: 600 };
    const short = chartsOfRun({ ...few, epochs: 1_000 });
    const long = chartsOfRun({ ...few, epochs: 3_000, actorsEvery: 3 });
    expect(bytesOf(long)).toBeLessThan(1.1 * bytesOf(short));
    for (const chart of long) {
      expect(rowsOf(chart), chart.id).toBeLessThan(2_500);
      if (/, means of \d+ epochs/.test(chart.title))
        expect(chart.note, chart.id).toMatch(/Thinned: a point stands for \d|Every cell is the mean of/);
    }
    expect(long.filter(({ title }) => /, means of \d+ epochs/.test(title)).length).toBeGreaterThan(25);
  });

  it('of ten topics is small and opens soon: the page computes for less than three seconds', async () => {
    const run = syntheticRun(temporaryFolder(), { topics: 10, epochs: 40, inferers: 12, forecasters: 4, reputers: 6 });
    const report = await writeReport(run);
    expect(statSync(report).size).toBeLessThan(6e6);
    if (browser === undefined) return;
    expect((await openingTime(browser, report, 1)).busy).toBeLessThan(3);
  });

  it('folds further topics away, and draws their charts once the contents lead there', async () => {
    const few = { topics: 5, epochs: 12, inferers: 2, forecasters: 1, reputers: 1 };
    const report = await writeReport(syntheticRun(temporaryFolder(), few));
    if (browser === undefined) return;
    const page = await browser.newPage();
    await page.goto(`${pathToFileURL(report).href}#topic-5-rewards`);
    await page.waitForSelector('#topic-5 details[open] .chart svg');
    expect(await page.locator('#topic-4 .chart svg').count()).toBe(0);
    await page.close();
  });
});

describe('the report of a sweep of many runs', () => {
  it('has few marks per chart, says how many are left out, and stays under five megabytes', () => {
    const folder = syntheticSweep(temporaryFolder(), {
      design: { kind: 'latin-hypercube', points: 2_000 },
      points: 2_000,
      factors: ['a', 'b', 'c'].map((name) => ({ name })),
      replicates: 2,
      metrics: ['reward_forecasters'],
    });
    const charts = sweepChartsOf(sweepContent(folder));
    for (const chart of charts) expect(rowsOf(chart), chart.id).toBeLessThanOrEqual(2_000);
    expect(charts.filter(({ note }) => /Drawn are \d+ of 2000 points/.test(note)).length).toBeGreaterThanOrEqual(3);
    expect(statSync(writeSweepReport(folder)).size).toBeLessThan(5e6);
  });
});
