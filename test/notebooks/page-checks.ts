import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** A number that a notebook says in words: its value, and what stands there. */
export interface Figure {
  readonly value: number;
  readonly text: string;
}

/** The numbers of a notebook's answer by their names. */
export async function figuresOf(page: Page): Promise<Record<string, Figure>> {
  return await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLDataElement>('data[id]')].map(({ id, value, textContent }) => [
        id,
        { value: Number(value), text: textContent ?? '' },
      ]),
    ),
  );
}

/** Expects that no cell failed: none says so, and none was counted. */
export async function expectNoFailedCell(page: Page): Promise<void> {
  const failed = await page.evaluate(() => ({
    counted: document.documentElement.dataset.ready,
    shown: [...document.querySelectorAll('.observablehq--error')].map(({ textContent }) => textContent),
  }));
  expect(failed).toEqual({ counted: '0', shown: [] });
}

interface PlottedChart {
  readonly title: string;
  readonly marks: number;
  readonly outside: number;
  readonly broken: boolean;
}

/** Expects that every chart has marks, none of them outside the drawing, and no number that is none. @returns how many */
export async function expectSoundPlots(page: Page): Promise<number> {
  const charts = await page.evaluate(chartsInPage);
  for (const { title, marks, outside, broken } of charts) {
    expect(title).not.toBe('');
    expect(marks, title).toBeGreaterThan(0);
    expect(outside, title).toBe(0);
    expect(broken, title).toBe(false);
  }
  return charts.length;
}

/** Runs in the page. */
function chartsInPage(): PlottedChart[] {
  return [...document.querySelectorAll('figure.chart')].map((figure) => {
    const drawings = [...figure.querySelectorAll('svg:not([aria-hidden])')];
    const drawing = drawings[drawings.length - 1];
    const frame = drawing?.getBoundingClientRect();
    const marks = [...(drawing?.querySelectorAll('path, circle, rect, line') ?? [])].filter((mark) => {
      const { width, height } = mark.getBoundingClientRect();
      return width + height > 0 && mark.closest('defs, clipPath') === null;
    });
    const outside = marks.filter((mark) => {
      const box = mark.getBoundingClientRect();
      return frame === undefined || box.left < frame.left - 2 || box.right > frame.right + 2 || box.top < frame.top - 2;
    });
    return {
      title: figure.querySelector('figcaption')?.textContent ?? '',
      marks: marks.length,
      outside: outside.length,
      broken: drawing === undefined || /NaN|undefined|Infinity/.test(drawing.outerHTML),
    };
  });
}
