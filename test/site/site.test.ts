import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteOutcome } from '../../src/site/build-site.ts';
import { startChromium } from '../support/chromium.ts';
import {
  expectAccessible,
  expectKeyboardReaches,
  expectSoundCharts,
  openWatched,
  sidewaysOf,
} from '../support/page-checks.ts';
import { brokenLinks } from './check-links.ts';
import { quickSite, silent } from './quick-site.ts';
import { serveFolder } from './serve-folder.ts';

/* A quick site of three scenarios, one of each group, is built once. */
const only = ['noisy-majority', 'cliff-at-month-12', 'attacks/window-flooding'];
let folder: string;
let browser: Browser | undefined;
let built: SiteOutcome;

const site = (path: string): string => join(folder, 'site', path);
const address = (path: string): string => pathToFileURL(site(path)).href;
const read = (path: string): string => readFileSync(site(path), 'utf8');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'allora-sim-site-'));
  built = await quickSite(folder, { only });
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a site of three scenarios', () => {
  it('has a page for each with its files beside it, and says how large it is', () => {
    expect(built).toMatchObject({ status: 'done', scenarios: 3, failed: [] });
    for (const name of only) {
      const files = readdirSync(site(`scenarios/${name}`));
      expect(files).toEqual(expect.arrayContaining(['index.html', 'scenario.yaml', 'summary.json']));
    }
    expect(read('scenarios/noisy-majority/noisy-majority.yaml')).toBe(
      readFileSync('scenarios/noisy-majority.yaml', 'utf8'),
    );
    const sizes = readdirSync(site(''), { recursive: true, encoding: 'utf8' })
      .map((path) => statSync(site(path)))
      .filter((stat) => stat.isFile());
    // The mark of the site is written last.
    const { files, bytes } = built as SiteOutcome & { status: 'done' };
    expect(files).toBeGreaterThan(sizes.length - 2);
    expect(bytes).toBeLessThan(8_000_000);
  });

  it('has no link that leads nowhere', () => {
    expect(brokenLinks(site(''))).toEqual([]);
  });

  it('holds the drawing libraries once', () => {
    const pages = [
      'scenarios/noisy-majority/index.html',
      'scenarios/attacks/window-flooding/index.html',
      'attacks/gallery.html',
    ];
    for (const page of pages) expect(read(page).length).toBeLessThan(800_000);
    expect(readdirSync(site('assets')).filter((name) => name.startsWith('vega'))).toHaveLength(3);
  });

  it('says on the first page what each scenario asks and what came out, and that runs are cut short', () => {
    const index = read('index.html');
    expect(index.match(/<li data-groups=/g)).toHaveLength(3);
    expect(index).toContain('every run is cut to 50 epochs');
    expect(index).toContain('What does the cliff in month 12');
    expect(index).toMatch(/In 24 months the hub chain emitted/);
    expect(index).toMatch(/<svg class="spark"[^>]*><path class="naive" d="M[\d. ]+L/);
  });

  it('names every attack, with its reports and what a small gallery found', () => {
    const attacks = read('attacks/index.html');
    expect(attacks.match(/<th scope="row">/g)).toHaveLength(33);
    expect(attacks).toContain('A small gallery, made for this site:');
    expect(attacks).toMatch(
      /<tr id="window-flooding">.*?scenarios\/attacks\/window-flooding\/index\.html.*?<td class="number">[^–]/,
    );
  });

  it('opens as files without a complaint, on a narrow dark screen too', { timeout: 60_000 }, async () => {
    if (browser === undefined) return;
    const { page, complaints } = await openWatched(browser, address('index.html'), {
      colorScheme: 'dark',
      viewport: { width: 420, height: 900 },
    });
    const pages = ['attacks/index.html', 'attacks/gallery.html', 'docs/index.html', 'docs/readme.html'];
    const others = [...pages, 'docs/scenarios.html', 'scenarios/attacks/window-flooding/index.html'];
    for (const path of ['index.html', ...others]) {
      if (path !== 'index.html') await page.goto(address(path));
      await page.waitForSelector('html[data-ready]', { state: 'attached' });
      expect(complaints, path).toEqual([]);
      expect(await sidewaysOf(page), path).toBeLessThanOrEqual(0);
    }
    await page.close();
  });

  it('draws the charts of a report with the libraries beside it', { timeout: 60_000 }, async () => {
    if (browser === undefined) return;
    const { page, complaints } = await openWatched(browser, address('scenarios/cliff-at-month-12/index.html'));
    expect((await expectSoundCharts(page)).length).toBeGreaterThan(5);
    expect(complaints).toEqual([]);
    await page.click('.site-bar a');
    await page.waitForSelector('html[data-ready="site"]', { state: 'attached' });
    await page.close();
  });

  it('is the same on a host as from files', { timeout: 60_000 }, async () => {
    if (browser === undefined) return;
    const server = await serveFolder(site(''));
    try {
      const { page, complaints } = await openWatched(browser, `${server.address}/index.html`, { allow: server.pages });
      await page.click('.cards h3 a');
      await page.waitForSelector('.chart svg');
      expect(complaints).toEqual([]);
      await page.close();
    } finally {
      await server.close();
    }
  });

  it('is accessible', { timeout: 60_000 }, async () => {
    if (browser === undefined) return;
    for (const [path, colorScheme] of [
      ['docs/attacks.html', 'light'],
      ['index.html', 'dark'],
    ] as const) {
      const { page } = await openWatched(browser, address(path), { colorScheme });
      await expectAccessible(page);
      await page.close();
    }
  });

  it('is filtered and sorted with the keyboard alone', { timeout: 60_000 }, async () => {
    if (browser === undefined) return;
    const { page, complaints } = await openWatched(browser, address('index.html'));
    await expectKeyboardReaches(page);
    const shown = () => page.locator('.cards > li:visible h3').allTextContents();
    expect(await shown()).toEqual(['cliff-at-month-12', 'noisy-majority', 'window-flooding']);
    await page.focus('#sort');
    await page.keyboard.type('epochs');
    expect((await shown())[0]).not.toBe('cliff-at-month-12');
    await page.focus('#text');
    await page.keyboard.type('noisy major');
    expect(await shown()).toEqual(['noisy-majority']);
    expect(await page.textContent('output')).toBe('1 of 3');
    // What was chosen is still so after a look at a report.
    await page.waitForURL(/text=noisy/);
    await page.click('.cards a:visible');
    await page.waitForURL(/noisy-majority\/index\.html/);
    await page.goBack();
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    expect(await shown()).toEqual(['noisy-majority']);
    await page.fill('#text', '');
    await page.selectOption('#group', 'attacks');
    expect(await shown()).toEqual(['window-flooding']);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('is left as it was when the build is interrupted, and nothing of the new one stays', async () => {
    writeFileSync(site('from-the-old-one.txt'), '');
    const outcome = await quickSite(folder, { only, onInterrupt: (handler) => handler() });
    expect(outcome).toEqual({ status: 'interrupted', recorded: 0, scenarios: 3 });
    expect(readdirSync(site(''))).toContain('from-the-old-one.txt');
    expect(readdirSync(folder).sort()).toEqual(['results', 'site']);
  });

  it('is replaced as a whole by the next one, which runs nothing again', async () => {
    const progress = silent();
    const outcome = await quickSite(folder, { only: ['noisy-majority'], attacks: false, progress });
    expect(outcome).toMatchObject({ status: 'done', scenarios: 1 });
    expect(progress.existing).toEqual([true]);
    expect(readdirSync(site(''))).not.toContain('from-the-old-one.txt');
    expect(readdirSync(site('scenarios'))).toEqual(['noisy-majority']);
    expect(readdirSync(site(''))).not.toContain('attacks');
    expect(brokenLinks(site(''))).toEqual([]);
  });
});
