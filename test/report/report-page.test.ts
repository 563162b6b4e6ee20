import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScenarioOverrides } from '../../src/config/resolve-scenario.ts';
import { writeReport } from '../../src/report/write-report.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { recordRun } from '../../src/run/record-run.ts';
import { startChromium, watchPage } from '../support/chromium.ts';
import { type SyntheticOptions, syntheticMacroRun, syntheticRun } from './synthetic-run.ts';

/** Pages that show nothing which others do not show as well: `npm run test:full` looks at them. */
const inFull = <Case>(...cases: Case[]): Case[] => (process.env.ALLORA_SIM_TEST_FULL === '1' ? cases : []);

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

/** What one drawn chart holds. */
interface Drawn {
  readonly title: string;
  /** Distinct positions of its marks. */
  readonly positions: number;
  /** Marks that lie outside the frame of the plot. */
  readonly outside: number;
  readonly legends: number;
  /** Texts that name marks where they are. */
  readonly names: number;
  readonly svg: string;
  /** Pixels by which the chart is wider than its place. */
  readonly overflow: number;
  /** Texts that stick out of the drawing. */
  readonly clipped: readonly string[];
}

/** Runs in the page. */
function drawnCharts(): Drawn[] {
  const marks =
    '.mark-line:not(.role-legend-symbol) path, .mark-area path, .mark-symbol.role-mark path, .mark-rect.role-mark path';
  return [...document.querySelectorAll('figure')].map((figure) => {
    const svg = figure.querySelector('svg');
    const place = figure.querySelector('.chart');
    const frame = figure.querySelector('.role-frame .background')?.getBoundingClientRect();
    const drawing = svg?.getBoundingClientRect();
    const paths = [...figure.querySelectorAll<SVGPathElement>(`${marks}, .mark-rule.role-mark line`)].filter(
      (path) => path.closest('.role-legend') === null,
    );
    const boxes = paths.map((path) => path.getBoundingClientRect());
    const inside = (box: DOMRect): boolean =>
      frame !== undefined &&
      box.left >= frame.left - 10 &&
      box.right <= frame.right + 10 &&
      box.top >= frame.top - 10 &&
      box.bottom <= frame.bottom + 10;
    const numbers = paths.flatMap((path) => {
      const d = path.getAttribute('d') ?? '';
      return path.closest('.mark-line, .mark-area') === null
        ? [path.getAttribute('transform') ?? '', d]
        : (d.match(/-?[\d.]+(?=[LMHVZ]|$)/g) ?? []);
    });
    const texts = [...figure.querySelectorAll('svg text')].filter((text) => {
      const box = text.getBoundingClientRect();
      if (drawing === undefined || box.width === 0 || getComputedStyle(text).opacity === '0') return false;
      return box.left < drawing.left - 2 || box.right > drawing.right + 2 || box.top < drawing.top - 2;
    });
    return {
      title: figure.querySelector('h4')?.textContent ?? '',
      positions: new Set(numbers).size,
      outside: boxes.filter((box) => !inside(box)).length,
      legends: figure.querySelectorAll('.role-legend').length,
      names: figure.querySelectorAll('.mark-text.role-mark text').length,
      svg: svg?.outerHTML ?? '',
      overflow: (drawing?.right ?? 1e9) - (place?.getBoundingClientRect().right ?? 0),
      clipped: texts.map((text) => text.textContent ?? ''),
    };
  });
}

/** Runs in the page: rows of the legend of the chart of losses. */
function legendRows(): number {
  const labels = [...document.querySelectorAll('#chart-losses .role-legend-label text')];
  return new Set(labels.map((label) => Math.round(label.getBoundingClientRect().top))).size;
}

/** Runs in the page: the colours of all texts in charts. */
function textColours(): string[] {
  const texts = [...document.querySelectorAll('.chart svg text')];
  return [...new Set(texts.map((text) => getComputedStyle(text).fill))];
}

async function ready(page: Page, report: string): Promise<void> {
  await page.goto(pathToFileURL(report).href);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
}

const reports = new Map<string, Promise<string>>();

/** Path of the report of a made-up run, written once. */
function reportOf(options: Named): Promise<string> {
  const known = reports.get(options.name) ?? writeReport(syntheticRun(folder, options));
  reports.set(options.name, known);
  return known;
}

