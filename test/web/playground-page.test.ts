import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/chromium.ts';
import { expectAccessible, expectKeyboardReaches, openWatched, sidewaysOf } from '../support/page-checks.ts';
import {
  busyWhileRunning,
  expectFilledCharts,
  expectNumbersOfNode,
  followLink,
  loopback,
  metricsOf,
  shortened,
  stateIs,
} from './playground-pages.ts';
import { type PlaygroundSite, playgroundSite } from './playground-site.ts';

/** Installing a browser, where there is none, takes minutes. */
const INSTALLING = 600_000;

let browser: Browser | undefined;
let site: PlaygroundSite;
/** One page for all that one page can be asked: to load it takes longer than most of the questions. */
let page: Page;
let complaints: string[] = [];
beforeAll(async () => {
  site = await playgroundSite();
  browser = await startChromium();
  if (browser === undefined) return;
  ({ page, complaints } = await openWatched(browser, site.url, { allow: loopback }));
  // Less than a test may take, so that it says what it waited for.
  page.setDefaultTimeout(15_000);
}, INSTALLING);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const tiny = `# Small?
name: tiny
epochs: 400
topics:
  - name: one
    truth: { process: ar1 }
    rewardPerEpoch: 10
    inferers: [{ policy: honest, count: 3 }, { policy: noisy, count: 1 }]
    forecasters: [{ policy: ema, count: 2 }]
    reputers: [{ policy: honest, count: 2 }]
`;

const epochsSaid = (text: string | null): number => Number(/^(\d+) of/.exec(text ?? '')?.[1]);

