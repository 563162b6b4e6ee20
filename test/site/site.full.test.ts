import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium } from '../support/chromium.ts';
import { openWatched } from '../support/page-checks.ts';
import { brokenLinks } from './check-links.ts';

/* The built program, as `npm run gallery` starts it, on all scenarios. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'dist', 'src', 'site', 'main.js');
let folder: string;
let browser: Browser | undefined;

const args = () => ['--quick', '--out', join(folder, 'site'), '--results', join(folder, 'results')];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'allora-sim-site-'));
  browser = await startChromium();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the site of all scenarios', () => {
  it('goes on after Ctrl-C from where it was, and shows nothing before it is whole', async () => {
    const child = spawn(process.execPath, [program, ...args()], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      const before = said.includes('[2/');
      said += text;
      // Once: a second signal might reach a process that is ending and no longer listens.
      if (!before && said.includes('[2/')) child.kill('SIGINT');
    });
    const code = await new Promise((ended) => child.on('close', ended));
    expect(code).toBe(130);
    expect(said).toMatch(/Interrupted: \d+ of \d\d scenarios are recorded, the site is as it was\./);
    expect(readdirSync(folder)).toEqual(['results']);
  });

  it('has a page for each, all links lead somewhere, and no page complains', async () => {
    const { status, stderr, stdout } = spawnSync(process.execPath, [program, ...args()], {
      cwd: root,
      encoding: 'utf8',
    });
    expect(stderr).not.toContain('FAILED');
    expect(stderr).toContain('recorded before');
    expect(status).toBe(0);
    expect(stdout).toBe(`Site: ${join(folder, 'site', 'index.html')}\n`);
    const site = join(folder, 'site');
    expect(brokenLinks(site)).toEqual([]);
    const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(90);
    expect(existsSync(join(site, 'attacks', 'gallery.html'))).toBe(true);
    if (browser === undefined) return;
    // The playground loads modules, which browsers refuse to pages that are files.
    for (const path of pages.filter((page) => page !== 'playground.html')) {
      const { page, complaints } = await openWatched(browser, pathToFileURL(join(site, path)).href);
      expect(complaints, path).toEqual([]);
      await page.close();
    }
  });
});
