import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { drawAll, expectAccessible, openWatched, sidewaysOf } from '../../support/page-checks.ts';

/** What one drawn chart holds. */
interface Drawn {
  readonly title: string;
  readonly marks: number;
  /** Marks that lie outside the frame of the plot. */
  readonly outside: number;
  /** Pixels by which the chart is wider than its place. */
  readonly overflow: number;
  /** Texts that stick out of the drawing. */
  readonly clipped: readonly string[];
  /** Width of the plot, pixels. */
  readonly width: number;
}

/** Runs in the page. */
function drawnCharts(): Drawn[] {
  return [...document.querySelectorAll('figure')].map((figure) => {
    const drawing = figure.querySelector('.chart svg')?.getBoundingClientRect();
    const place = figure.querySelector('.chart')?.getBoundingClientRect();
    const frame = figure.querySelector('.role-frame .background')?.getBoundingClientRect();
    const marks = [...figure.querySelectorAll('.role-mark path, .role-mark line')].map((mark) =>
      mark.getBoundingClientRect(),
    );
    const inside = (box: DOMRect): boolean =>
      frame !== undefined && box.left >= frame.left - 10 && box.right <= frame.right + 10 && box.top >= frame.top - 10;
    const texts = [...figure.querySelectorAll('svg text')].filter((text) => {
      const box = text.getBoundingClientRect();
      if (drawing === undefined || box.width === 0 || getComputedStyle(text).opacity === '0') return false;
      return box.left < drawing.left - 2 || box.right > drawing.right + 2 || box.top < drawing.top - 2;
    });
    return {
      title: figure.querySelector('.chart-title')?.textContent ?? '',
      marks: marks.length,
      outside: marks.filter((box) => !inside(box)).length,
      overflow: (drawing?.right ?? 1e9) - (place?.right ?? 0),
      clipped: texts.map((text) => text.textContent ?? ''),
      width: frame?.width ?? 0,
    };
  });
}

/** Least width of a plot that can be read, pixels. */
const LEAST_WIDTH = 120;

/** Opens a report, and expects that nothing complains and every chart is drawn as it should be. */
export async function expectSound(
  browser: Browser,
  report: string,
  colorScheme: 'light' | 'dark',
  width: number,
): Promise<void> {
  const viewport = { width, height: 900 };
  const { page, complaints } = await openWatched(browser, pathToFileURL(report).href, { colorScheme, viewport });
  await drawAll(page);
  const drawn = await page.evaluate(drawnCharts);
  // A page without charts has nothing that draws.
  expect((await page.getAttribute('html', 'data-drawn')) ?? '0').toBe(String(drawn.length));
  for (const chart of drawn) {
    expect(chart.marks, chart.title).toBeGreaterThan(0);
    expect(chart.outside, chart.title).toBe(0);
    expect(chart.overflow, chart.title).toBeLessThanOrEqual(1);
    expect(chart.clipped, chart.title).toEqual([]);
    expect(chart.width, chart.title).toBeGreaterThan(LEAST_WIDTH);
  }
  const sideways = await sidewaysOf(page);
  expect(sideways).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  expect(complaints).toEqual([]);
  await page.close();
}