// Without a browser (a line says so) there is nothing to look at; in continuous integration that is an error.
describe('the playground', { timeout: 120_000 }, () => {
  it('comes to the same numbers as Node, to the last digit', async () => {
    if (browser === undefined) return;
    const cases = [
      ['scenarios/baseline.yaml', 150],
      ['scenarios/attacks/sybil.yaml', 90],
      ['scenarios/loyal-delegators.yaml', 30],
      ['scenarios/formula.yaml', 30],
    ] as const;
    for (const [file, epochs] of cases) await expectNumbersOfNode(page, file, shortened(file, epochs));
    expect(complaints).toEqual([]);
  });

  it('stays responsive while it runs: no task over 100 ms, one chart per frame', async () => {
    if (browser === undefined) return;
    await followLink(page, shortened('scenarios/baseline.yaml', 100_000));
    const busy = await busyWhileRunning(browser, page, 1500);
    // Of processor time, which does not hang on who else is at work; `npm run test:full` looks at the clock.
    expect(busy.longestOfProcessor).toBeLessThanOrEqual(100);
    expect(busy.mostPerFrame).toBe(1);
    expect(busy.drawings).toBeGreaterThan(5);
  });

  it('pauses, steps, starts again and ends', async () => {
    if (browser === undefined) return;
    await followLink(page, tiny);
    expect(await page.getAttribute('html', 'data-state')).toBe('idle');
    await page.keyboard.press('.');
    await page.waitForFunction(() => /^1 of 400/.test(document.querySelector('#epochs')?.textContent ?? ''));
    await page.click('#step-ten');
    await page.waitForFunction(() => /^11 of 400/.test(document.querySelector('#epochs')?.textContent ?? ''));
    expect(await page.getAttribute('html', 'data-state')).toBe('paused');
    await page.waitForFunction(() => document.querySelector('#said')?.textContent === 'Paused: 11 of 400 epochs.');
    await page.selectOption('#pace', '100');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press(' ');
    await stateIs(page, 'running');
    await page.waitForFunction(() => Number.parseInt(document.querySelector('#epochs')?.textContent ?? '', 10) > 20);
    await page.keyboard.press(' ');
    await stateIs(page, 'paused');
    const paused = epochsSaid(await page.textContent('#epochs'));
    await page.waitForTimeout(150);
    expect(epochsSaid(await page.textContent('#epochs')) - paused).toBeLessThan(10);
    expect(paused).toBeLessThan(400);
    await page.keyboard.press('r');
    await stateIs(page, 'idle');
    await page.waitForFunction(() => document.querySelector('#said')?.textContent === 'Back at the start.');
    await page.keyboard.press('e');
    await stateIs(page, 'done');
    await page.waitForFunction(
      () => Number((document.querySelector('#chart-losses') as HTMLElement).dataset.points) > 300,
    );
    expect(await page.textContent('#run')).toBe('Run again');
    expect(complaints).toEqual([]);
  });

  it('keeps a pinned run while a slider moves, which changes the YAML and runs it anew', async () => {
    if (browser === undefined) return;
    await followLink(page, tiny);
    await metricsOf(page);
    await page.click('#pin');
    await page.waitForFunction(
      () => Number((document.querySelector('#chart-losses') as HTMLElement).dataset.pinned) > 0,
    );
    const before = await page.textContent('#skill');
    await page.locator('input[type=range][aria-label="alphaRegret, slider"]').focus();
    for (let press = 0; press < 5; ++press) await page.keyboard.press('ArrowRight');
    const alpha = Number(await page.inputValue('#control-topics-0-alphaRegret'));
    expect(alpha).toBeGreaterThan(0.1);
    await page.waitForFunction((was) => {
      const { state } = document.documentElement.dataset;
      const skill = document.querySelector('#skill')?.textContent ?? '';
      return state === 'done' && skill.includes('pinned') && skill.split(' ')[0] !== was;
    }, before);
    expect(await page.inputValue('#yaml')).toContain(`alphaRegret: ${alpha}\n`);
    expect(await page.inputValue('#yaml')).toMatch(/^# Small\?\n/);
    await page.keyboard.press('Escape');
    await page.click('#pin');
    expect(await page.getAttribute('#pin', 'aria-pressed')).toBe('false');
    await page.waitForFunction(() => (document.querySelector('#chart-losses') as HTMLElement).dataset.pinned === '0');
    expect(complaints).toEqual([]);
  });

  it('says what is wrong beside the control and in the text, while the last valid scenario stays', async () => {
    if (browser === undefined) return;
    await followLink(page, tiny);
    await page.fill('#control-topics-0-pNorm', '-3');
    await page.waitForSelector('#control-topics-0-pNorm[aria-invalid=true]');
    expect(await page.textContent('#control-topics-0-pNorm-problem')).toContain('topics.0.pNorm is -3; expected');
    await page.fill('#control-topics-0-pNorm', '4');
    await page.waitForSelector('#control-topics-0-pNorm:not([aria-invalid])');
    await page.click('#show-text');
    await page.fill('#yaml', tiny.replace('policy: noisy', 'policy: nosy'));
    const problem = page.locator('#problems button');
    await problem.waitFor();
    expect(await problem.textContent()).toMatch(
      /^8:\d+ topics\.0\.inferers\.1\.policy is "nosy".*Did you mean "noisy"\?$/,
    );
    await problem.click();
    const selected = () => {
      const area = document.activeElement as HTMLTextAreaElement;
      return area.value.slice(area.selectionStart, area.selectionEnd);
    };
    expect(await page.evaluate(selected)).toMatch(/^nosy/);
    await metricsOf(page);
    await page.fill('#yaml', 'name: [');
    await page.waitForFunction(() => (document.querySelector('#form') as HTMLElement).inert);
    await page.fill('#yaml', tiny.replace('policy: noisy', 'policy: biased'));
    await page.waitForFunction(() => document.querySelectorAll('#problems li').length === 0);
    expect(await page.inputValue('#control-topics-0-inferers-1-policy')).toBe('biased');
    await page.click('#show-form');
    expect(await page.isVisible('#control-topics-0-inferers-1-bias')).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('shares a scenario as a link, saves it, and says why it was not saved', async () => {
    if (browser === undefined) return;
    const { page } = await openWatched(browser, `${site.url}?token=secret`, { allow: loopback });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    expect(await page.textContent('#question')).toContain('Does the combined inference beat its single workers');
    await page.fill('#control-seed', 'another');
    await page.click('#copy-link');
    await page.waitForFunction(() => document.querySelector('#shared')?.textContent?.startsWith('The link is copied'));
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).not.toContain('secret');
    const other = await openWatched(browser, link, { allow: loopback });
    expect(await other.page.inputValue('#control-seed')).toBe('another');
    expect(await other.page.inputValue('#yaml')).toBe(await page.inputValue('#yaml'));
    await other.page.close();

    await page.fill('#save-name', 'mine');
    await page.click('#save');
    await page.waitForFunction(
      () => document.querySelector('#shared')?.textContent === 'Saved as scenarios/mine.yaml.',
    );
    const shown = await page.inputValue('#yaml');
    expect(site.saved.at(-1)).toEqual({ name: 'mine', yaml: shown.replace(/^name: .*$/m, 'name: mine') });
    site.answer = { status: 409, body: { problem: 'scenarios/mine.yaml exists.' } };
    await page.click('#save');
    await page.waitForFunction(() =>
      document.querySelector('#shared')?.textContent?.startsWith('Not saved: scenarios/mine.yaml exists.'),
    );
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('#download')]);
    expect(file.suggestedFilename()).toBe('mine.yaml');
    expect(readFileSync(await file.path(), 'utf8')).toBe(await page.inputValue('#yaml'));
    await page.close();
  });

  it('offers a file where nothing can be saved', async () => {
    if (browser === undefined) return;
    const page = await browser.newPage();
    await page.route('**/scenarios.json', async (route) => {
      const bundle = await (await route.fetch()).json();
      await route.fulfill({ json: { ...bundle, canSave: false } });
    });
    await page.goto(site.url);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
    expect(file.suggestedFilename()).toBe('baseline-changed.yaml');
    await page.close();
  });

  it('says in which epoch and phase a run failed', async () => {
    if (browser === undefined) return;
    const broken = tiny.replace('{ process: ar1 }', '{ process: expression, formula: "exp(t * 40)" }');
    await followLink(page, broken);
    await page.click('#to-end');
    await stateIs(page, 'failed');
    expect(await page.textContent('#failure')).toMatch(/^The run failed\. Epoch \d+, \w+: /);
  });

  it('is accessible, all of it is reached by the keyboard, and it fits a narrow window', async () => {
    if (browser === undefined) return;
    const file = 'scenarios/attacks/sybil.yaml';
    await followLink(page, shortened(file, 90), file);
    await metricsOf(page);
    await expectFilledCharts(page);
    await expectAccessible(page);
    await expectKeyboardReaches(page);
    for (const width of [1280, 420]) {
      await page.setViewportSize({ width, height: 900 });
      const sideways = await sidewaysOf(page);
      expect(sideways).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  });

  it('says from a file that it needs a server', async () => {
    if (browser === undefined) return;
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(site.folder, 'playground.html')).href);
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector('#needs-server') as Element).visibility === 'visible',
    );
    expect(await page.textContent('#needs-server')).toContain('allora-sim explore');
    expect(await page.isVisible('#playground')).toBe(false);
    await page.close();
  });
});
