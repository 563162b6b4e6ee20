import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAttackReport } from '../../src/report/attack/write-attack-report.ts';
import { writeComparisonReport } from '../../src/report/compare/write-comparison-report.ts';
import { writeGalleryReport } from '../../src/report/gallery/write-gallery-report.ts';
import { startChromium } from '../support/chromium.ts';
import { expectAccessible, expectKeyboardReaches, expectSoundCharts, openWatched } from '../support/page-checks.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { recordedComparison, usualPairs } from './compare/made-up-comparison.ts';
import { madeUpAttack } from './made-up-attack.ts';
import { madeUpGallery } from './made-up-gallery.ts';

/** Installing a browser, where there is none, takes minutes. */
const INSTALLING = 600_000;

let browser: Browser | undefined;
beforeAll(async () => {
  browser = await startChromium();
}, INSTALLING);
afterAll(() => browser?.close());

describe('a page in a browser', () => {
  it.each<[string, () => string | Promise<string>, charts: number, 'light' | 'dark']>([
    [
      'of an attack with its frontier and worst case',
      () => writeAttackReport(madeUpAttack(temporaryFolder(), { frontier: 1, recorded: false })),
      16,
      'dark',
    ],
    ['of a gallery of attacks', () => writeGalleryReport(madeUpGallery(temporaryFolder(), 6)), 8, 'light'],
    [
      'of a comparison',
      async () => {
        const folder = recordedComparison(temporaryFolder(), usualPairs, {});
        await writeComparisonReport(folder);
        return join(folder, 'report.html');
      },
      6,
      'light',
    ],
  ])(
    '%s draws every chart, complains of nothing, keeps nobody out and can be used by keyboard',
    async (...[, write, charts, colorScheme]) => {
      if (browser === undefined) return;
      const report = await write();
      const { page, complaints } = await openWatched(browser, pathToFileURL(report).href, { colorScheme });
      expect(await expectSoundCharts(page)).toHaveLength(charts);
      await expectAccessible(page);
      await expectKeyboardReaches(page);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );
});
