import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticRun } from '../report/synthetic-run.ts';
import { startChromium, watchPage } from '../support/chromium.ts';
import { expectAccessible, expectKeyboardReaches, expectSoundCharts, sidewaysOf } from '../support/page-checks.ts';
import { type Served, serve, workFolder } from './served.ts';

/** Installing a browser, where there is none, takes minutes. */
const INSTALLING = 600_000;

const folder = workFolder();
let browser: Browser | undefined;
let context: BrowserContext;
let served: Served;
let here = '';
let complaints: string[] = [];
let page: Page;

beforeAll(async () => {
  const root = join(folder, 'results');
  const yaml = (name: string, seed: string): string => `# Is ${name} better?\nname: ${name}\nseed: ${seed}\n`;
  syntheticRun(root, { name: 'alpha', epochs: 60, actorsEvery: 0, yaml: yaml('alpha', 'a') });
  syntheticRun(root, { name: 'beta', epochs: 30, actorsEvery: 0, yaml: yaml('beta', 'b') });
  syntheticRun(root, { name: 'gamma', epochs: 20, actorsEvery: 0, yaml: yaml('gamma', 'c') });
  served = await serve(folder);
  here = `http://127.0.0.1:${served.explorer.port}`;
  browser = await startChromium();
  if (browser === undefined) return;
  context = await browser.newContext();
  const [name, value] = served.cookie.split('=');
  await context.addCookies([{ name, value, url: here, httpOnly: true, sameSite: 'Strict' }]);
  page = await context.newPage();
  complaints = watchPage(page, new RegExp(`^${here}/`));
}, INSTALLING);
afterAll(async () => {
  await browser?.close();
  await served.explorer.close();
});

async function open(hash: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${here}/${hash}`);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
}
const names = (): Promise<string[]> => page.locator('td.name button').allTextContents();

describe('the explorer', () => {
  it('lists, filters and sorts, and keeps that in its address', async () => {
    if (browser === undefined) return;
    await open('');
    expect((await names()).sort()).toEqual(['alpha', 'beta', 'gamma']);
    await page.getByRole('button', { name: 'Epochs' }).click();
    expect(await names()).toEqual(['alpha', 'beta', 'gamma']);
    expect(await page.locator('th:has(#sort-epochs)').getAttribute('aria-sort')).toBe('descending');
    await page.keyboard.press('Enter');
    expect(await names()).toEqual(['gamma', 'beta', 'alpha']);
    await page.getByLabel('Containing').fill('IS beta');
    expect(await names()).toEqual(['beta']);
    // The browser may take the new address a moment after the page has it.
    await page.waitForURL(/beta/);
    await page.reload();
    await page.waitForSelector('html[data-ready=list]', { state: 'attached' });
    expect(await names()).toEqual(['beta']);
    await page.getByLabel('Containing').fill('');
    await page.getByLabel('Scenario or experiment').selectOption('gamma');
    expect(await names()).toEqual(['gamma']);
    expect(complaints).toEqual([]);
  });

  it('compares runs: settings, charts and metrics, and goes back', async () => {
    if (browser === undefined) return;
    await open('#sort=name&order=rising');
    await page.getByLabel(/^Compare alpha/).check();
    expect(await page.locator('#compare').isDisabled()).toBe(true);
    await page.getByLabel(/^Compare beta/).focus();
    await page.keyboard.press('Space');
    await page.locator('#compare').click();
    await page.waitForSelector('html[data-ready=compare]', { state: 'attached' });
    expect(await page.locator('main').innerText()).toContain('n = 1');
    expect(await page.locator('[aria-label="Settings that differ"] tbody').innerText()).toMatch(/seed\s+a\s+b/);
    expect(await expectSoundCharts(page)).toHaveLength(5);
    await page.getByLabel(/that are the same/).check();
    expect(await page.locator('[aria-label="Metrics side by side"]').innerText()).toContain('skill_vs_naive');
    await expectAccessible(page);
    await page.goBack();
    await page.waitForSelector('html[data-ready=list]', { state: 'attached' });
    expect(await page.locator('#chosen').innerText()).toContain('2 chosen');
    expect(complaints).toEqual([]);
  });

  it('builds a report and opens it as a page that cannot use the cookie', async () => {
    if (browser === undefined) return;
    await open('#name=gamma');
    await page.getByRole('button', { name: /^Build report of gamma/ }).click();
    const link = page.getByRole('link', { name: /^Report of gamma/ });
    const [report] = await Promise.all([context.waitForEvent('page'), link.click({ timeout: 20_000 })]);
    await report.waitForSelector('html[data-ready]', { state: 'attached' });
    expect(await report.locator('h1').innerText()).toBe('gamma');
    // As a page with another policy of its own would try it: from nowhere, without the cookie.
    expect(
      await report.evaluate(() => [
        window.origin,
        (() => {
          try {
            return document.cookie;
          } catch {
            return 'refused';
          }
        })(),
      ]),
    ).toEqual(['null', 'refused']);
    const asked = await report.evaluate(() =>
      fetch('/api/runs').then(
        ({ status }) => status,
        () => 'refused',
      ),
    );
    expect(asked).toBe('refused');
    await report.close();
    expect(complaints).toEqual([]);
  });

  it('shows one run', async () => {
    if (browser === undefined) return;
    await open('');
    await page.getByRole('button', { name: /^alpha .*details/ }).click();
    await page.waitForSelector('html[data-ready=run]', { state: 'attached' });
    expect(await page.locator('main').innerText()).toContain('Is alpha better?');
    await expectAccessible(page);
    expect(complaints).toEqual([]);
  });

  const looks = [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'dark', width: 420 },
  ] as const;
  it.each(looks)('is reached by the keyboard and read by all: %o', async ({ colorScheme, width }) => {
    if (browser === undefined) return;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await open('');
    await page.locator('summary').click();
    await expectAccessible(page);
    await expectKeyboardReaches(page);
    expect(await sidewaysOf(page)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  it('says of an address that was used what to do', async () => {
    if (browser === undefined) return;
    const other = await browser.newPage();
    await other.goto(served.explorer.address);
    expect(await other.locator('body').innerText()).toContain('it works once');
    await other.close();
  });
});
