import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { simulate } from '../../src/library/simulate.ts';
import { toFragment } from '../../src/web/playground/share.ts';
import { type Opening, openWatched } from '../support/page-checks.ts';
import type { PlaygroundSite } from './playground-site.ts';

/* What tests do with the playground in a browser. */

/** Requests to this machine only. */
export const loopback = /^http:\/\/127\.0\.0\.1:\d+\//;

/** The text of a scenario with another number of epochs. */
export function shortened(file: string, epochs: number): string {
  return readFileSync(file, 'utf8').replace(/^epochs: \d+/m, `epochs: ${epochs}`);
}

/** Opens the playground with a scenario given as text. */
export async function openWith(
  browser: Browser,
  site: PlaygroundSite,
  yaml: string,
  opening: Opening & { readonly file?: string } = {},
) {
  const fragment = await toFragment({ yaml, file: opening.file ?? 'scenarios/mine.yaml' });
  const opened = await openWatched(browser, `${site.url}#${fragment}`, { allow: loopback, ...opening });
  // Less than a test may take, so that it says what it waited for.
  opened.page.setDefaultTimeout(15_000);
  return opened;
}

/** Follows a link to another scenario, or to the same one again, on an open page. */
export async function followLink(page: Page, yaml: string, file = 'scenarios/mine.yaml'): Promise<void> {
  await page.evaluate(
    (hash) => {
      delete document.documentElement.dataset.ready;
      // As on a page just opened, where nothing has the focus.
      (document.activeElement as HTMLElement | null)?.blur();
      history.replaceState(null, '', `#${hash}`);
      dispatchEvent(new HashChangeEvent('hashchange'));
    },
    await toFragment({ yaml, file }),
  );
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
  await stateIs(page, 'idle');
}

export async function stateIs(page: Page, state: string): Promise<void> {
  await page.waitForSelector(`html[data-state=${state}]`, { state: 'attached', timeout: 60_000 });
}

/** Runs to the end. @returns the metrics of the page's table, with all digits */
export async function metricsOf(
  page: Page,
): Promise<{ name: string; topic: string; value: number | null; unit: string }[]> {
  await page.click('#to-end');
  await stateIs(page, 'done');
  return await page.evaluate(() =>
    [...document.querySelectorAll('#metrics tr')].map((row) => {
      const [name, topic, cell, unit] = [...row.children].map(({ textContent }) => textContent ?? '');
      const value = row.querySelector('data')?.value ?? '';
      return { name, topic, value: value === '' ? null : Number(value), unit, cell };
    }),
  );
}

/** Expects that a scenario comes to the same metrics on the page and in Node, to the last digit. */
export async function expectNumbersOfNode(page: Page, file: string, yaml: string): Promise<void> {
  await followLink(page, yaml, file);
  const metrics = await metricsOf(page);
  const inNode = (await simulate(yaml, { folder: file.replace(/\/[^/]*$/, '') })).metrics;
  expect(metrics.length, file).toBe(inNode.length);
  for (const [n, { name, topic, value, unit }] of inNode.entries()) {
    expect(metrics[n]).toMatchObject({ name, topic, unit });
    expect(Object.is(metrics[n].value, value), `${file} ${name} ${metrics[n].value} ${value}`).toBe(true);
  }
}

/** Expects that every chart of a run that is over has points, and that something is drawn. */
export async function expectFilledCharts(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('figure')].every((one) => Number(one.dataset.points) > 0),
  );
  const blank = await page.evaluate(
    () =>
      [...document.querySelectorAll('canvas')].filter((canvas) => {
        const { width, height } = canvas;
        const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, width, height);
        return new Set(new Uint32Array(data.buffer)).size < 10;
      }).length,
  );
  expect(blank).toBe(0);
}

/** Seconds in the engine of the run that is done. */
export async function secondsOf(page: Page): Promise<number> {
  await stateIs(page, 'done');
  return Number(/, ([\d.e-]+) s in the engine/.exec((await page.textContent('#said')) ?? '')?.[1]);
}

/** How fast the browser's engine is, as a part of Node's, both running the baseline alone, one after the other. */
export async function speedRatio(browser: Browser, site: PlaygroundSite, epochs: number): Promise<number> {
  const file = 'scenarios/baseline.yaml';
  const args = ['--import', 'tsx', 'test/web/node-engine.ts', file, String(epochs)];
  const inNode = Number(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  const { page } = await openWith(browser, site, shortened(file, epochs));
  await page.click('#to-end');
  const inBrowser = await secondsOf(page);
  await page.close();
  return inNode / inBrowser;
}

/** What a page was busy with while a scenario ran. */
export interface Busy {
  /** Longest task of the main thread, milliseconds; 0: none of 50 or more. */
  readonly longest: number;
  /** Processor time of the longest one, milliseconds. */
  readonly longestOfProcessor: number;
  /** Most charts drawn between two frames. */
  readonly mostPerFrame: number;
  /** Drawings of charts in all. */
  readonly drawings: number;
}

/** Watches the main thread while the scenario of the page runs for so long, milliseconds. It must be the only page. */
export async function busyWhileRunning(browser: Browser, page: Page, milliseconds: number): Promise<Busy> {
  await page.click('#run');
  await stateIs(page, 'running');
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  const seen = await page.evaluate(watchMainThread, milliseconds);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return { ...seen, longestOfProcessor: longestTask(traceEvents) };
}

/** What Chromium notes of a thread; durations in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

function longestTask(events: readonly TraceEvent[]): number {
  const isMain = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && isMain.has(`${pid}/${tid}`));
  if (tasks.length === 0) throw new Error('the trace holds no tasks of the page');
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1000), 0);
}

/** Runs in the page. */
async function watchMainThread(milliseconds: number): Promise<Omit<Busy, 'longestOfProcessor'>> {
  let longest = 0;
  let frame = 0;
  let drawings = 0;
  let inFrame = 0;
  let mostPerFrame = 0;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  });
  tasks.observe({ type: 'longtask' });
  const drawn = new MutationObserver((changes) => {
    drawings += changes.length;
    inFrame += changes.length;
    mostPerFrame = Math.max(mostPerFrame, inFrame);
  });
  for (const figure of document.querySelectorAll('figure')) {
    drawn.observe(figure, { attributeFilter: ['data-points'] });
  }
  const count = (): void => {
    ++frame;
    inFrame = 0;
    if (frame >= 0) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  tasks.disconnect();
  drawn.disconnect();
  frame = Number.NEGATIVE_INFINITY;
  return { longest, mostPerFrame, drawings };
}
