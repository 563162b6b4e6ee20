import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { foundOrInstalled } from './apt.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Path of a Chromium on this machine: CHROMIUM of the environment, /usr/bin/chromium, or one on PATH. */
export function chromiumPath(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = ['/usr/bin', ...(environment.PATH ?? '').split(delimiter)];
  const candidates = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [environment.CHROMIUM ?? '', ...candidates].find((path) => path !== '' && existsSync(path));
}

/**
 * Starts a headless Chromium. Where there is none it is installed from the system's packages, if this process may do so.
 *
 * @returns undefined, after one line on standard error, when there is none and none can be installed
 * @throws the same in continuous integration (CI=true), where nothing may go untested
 */
export async function startChromium(): Promise<Browser | undefined> {
  const missing = 'No Chromium found: install it (apt-get install chromium) or set CHROMIUM to its path.';
  const executablePath = foundOrInstalled(() => chromiumPath(), 'chromium', missing);
  if (executablePath === undefined) return undefined;
  return await chromium.launch({ executablePath, args: FLAGS });
}

/**
 * Collects what must not happen on a page: errors, warnings, and requests that leave it.
 *
 * @param allow addresses that it may ask for all the same
 */
export function watchPage(page: Page, allow?: RegExp): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!/^(file|data|blob|about):/.test(url) && allow?.test(url) !== true) complaints.push(`request: ${url}`);
  });
  return complaints;
}
