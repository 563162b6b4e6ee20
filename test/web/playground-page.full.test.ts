import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/chromium.ts';
import { expectAccessible, expectKeyboardReaches, openWatched, sidewaysOf } from '../support/page-checks.ts';
import {
  expectFilledCharts,
  expectNumbersOfNode,
  loopback,
  metricsOf,
  openWith,
  shortened,
} from './playground-pages.ts';
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

/* What test/web/playground-page.test.ts looks at, at more length. */
describe('the playground, at length', { timeout: 300_000 }, () => {
  it('comes to the same numbers as Node for longer runs', async () => {
    if (browser === undefined) return;
    const cases = [
      ['scenarios/baseline.yaml', 500],
      ['scenarios/attacks/sybil.yaml', 150],
      ['scenarios/loyal-delegators.yaml', 100],
      ['scenarios/formula.yaml', 100],
    ] as const;
    const { page, complaints } = await openWith(browser, site, shortened('scenarios/baseline.yaml', 10));
    for (const [file, epochs] of cases) await expectNumbersOfNode(page, file, shortened(file, epochs));
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each([
    ['light', 1280],
    ['dark', 420],
  ] as const)('is accessible, and all of it is reached by the keyboard: %s, %i pixels wide', async (scheme, width) => {
    if (browser === undefined) return;
    const opening = { allow: loopback, colorScheme: scheme, viewport: { width, height: 900 } };
    const { page, complaints } = await openWatched(browser, `${site.url}#scenario=attack-sybil`, opening);
    await metricsOf(page);
    await expectFilledCharts(page);
    await expectAccessible(page);
    await expectKeyboardReaches(page);
    const sideways = await sidewaysOf(page);
    expect(sideways).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
