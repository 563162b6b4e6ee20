import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/record/comparison-record.ts';
import { writeComparisonReport } from '../../../src/report/compare/write-comparison-report.ts';
import { startChromium } from '../../support/chromium.ts';
import { drawAll, openWatched, sidewaysOf } from '../../support/page-checks.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { collectingLogger } from '../../support/vega-log.ts';
import { pairsOf, recordedComparison, usualPairs } from './made-up-comparison.ts';

const chartsIn = (folder: string) => readdirSync(join(folder, 'charts')).sort();

/** The page without its scripts and style. */
const markupOf = (html: string) => html.split('<script type')[0].replace(/<style>.*<\/style>/s, '');

async function report(pairs = usualPairs, changes: Partial<Comparison> = {}) {
  const folder = recordedComparison(temporaryFolder(), pairs, changes);
  return { folder, html: readFileSync(await writeComparisonReport(folder), 'utf8') };
}

describe('the report of a comparison', () => {
  it('has headline, charts, every metric, what was made different, and provenance', async () => {
    const { folder, html } = await report();
    const markup = markupOf(html);
    expect(markup.match(/<h2>[^<]*/g)).toEqual([
      '<h2>What is different?',
      '<h2>The clearest differences, pair by pair',
      '<h2>Differences in their own units',
      '<h2>Every metric',
      '<h2>What was made different',
      '<h2>Where this comes from',
    ]);
    expect(markup).toContain('B differs clearly from A in 2 of 5 metrics tested, n = 12 pairs each.');
    expect(markup).toContain('<td>protocol.profile</td><td>v0.17</td><td>v0.6</td>');
    expect(markup).toContain('Something to know.');
    expect(markup).toContain('no value in B');
    expect(markup).not.toMatch(/NaN|undefined|null/);
    expect(chartsIn(folder)).toEqual([
      'differences-1.vl.json',
      'differences-2.vl.json',
      'differences-3.vl.json',
      'effects.vl.json',
      'pairs-1.vl.json',
      'pairs-2.vl.json',
    ]);
  });
  it('writes names as text, not as markup', async () => {
    const { html } = await report();
    expect(markupOf(html)).toContain('share &lt;b&gt;&amp;&lt;/b&gt; more');
    expect(markupOf(html)).not.toContain('<b>');
  });
  it('draws every chart without a warning', async () => {
    const { folder } = await report();
    for (const name of chartsIn(folder)) {
      const complaints: string[] = [];
      const logger = collectingLogger(complaints);
      const spec = JSON.parse(readFileSync(join(folder, 'charts', name), 'utf8'));
      const compiled = compile({ ...spec, width: 600 } as TopLevelSpec, { logger });
      const svg = await new View(parse(compiled.spec), { renderer: 'none', logger }).toSVG();
      expect(complaints, name).toEqual([]);
      expect(svg, name).not.toMatch(/NaN|undefined/);
    }
  });
  it('draws the pairs of a metric, A across and B up, but not of one whose differences are all alike', async () => {
    const { folder } = await report([pairsOf('alike', '1', 1, 0), pairsOf('skill', '1', 2, 0.5)]);
    const spec = JSON.parse(readFileSync(join(folder, 'charts', 'pairs-1.vl.json'), 'utf8'));
    expect(spec.title.text).toBe('skill');
    // The first pair: 5, and 5 + 2 less half of the spread of 0.5.
    expect(spec.data.values.split('\n').slice(0, 2)).toEqual(['seed,a,b', 's-1,5,6.75']);
    expect(chartsIn(folder).filter((name) => name.startsWith('pairs'))).toHaveLength(1);
  });
  it('says of single runs what it can, without charts', async () => {
    const { folder, html } = await report([pairsOf('skill', '1', 1, 0, 1)], { seeds: [] });
    expect(chartsIn(folder)).toEqual([]);
    expect(markupOf(html)).toContain('With n = 1 nothing tells chance from cause');
    expect(markupOf(html)).toContain('not tested');
    expect(markupOf(html)).toContain('none in common');
  });
  it('names failed runs and points of one sweep only', async () => {
    const { html } = await report([{ ...pairsOf('skill', '1', 1, 0.2), point: 'count=2' }], {
      failed: [{ side: 'B', point: 'count=2', seed: 's-9', error: 'Epoch 3: nothing is left' }],
      points: { both: 1, onlyA: ['count=1'], onlyB: [] },
    });
    expect(markupOf(html)).toContain('<h2>1 run failed');
    expect(markupOf(html)).toContain('<td>s-9</td><td>Epoch 3: nothing is left</td>');
    expect(markupOf(html)).toContain('1 point in A only: count=1.');
    expect(markupOf(html)).toContain('<th scope="col">point</th>');
  });
  it('refuses a folder without a comparison', async () => {
    await expect(writeComparisonReport(temporaryFolder())).rejects.toThrow(/no complete comparison/);
  });
});

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await startChromium();
}, 600_000);
afterAll(async () => browser?.close());

describe('the report of a comparison in a browser', () => {
  it.each([
    ['wide and light', 1280, 'light'],
    ['narrow and dark', 380, 'dark'],
  ] as const)('draws every chart within its place and asks nobody for anything: %s', async (_, width, colorScheme) => {
    if (browser === undefined) return;
    const { folder } = await report();
    const { page, complaints } = await openWatched(browser, pathToFileURL(join(folder, 'report.html')).href, {
      colorScheme,
      viewport: { width, height: 900 },
    });
    await drawAll(page);
    expect(await page.getAttribute('html', 'data-drawn')).toBe('6');
    expect(complaints).toEqual([]);
    const overflow = await page.evaluate(() =>
      [...document.querySelectorAll('figure')].map((figure) => {
        const drawing = figure.querySelector('svg')?.getBoundingClientRect();
        return (drawing?.right ?? 1e9) - (figure.querySelector('.chart')?.getBoundingClientRect().right ?? 0);
      }),
    );
    expect(Math.max(...overflow)).toBeLessThanOrEqual(1);
    expect(await sidewaysOf(page)).toBeLessThanOrEqual(0);
    await page.close();
  });
});