/** Opens a report, and expects that nothing complains and every chart is drawn as it should be. */
async function expectSound(open: Browser, report: string, colorScheme: 'light' | 'dark', width: number): Promise<void> {
  const page = await open.newPage({ colorScheme, viewport: { width, height: 900 } });
  const complaints = watchPage(page);
  await ready(page, report);
  expect(complaints).toEqual([]);
  const drawn = await page.evaluate(drawnCharts);
  expect(drawn.length).toBeGreaterThanOrEqual(15);
  expect(await page.getAttribute('html', 'data-ready')).toBe(String(drawn.length));
  for (const { title, positions, outside, legends, svg, overflow, clipped, names } of drawn) {
    expect(positions, title).toBeGreaterThanOrEqual(2);
    expect(outside, title).toBe(0);
    expect(legends + names, title).toBeGreaterThanOrEqual(1);
    expect(svg, title).not.toMatch(/NaN|undefined/);
    expect(overflow, title).toBeLessThanOrEqual(1);
    expect(clipped, title).toEqual([]);
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(sideways).toBeLessThanOrEqual(0);
  await page.close();
}

type Named = SyntheticOptions & { readonly name: string };

const ONE: Named = { name: 'one', inferers: 1, forecasters: 1, reputers: 1, epochs: 120 };
const SOME: Named = { name: 'some', inferers: 14, forecasters: 4, reputers: 6 };
const MANY: Named = {
  name: 'many',
  inferers: 512,
  forecasters: 9,
  reputers: 12,
  attackers: 8,
  epochs: 160,
};

const CHAIN: Named = {
  name: 'chain',
  topics: 2,
  chainRows: 100,
  epochs: 80,
  inferers: 3,
  forecasters: 1,
  reputers: 2,
};
const SINGLE: Named = { name: 'single', chainRows: 1, epochs: 40 };

function macroReport(): Promise<string> {
  const known = reports.get('macro') ?? writeReport(syntheticMacroRun(folder, { months: 48 }));
  reports.set('macro', known);
  return known;
}

// Without a browser (a line says so) there is nothing to look at; in continuous integration that is an error.
describe('the report in a browser', () => {
  it.each<[string, Named, 'light' | 'dark', number]>([
    ['one actor per role, narrow', ONE, 'light', 380],
    ...inFull<[string, Named, 'light', number]>(
      ['14, 4 and 6 actors, wide', SOME, 'light', 1_280],
      ['512 inferers and an attack, narrow', MANY, 'light', 480],
    ),
    ['512 inferers and an attack, wide and dark', MANY, 'dark', 1_280],
    ['several topics', { name: 'topics', topics: 2, inferers: 5, epochs: 60 }, 'light', 1_000],
  ])('draws every chart and asks nobody for anything: %s', async (_, options, colorScheme, width) => {
    if (browser === undefined) return;
    await expectSound(browser, await reportOf(options), colorScheme, width);
  });

  it.each<['light' | 'dark', number]>([
    ['dark', 1_280],
    ['light', 380],
    ...inFull<['light', number]>(['light', 1_280]),
  ])('draws a run of 48 months without topics, whole: %s, %i pixels wide', async (colorScheme, width) => {
    if (browser === undefined) return;
    await expectSound(browser, await macroReport(), colorScheme, width);
  });

  it.each<[string, Named, 'light' | 'dark', number]>([
    ['two topics, wide', CHAIN, 'light', 1_280],
    ['two topics, narrow and dark', CHAIN, 'dark', 380],
    ['a chain of a single row', SINGLE, 'light', 1_000],
  ])('draws the hub chain of topics: %s', async (_, options, colorScheme, width) => {
    if (browser === undefined) return;
    await expectSound(browser, await reportOf(options), colorScheme, width);
  });

  it.each<[string, ScenarioOverrides]>([
    ['baseline', { epochs: '120' }],
    ['sybil', { epochs: '90', set: ['attacks.0.start=20', 'attacks.0.duration=40'] }],
    ...inFull<[string, ScenarioOverrides]>(
      ['crowded', { epochs: '60', set: ['record.actors.every=5'] }],
      ['hundred-topics', { epochs: '30', set: ['topics.0.count=3'] }],
    ),
  ])('draws every chart of a real run: %s', async (name, overrides) => {
    if (browser === undefined) return;
    const runnable = await readScenario(`scenarios/${name}.yaml`, overrides);
    const { folder: run } = await recordRun(runnable, { root: folder, force: false });
    await expectSound(browser, await writeReport(run), 'light', 1_100);
  });

  it('lays legends out anew when the page becomes narrower', async () => {
    if (browser === undefined) return;
    const report = await reportOf(SOME);
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
    await ready(page, report);
    expect(await page.evaluate(legendRows)).toBeLessThanOrEqual(2);
    await page.setViewportSize({ width: 420, height: 900 });
    await page.waitForSelector('html[data-laid-out="420"]', { state: 'attached' });
    expect(await page.evaluate(legendRows)).toBe(5);
    const drawn = await page.evaluate(drawnCharts);
    for (const { title, clipped, overflow } of drawn) {
      expect(clipped, title).toEqual([]);
      expect(overflow, title).toBeLessThanOrEqual(1);
    }
    await page.close();
  });

  it('writes nothing dark on dark: the text of charts takes the colour of the page, in print as well', async () => {
    if (browser === undefined) return;
    const report = await reportOf(ONE);
    const colours: string[][] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme });
      await ready(page, report);
      colours.push(await page.evaluate(textColours));
      await page.emulateMedia({ media: 'print' });
      colours.push(await page.evaluate(textColours));
      await page.close();
    }
    const ink = ['rgb(34, 34, 34)'];
    expect(colours).toEqual([ink, ink, ['rgb(232, 234, 237)'], ink]);
  });
});
