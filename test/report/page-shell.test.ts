import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../src/report/write-report.ts';
import { startChromium } from '../support/chromium.ts';
import { inFull } from '../support/in-full.ts';
import { drawAll, expectAccessible, expectKeyboardReaches, openWatched } from '../support/page-checks.ts';
import { warningsOf } from '../support/vega-log.ts';
import { syntheticRun } from './synthetic-run.ts';

/** Installing a browser, where there is none, takes minutes. */
const INSTALLING = 600_000;

let browser: Browser | undefined;
let folder = '';
let url = '';
/** Opened once: each test leaves it as it found it, but for the charts that it drew. */
let opened: Awaited<ReturnType<typeof openWatched>> | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'allora-sim-'));
  url = pathToFileURL(
    await writeReport(syntheticRun(folder, { name: 'shell', inferers: 1, forecasters: 1, reputers: 1, epochs: 100 })),
  ).href;
  browser = await startChromium();
  if (browser !== undefined) opened = await openWatched(browser, url);
}, INSTALLING);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const rootData = (page: Page, name: string): Promise<string | undefined> =>
  page.evaluate((key) => document.documentElement.dataset[key], name);

/** Runs in the page: the first and the last number below a chart. */
function ends(id: string): number[] {
  const axes = [...document.querySelectorAll(`#chart-${id} .role-axis-label`)].map((axis) => [
    ...axis.querySelectorAll('text'),
  ]);
  const below = axes.find((texts) => {
    const tops = texts.map((text) => Math.round(text.getBoundingClientRect().top));
    return texts.length > 1 && tops[0] === tops[1];
  });
  const numbers = (below ?? []).map((text) => Number(text.textContent));
  return [numbers[0], numbers[numbers.length - 1]];
}

/** Drags across a chart, from one part of its width to another. */
async function drag(page: Page, id: string, from: number, to: number): Promise<void> {
  await page.locator(`#chart-${id} svg`).waitFor();
  await page.locator(`#chart-${id}`).scrollIntoViewIfNeeded();
  const frame = await page.evaluate((chart) => {
    const box = document.querySelector(`#chart-${chart} .role-frame .background`)?.getBoundingClientRect();
    return { left: box?.left ?? 0, width: box?.width ?? 0, middle: (box?.top ?? 0) + (box?.height ?? 0) / 2 };
  }, id);
  await page.mouse.move(frame.left + from * frame.width, frame.middle);
  await page.mouse.down();
  await page.mouse.move(frame.left + to * frame.width, frame.middle, { steps: 3 });
  await page.mouse.up();
}

/** Contrast of two colours as the guidelines of accessibility (WCAG 2) define it: 1 to 21. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const parts = colour.startsWith('#')
      ? [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16))
      : (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
    const [red, green, blue] = parts.map((part) =>
      part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Charts over epochs, near the top of the page and far from it. */
const OVER_EPOCHS = ['losses', 'rewards-cumulative', 'participation-inferers'];

