import { readFileSync } from 'node:fs';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { galleryContent } from '../../src/report/gallery/gallery-page.ts';
import { readGallery } from '../../src/report/gallery/read-gallery.ts';
import { writeGalleryReport } from '../../src/report/gallery/write-gallery-report.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { collectingLogger } from '../support/vega-log.ts';
import { madeUpGallery } from './made-up-gallery.ts';

describe('the page of a gallery', () => {
  it.each([1, 100])(
    'draws a chart per measure, version and slashing, without a warning (returns up to %d)',
    async (far) => {
      const { charts } = galleryContent(readGallery(madeUpGallery(temporaryFolder(), 6, far)));
      expect(charts.map((each) => each.length)).toEqual([4, 4]);
      for (const chart of charts.flat()) {
        const complaints: string[] = [];
        const logger = collectingLogger(complaints);
        const { spec } = compile({ ...chart.spec, width: 800 } as unknown as TopLevelSpec, { logger });
        const svg = await new View(parse(spec), { renderer: 'none', logger }).toSVG();
        expect(complaints, chart.id).toEqual([]);
        expect(svg, chart.id).not.toMatch(/NaN|undefined|Infinity/);
      }
    },
  );

  it('ranks the attacks of a chart from the highest mean down, and names those without a value', () => {
    const { charts } = galleryContent(readGallery(madeUpGallery(temporaryFolder(), 6)));
    const { values } = charts[0][0].spec.data as { values: string };
    const [head, ...lines] = values.split('\n').map((line) => line.split(','));
    const mean = (cells: readonly string[]): number => Number(cells[head.indexOf('mean')]);
    const means = Array.from({ length: 5 }, (_, a) =>
      lines
        .slice(3 * a, 3 * a + 3)
        .map(mean)
        .reduce((x, y) => x + y),
    );
    expect(means).toEqual([...means].sort((x, y) => y - x));
    expect(charts[0][0].note).toContain('Without a value: attack-f-6.');
  });

  it('says in words what pays, with interval and n, and what a cell lacks', () => {
    const page = readFileSync(writeGalleryReport(madeUpGallery(temporaryFolder(), 6)), 'utf8').split('<script type')[0];
    expect(page).toMatch(/v0\.6, no slashing: \d of 6 attacks clearly pay/);
    expect(page).toMatch(/v0\.17, slashing proportional \(not on chain\): /);
    expect(page).toContain('n = 10');
    expect(page).toContain('needs the hub chain');
    expect(page).not.toContain('<script>no');
  });
});
