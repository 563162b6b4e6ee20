import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSweepReport } from '../../../src/report/sweep/write-sweep-report.ts';
import { startChromium } from '../../support/chromium.ts';
import { drawAll, openWatched } from '../../support/page-checks.ts';
import { SWEEPS } from './kinds.ts';
import { expectSound } from './open-pages.ts';
import { type SyntheticSweep, syntheticSweep } from './synthetic-sweep.ts';

/** Installing a browser, where there is none, takes minutes. */
const INSTALLING = 600_000;

let browser: Browser | undefined;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'allora-sim-'));
  browser = await startChromium();
}, INSTALLING);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const reportOf = (name: string, more: SyntheticSweep = {}): string =>
  writeSweepReport(syntheticSweep(folder, { metrics: ['reward_forecasters'], ...SWEEPS[name], name, ...more }));

/** Kinds that `npm run test:full` looks at. */
const ALL = process.env.ALLORA_SIM_TEST_FULL === '1' ? Object.keys(SWEEPS) : [];

// Without a browser (a line says so) there is nothing to look at; in continuous integration that is an error.
describe('the report of a sweep in a browser', () => {
  it('draws a grid of two factors with failures on a narrow dark page', async () => {
    if (browser === undefined) return;
    await expectSound(browser, reportOf('two factors'), 'dark', 420);
  });

  it('draws a design that measures sensitivity', async () => {
    if (browser === undefined) return;
    await expectSound(browser, reportOf('morris'), 'light', 1_280);
  });

  it('writes on the colours of a heat map in black and white, whatever the page has', async () => {
    if (browser === undefined) return;
    const report = reportOf('two factors');
    const { page } = await openWatched(browser, `file://${report}`, { colorScheme: 'dark' });
    await drawAll(page);
    const colours = await page.evaluate(() =>
      ['on_dark', 'on_light'].map((name) => {
        const text = document.querySelector(`#chart-1-pair-1-2 .${name}_marks text`);
        return text === null ? '' : getComputedStyle(text).fill;
      }),
    );
    expect(colours).toEqual(['rgb(255, 255, 255)', 'rgb(0, 0, 0)']);
    await page.close();
  });

  it.each(ALL)('are sound on a wide light page and on a narrow dark one: %s', async (name) => {
    if (browser === undefined) return;
    const report = reportOf(name, name === 'two topics' ? {} : { metrics: ['reward_forecasters', 'skill_vs_naive'] });
    await expectSound(browser, report, 'light', 1_280);
    await expectSound(browser, report, 'dark', 420);
  });
});
