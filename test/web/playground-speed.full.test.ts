import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/chromium.ts';
import { busyWhileRunning, openWith, shortened, speedRatio, stateIs } from './playground-pages.ts';
import { type PlaygroundSite, playgroundSite } from './playground-site.ts';

let browser: Browser | undefined;
let site: PlaygroundSite;
beforeAll(async () => {
  site = await playgroundSite();
  browser = await startChromium();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Somebody else may have had the processor. */
const attempts = 5;

describe('the playground, by the clock', () => {
  it('runs 3000 epochs at more than 60 % of the speed of Node', async () => {
    if (browser === undefined) return;
    let best = 0;
    for (let attempt = 0; attempt < attempts && best < 0.6; ++attempt) {
      best = Math.max(best, await speedRatio(browser, site, 3000));
    }
    expect(best).toBeGreaterThan(0.6);
  }, 600_000);

  it('has no task over 100 ms while it runs', async () => {
    if (browser === undefined) return;
    const { page } = await openWith(browser, site, shortened('scenarios/baseline.yaml', 100_000));
    let busy = await busyWhileRunning(browser, page, 4000);
    for (let attempt = 1; attempt < attempts && busy.longest > 100; ++attempt) {
      await page.click('#reset');
      await stateIs(page, 'idle');
      busy = await busyWhileRunning(browser, page, 4000);
    }
    expect(busy.longest).toBeLessThanOrEqual(100);
    await page.close();
  }, 600_000);
});