// Without a browser (a line says so) there is nothing to look at; in continuous integration that is an error.
describe('a page with charts', () => {
  it('shows a part of the epochs in all charts over them when one drags across one, and all again at Escape', async () => {
    if (opened === undefined) return;
    const { page, complaints } = opened;
    await drag(page, 'losses', 0.4, 0.6);
    await page.waitForSelector('html[data-range]', { state: 'attached' });
    const [from, to] = ((await rootData(page, 'range')) ?? '').split('-').map(Number);
    expect(from).toBeGreaterThan(36);
    expect(from).toBeLessThan(43);
    expect(to).toBeGreaterThan(57);
    expect(to).toBeLessThan(63);
    expect([await page.inputValue('#range .from'), await page.inputValue('#range .to')]).toEqual(
      [from, to].map(String),
    );
    expect(await page.textContent('#range .told')).toContain(`Only ${from} to ${to} of epoch`);
    await drawAll(page);
    for (const id of OVER_EPOCHS) {
      const [first, last] = await page.evaluate(ends, id);
      expect(first, id).toBeGreaterThanOrEqual(from);
      expect(last, id).toBeLessThanOrEqual(to);
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector('html[data-range="all"]', { state: 'attached' });
    for (const id of OVER_EPOCHS) {
      expect((await page.evaluate(ends, id))[1], id).toBeGreaterThan(75);
    }
    expect(await page.textContent('#range .told')).toBe('');
    expect(complaints).toEqual([]);
  });

  it('takes the part of the epochs from two numbers, in either order and within the run, and gives it back', async () => {
    if (opened === undefined) return;
    const { page } = opened;
    await page.fill('#range .to', '20');
    await page.keyboard.press('Tab');
    await page.waitForSelector('html[data-range="0-20"]', { state: 'attached' });
    await page.fill('#range .from', '50');
    await page.keyboard.press('Tab');
    await page.waitForSelector('html[data-range="20-50"]', { state: 'attached' });
    await page.click('#range .all');
    await page.waitForSelector('html[data-range="all"]', { state: 'attached' });
    await page.fill('#range .from', '99999');
    await page.keyboard.press('Tab');
    expect(Number(await page.inputValue('#range .from'))).toBeLessThan(100);
    await page.keyboard.press('Escape');
    await page.waitForSelector('html[data-range="all"]', { state: 'attached' });
  });

  it('saves a chart as picture, as specification that stands alone, and as data', async () => {
    if (opened === undefined) return;
    const { page, complaints } = opened;
    const saved = async (way: string): Promise<{ name: string; bytes: Buffer }> => {
      const download = page.waitForEvent('download');
      await page.locator('figure:has(#chart-losses) .save').getByText(way, { exact: true }).click();
      const file = await download;
      return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
    };
    await page.locator('figure:has(#chart-losses) .save summary').click();
    const svg = await saved('SVG');
    expect(svg.name).toMatch(/^[\w-]+-losses\.svg$/);
    expect(svg.bytes.toString()).toMatch(/^<svg .*<\/svg>$/s);
    expect(svg.bytes.toString()).toContain(String(await page.textContent('figure:has(#chart-losses) .chart-title')));
    const png = await saved('PNG');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    // Twice as many points as pixels: 1 440 at the place of the width in a PNG's header.
    expect(png.bytes.readUInt32BE(16)).toBe(1_440);
    const specification = JSON.parse((await saved('Specification')).bytes.toString());
    expect(specification).not.toHaveProperty('usermeta');
    expect(specification.$schema).toBe('https://vega.github.io/schema/vega-lite/v6.json');
    expect(await warningsOf(specification)).toEqual([]);
    const data = await saved('Data (CSV)');
    const lines = data.bytes.toString().trimEnd().split('\n');
    expect(lines[0]).toMatch(/^epoch,combined,/);
    expect(lines.length).toBeGreaterThan(30);
    expect(complaints).toEqual([]);
  });

  it('draws every line so that it stands out from the page as 3 to 1 at least, light and dark, and keeps nobody out', async () => {
    if (opened === undefined) return;
    const { page } = opened;
    await drawAll(page);
    await expectAccessible(page);
    for (const [colours, background] of [
      ['light', '#ffffff'],
      ['dark', '#15181d'],
    ] as const) {
      await page.selectOption('#colours', colours);
      const strokes = await page.evaluate(() => [
        ...new Set(
          [...document.querySelectorAll('.chart .mark-line.role-mark path')].map(
            (line) => getComputedStyle(line).stroke,
          ),
        ),
      ]);
      expect(strokes.length).toBeGreaterThan(4);
      for (const stroke of strokes) expect(contrast(stroke, background), stroke).toBeGreaterThanOrEqual(3);
    }
    await page.selectOption('#colours', 'system');
  });

  it('can be used by keyboard alone, narrow too, and tells which section is being read', async () => {
    if (opened === undefined) return;
    const { page, complaints } = opened;
    await page.setViewportSize({ width: 420, height: 900 });
    await page.waitForSelector('html[data-laid-out="420"]', { state: 'attached' });
    await expectAccessible(page);
    await expectKeyboardReaches(page);
    await page.setViewportSize({ width: 1_280, height: 900 });
    // Charts above it grow with the page and push it away.
    await page.waitForSelector('html[data-laid-out="1280"]', { state: 'attached' });
    await page.evaluate(() => document.getElementById('summary')?.scrollIntoView({ behavior: 'instant' }));
    await page.waitForSelector('nav a[href="#summary"][aria-current]');
    expect(await page.locator('nav a[aria-current]').count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('tells which section is being read, too, when that changes though nobody scrolls', async () => {
    if (opened === undefined) return;
    const { page, complaints } = opened;
    await page.evaluate(() =>
      [...document.querySelectorAll('section')].at(-1)?.scrollIntoView({ behavior: 'instant' }),
    );
    const firstIsRead = () => document.querySelector('nav a')?.hasAttribute('aria-current') === true;
    await page.waitForFunction(() => document.querySelector('nav a')?.hasAttribute('aria-current') === false);
    await page.evaluate(() => {
      const higher = document.createElement('div');
      higher.id = 'higher';
      higher.style.height = '100000px';
      document.documentElement.style.overflowAnchor = 'none';
      document.querySelector('main')?.prepend(higher);
    });
    await page.waitForFunction(firstIsRead, undefined, { timeout: 20_000 });
    await page.evaluate(() => {
      document.getElementById('higher')?.remove();
      document.documentElement.style.overflowAnchor = '';
    });
    expect(complaints).toEqual([]);
  });

  it('draws the charts that are near, others when they are scrolled to, and all before it is printed', async () => {
    if (browser === undefined) return;
    const { page, complaints } = await openWatched(browser, url, { colorScheme: 'dark' });
    const charts = await page.locator('.chart').count();
    expect(Number(await rootData(page, 'ready'))).toBeLessThan(charts / 2);
    await page
      .locator('.chart')
      .nth(charts - 1)
      .scrollIntoViewIfNeeded();
    await page
      .locator('.chart')
      .nth(charts - 1)
      .locator('svg')
      .waitFor();
    expect(Number(await rootData(page, 'drawn'))).toBeLessThan(charts);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.chart svg').count()).toBe(charts);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav, .save, select, button').filter({ visible: true }).count()).toBe(0);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(255, 255, 255)');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('takes the colours that one chooses, and remembers them', async () => {
    if (browser === undefined) return;
    const context = await browser.newContext({ colorScheme: 'light' });
    const page = await context.newPage();
    const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.goto(url);
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.selectOption('#colours', 'dark');
    expect(await background()).toBe('rgb(21, 24, 29)');
    // What a page wrote down in the very moment before it was left, a browser may lose: then it is chosen again.
    const afterChoice = async (): Promise<string> => {
      await page.selectOption('#colours', 'dark');
      await page.reload();
      return background();
    };
    await expect.poll(afterChoice, { timeout: 20_000 }).toBe('rgb(21, 24, 29)');
    expect(await page.inputValue('#colours')).toBe('dark');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.selectOption('#colours', 'light');
    expect(await background()).toBe('rgb(255, 255, 255)');
    await page.selectOption('#colours', 'system');
    expect(await background()).toBe('rgb(21, 24, 29)');
    await context.close();
  });

  it.each(inFull<'light' | 'dark'>('light', 'dark'))('keeps nobody out whose system is %s', async (colorScheme) => {
    if (browser === undefined) return;
    const { page } = await openWatched(browser, url, { colorScheme });
    await drawAll(page);
    await expectAccessible(page);
    await page.close();
  });
});
