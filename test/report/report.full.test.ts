import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReport } from '../../src/report/write-report.ts';
import { startChromium, watchPage } from '../support/chromium.ts';
import { fakeRun } from '../support/fake-run.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
});

/** What one drawn chart holds. */
interface Drawn {
  readonly title: string;
  /** Distinct heights in the paths of its lines and areas. */
  readonly heights: number;
  readonly lines: number;
  readonly legendEntries: number;
  readonly svg: string;
  /** Pixels by which the chart is wider than its place. */
  readonly overflow: number;
}

/** Runs in the page. */
function drawnCharts(): Drawn[] {
  return [...document.querySelectorAll('figure')].map((figure) => {
    const svg = figure.querySelector('svg');
    const marks = [...figure.querySelectorAll('.mark-line path, .mark-area path')];
    const numbers = marks.flatMap((path) => (path.getAttribute('d') ?? '').match(/-?[\d.]+(?=[LMHVZ]|$)/g) ?? []);
    const place = figure.querySelector('.chart');
    return {
      title: figure.querySelector('h3')?.textContent ?? '',
      heights: new Set(numbers).size,
      lines: marks.length,
      legendEntries: figure.querySelectorAll('.role-legend-label text').length,
      svg: svg?.outerHTML ?? '',
      overflow: (svg?.getBoundingClientRect().right ?? 1e9) - (place?.getBoundingClientRect().right ?? 0),
    };
  });
}

/** Runs in the page: the colours of all texts in charts. */
function textColours(): string[] {
  const texts = [...document.querySelectorAll('.chart svg text')];
  return [...new Set(texts.map((text) => getComputedStyle(text).fill))];
}

describe('the report in a browser', () => {
  it.each([
    ['wide and light', 'light', 1_100],
    ['wide and dark', 'dark', 1_100],
    ['narrow', 'light', 380],
  ] as const)('draws every chart and asks nobody for anything: %s', async (_, colorScheme, width) => {
    const report = await writeReport(fakeRun(temporaryFolder()));
    if (browser === undefined) throw new Error('no Chromium to open the report with');
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const complaints = watchPage(page);
    await page.goto(pathToFileURL(report).href);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    expect(complaints).toEqual([]);
    const drawn = await page.evaluate(drawnCharts);
    expect(drawn.length).toBe(5);
    expect(await page.getAttribute('html', 'data-ready')).toBe('5');
    for (const { title, heights, lines, legendEntries, svg, overflow } of drawn) {
      expect(lines, title).toBeGreaterThanOrEqual(1);
      expect(heights, title).toBeGreaterThanOrEqual(2);
      expect(legendEntries, title).toBeGreaterThanOrEqual(1);
      expect(svg, title).not.toMatch(/NaN|undefined/);
      expect(overflow, title).toBeLessThanOrEqual(1);
    }
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(sideways).toBeLessThanOrEqual(0);
    await page.close();
  });

  it('writes nothing dark on dark: the text of charts takes the colour of the page, in print as well', async () => {
    const report = await writeReport(fakeRun(temporaryFolder()));
    if (browser === undefined) throw new Error('no Chromium to open the report with');
    const colours: string[][] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme });
      await page.goto(pathToFileURL(report).href);
      await page.waitForSelector('html[data-ready]', { state: 'attached' });
      colours.push(await page.evaluate(textColours));
      await page.emulateMedia({ media: 'print' });
      colours.push(await page.evaluate(textColours));
      await page.close();
    }
    const ink = ['rgb(34, 34, 34)'];
    expect(colours).toEqual([ink, ink, ['rgb(232, 234, 237)'], ink]);
  });
});
