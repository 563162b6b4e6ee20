import { availableParallelism, loadavg } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';

/** How long a page takes until it says that it is ready, seconds. */
export interface OpeningTime {
  /** By the clock, other work of the machine included. */
  readonly wall: number;
  /** That the page's main thread computes. */
  readonly busy: number;
}

/** Opens a report so many times and keeps the fastest: other work only makes it longer. */
export async function openingTime(browser: Browser, report: string, times: number): Promise<OpeningTime> {
  let best: OpeningTime = { wall: Number.POSITIVE_INFINITY, busy: Number.POSITIVE_INFINITY };
  for (let time = 0; time < times; ++time) {
    const page = await browser.newPage({ viewport: { width: 1_280, height: 900 } });
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const from = performance.now();
    await page.goto(pathToFileURL(report).href);
    await page.waitForSelector('html[data-ready]', { state: 'attached' });
    const wall = (performance.now() - from) / 1_000;
    const { metrics } = await session.send('Performance.getMetrics');
    const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    best = { wall: Math.min(best.wall, wall), busy: Math.min(best.busy, busy) };
    await page.close();
  }
  return best;
}

/** The clock tells on a machine that does nothing else; on one with more work than processors what the page computes. */
export function secondsOf({ wall, busy }: OpeningTime): number {
  return loadavg()[0] > availableParallelism() ? busy : wall;
}
