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
import { startChromium } from '../support/chromium.ts';
import { inFull } from '../support/in-full.ts';
import { chartsSoFar, expectSoundCharts, openWatched } from '../support/page-checks.ts';
import { type SyntheticOptions, syntheticMacroRun, syntheticRun } from './synthetic-run.ts';

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
async function expectSound(open: Browser, report: string, colorScheme: 'light' | 'dark', width: number): Promise<Page> {
  const { page, complaints } = await openWatched(open, pathToFileURL(report).href, {
    colorScheme,
    viewport: { width, height: 900 },
  });
  const drawn = await expectSoundCharts(page);
  expect(complaints).toEqual([]);
  expect(drawn.length).toBeGreaterThanOrEqual(15);
  expect(await page.getAttribute('html', 'data-drawn')).toBe(String(drawn.length));
  for (const { title, positions, legends, names } of drawn) {
    expect(positions, title).toBeGreaterThanOrEqual(2);
    expect(legends + names, title).toBeGreaterThanOrEqual(1);
  }
  return page;
}

type Named = SyntheticOptions & { readonly name: string };

const ONE: Named = { name: 'one', inferers: 1, forecasters: 1, reputers: 1, epochs: 120 };
const SOME: Named = { name: 'some', inferers: 14, forecasters: 4, reputers: 6, epochs: 120 };
const MANY: Named = {
  name: 'many',
  inferers: 512,
  forecasters: 9,
  reputers: 12,
  attackers: 8,
  epochs: 90,
};

/** Without the actors, whose charts others have: those of the chain are drawn for each topic besides. */
const CHAIN: Named = {
  name: 'chain',
  topics: 2,
  chainRows: 100,
  epochs: 80,
  actorsEvery: 0,
};
const CHAIN_AND_ACTORS: Named = {
  ...CHAIN,
  name: 'chain-and-actors',
  actorsEvery: 1,
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
    ['512 inferers and an attack, wide and dark', MANY, 'dark', 1_280],
    ...inFull<[string, Named, 'light', number]>(
      ['14, 4 and 6 actors, wide', SOME, 'light', 1_280],
      ['512 inferers and an attack, narrow', MANY, 'light', 480],
      ['several topics', { name: 'topics', topics: 2, inferers: 5, epochs: 60 }, 'light', 1_000],
    ),
  ])('draws every chart and asks nobody for anything: %s', async (_, options, colorScheme, width) => {
    if (browser === undefined) return;
    await (await expectSound(browser, await reportOf(options), colorScheme, width)).close();
  });

  it('draws every chart of one actor per role, narrow, in the colour of the page: no dark text on dark, in print as well', async () => {
    if (browser === undefined) return;
    const page = await expectSound(browser, await reportOf(ONE), 'light', 380);
    const colours: string[][] = [];
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const media of ['screen', 'print'] as const) {
        await page.emulateMedia({ colorScheme, media });
        colours.push(await page.evaluate(textColours));
      }
    }
    await page.close();
    const ink = ['rgb(34, 34, 34)'];
    expect(colours).toEqual([ink, ink, ['rgb(232, 234, 237)'], ink]);
  });

  it.each<['light' | 'dark', number]>([
    ['light', 380],
    ...inFull<['light' | 'dark', number]>(['light', 1_280], ['dark', 1_280]),
  ])('draws a run of 48 months without topics, whole: %s, %i pixels wide', async (colorScheme, width) => {
    if (browser === undefined) return;
    await (await expectSound(browser, await macroReport(), colorScheme, width)).close();
  });

  it.each<[string, Named, 'light' | 'dark', number]>([
    ['two topics, wide', CHAIN, 'light', 1_280],
    ...inFull<[string, Named, 'light' | 'dark', number]>(
      ['two topics and their actors, wide', CHAIN_AND_ACTORS, 'light', 1_280],
      ['two topics and their actors, narrow and dark', CHAIN_AND_ACTORS, 'dark', 380],
      ['a chain of a single row', SINGLE, 'light', 1_000],
    ),
  ])('draws the hub chain of topics: %s', async (_, options, colorScheme, width) => {
    if (browser === undefined) return;
    await (await expectSound(browser, await reportOf(options), colorScheme, width)).close();
  });

  it.each<[string, ScenarioOverrides]>([
    ['sybil', { epochs: '90', set: ['attacks.0.start=20', 'attacks.0.duration=40'] }],
    ...inFull<[string, ScenarioOverrides]>(
      ['baseline', { epochs: '120' }],
      ['crowded', { epochs: '60', set: ['record.actors.every=5'] }],
      ['hundred-topics', { epochs: '30', set: ['topics.0.count=3'] }],
    ),
  ])('draws every chart of a real run: %s', async (name, overrides) => {
    if (browser === undefined) return;
    const runnable = await readScenario(`scenarios/${name}.yaml`, overrides);
    const { folder: run } = await recordRun(runnable, { root: folder, force: false });
    await (await expectSound(browser, await writeReport(run), 'light', 1_100)).close();
  });

  it('lays legends out anew when the page becomes narrower', async () => {
    if (browser === undefined) return;
    const report = await reportOf(SOME);
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
    await ready(page, report);
    // Charts are drawn when one comes near to them.
    await page.locator('#chart-losses').scrollIntoViewIfNeeded();
    await page.locator('#chart-losses svg').waitFor();
    expect([1, 2]).toContain(await page.evaluate(legendRows));
    await page.setViewportSize({ width: 420, height: 900 });
    await page.waitForSelector('html[data-laid-out="420"]', { state: 'attached' });
    expect(await page.evaluate(legendRows)).toBe(5);
    const drawn = await chartsSoFar(page);
    expect(drawn.length).toBeGreaterThanOrEqual(1);
    for (const { title, clipped, overflow } of drawn) {
      expect(clipped, title).toEqual([]);
      expect(overflow, title).toBeLessThanOrEqual(1);
    }
    await page.close();
  });
});
