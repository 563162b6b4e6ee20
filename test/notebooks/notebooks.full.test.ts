import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/chromium.ts';
import { expectAccessible, openWatched } from '../support/page-checks.ts';
import { expectNoFailedCell, expectSoundPlots } from './page-checks.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sources = readdirSync(join(root, 'notebooks')).filter((file) => file.endsWith('.html'));
const folder = mkdtempSync(join(tmpdir(), 'allora-sim-notebooks-'));
let browser: Browser | undefined;
beforeAll(async () => {
  browser = await startChromium();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the notebooks, at length', { timeout: 600_000 }, () => {
  it('are all made when none is named', () => {
    execFileSync(process.execPath, ['--import', 'tsx', 'notebooks/build.ts', '--out', folder], { cwd: root });
    expect(readdirSync(join(folder, 'notebooks')).sort()).toEqual(sources.sort());
  });
  it.each(sources)('are accessible in the dark: %s', async (file) => {
    if (browser === undefined) return;
    const url = pathToFileURL(join(folder, 'notebooks', file)).href;
    const { page, complaints } = await openWatched(browser, url, { colorScheme: 'dark' });
    await expectNoFailedCell(page);
    await expectSoundPlots(page);
    await expectAccessible(page);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
