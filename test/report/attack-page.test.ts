import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import { attackContent, chartsOf } from '../../src/report/attack/attack-page.ts';
import { readAttack } from '../../src/report/attack/read-attack.ts';
import { writeAttackReport } from '../../src/report/attack/write-attack-report.ts';
import type { PlacedChart } from '../../src/report/charts/chart.ts';
import { inFull } from '../support/in-full.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { collectingLogger } from '../support/vega-log.ts';
import { type MadeUpAttack, madeUpAttack } from './made-up-attack.ts';

const contentOf = (options: MadeUpAttack = {}) => attackContent(readAttack(madeUpAttack(temporaryFolder(), options)));
const pageOf = (options: MadeUpAttack = {}): string =>
  readFileSync(writeAttackReport(madeUpAttack(temporaryFolder(), options)), 'utf8').split('<script type')[0];
const ids = (options: MadeUpAttack): string[] => chartsOf(contentOf(options)).map(({ id }) => id);

describe('the report of an attack', () => {
  it.each<[string, MadeUpAttack]>([
    ['a frontier over two parameters', { frontier: 2, recorded: false }],
    ['a single replicate', { frontier: 2, replicates: 1, recorded: false }],
    ['two topics attacked', { frontier: 1, recorded: false, topics: ['eth', 'btc'] }],
    ['the controls and the recorded replicate', { frontier: 0, worst: false }],
    // In the cases above, and in other-pages.test.ts in a browser.
    ...inFull<[string, MadeUpAttack]>(
      ['a frontier over one parameter', { frontier: 1 }],
      ['the controls alone', { frontier: 0, worst: false, recorded: false }],
    ),
  ])('draws %s without a warning, and without NaN', async (_, options) => {
    for (const chart of chartsOf(contentOf(options))) {
      const complaints: string[] = [];
      const logger = collectingLogger(complaints);
      const { spec } = compile({ ...chart.spec, width: 800 } as unknown as TopLevelSpec, { logger });
      const svg = await new View(parse(spec), { renderer: 'none', logger }).toSVG();
      expect(complaints, chart.id).toEqual([]);
      expect(svg, chart.id).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it('says what came out in the words of the measurement, and every measure with interval and n', () => {
    const page = pageOf({ worst: false, recorded: false });
    expect(page).toContain('<li>It costs 960 ALLO (900 to 1020, n = 20) and earns less than honest play.</li>');
    const row = page.split('<tr>').find((line) => line.startsWith('<td>return on investment'));
    expect(row).toMatch(/−0\.06 \(−0\.\d+ to 0\.\d+\)/);
    expect(row).toContain('<td>20</td>');
    for (const control of ['no attack', 'honest play', 'random play', 'one identity']) {
      expect(page).toContain(`<th scope="col">against ${control}</th>`);
    }
  });

  it('says that a griefing factor is free where the attacker loses nothing', () => {
    const row = pageOf({ recorded: false })
      .split('<tr>')
      .find((line) => line.startsWith('<td>griefing factor'));
    expect(row).toContain('<td>free</td>');
  });

  it('draws return, shift and damage against cost, and in colour over two parameters', () => {
    const one = ids({ frontier: 1, recorded: false });
    expect(one.filter((id) => id.startsWith('frontier'))).toEqual([
      'frontier-roi-cost',
      'frontier-roi-parameter',
      'frontier-shift-cost',
      'frontier-shift-parameter',
      'frontier-damage-cost',
      'frontier-damage-parameter',
    ]);
    const two = ids({ frontier: 2, recorded: false });
    expect(two.filter((id) => id.startsWith('heat'))).toEqual(['heat-roi', 'heat-shift', 'heat-damage']);
    expect(ids({ frontier: 0, worst: false, recorded: false }).filter((id) => /frontier|worst/.test(id))).toEqual([]);
  });

  it('shows every setting that the search tried, the best first, and what it is worth on fresh seeds', () => {
    const { measured, topics } = contentOf({ frontier: 0, recorded: false });
    const { worst } = measured.manifest;
    const chart = topics[0].worst.find(({ id }) => id === 'worst');
    const { values } = (chart as PlacedChart).spec.data as { values: string };
    const lines = values.split('\n');
    expect(lines).toHaveLength(1 + (worst?.tried.length ?? 0) + 1);
    expect(lines.filter((line) => /,the best,/.test(line))).toHaveLength(1);
    expect(lines.at(-1)).toContain('the best, fresh seeds');
    const page = pageOf({ frontier: 0, recorded: false });
    const table = page.slice(page.indexOf('id="worst"'));
    expect(table.indexOf('search, the best')).toBeLessThan(table.indexOf('<td>search</td>'));
  });

  it('draws the recorded replicate over time, and goes without where its run is gone', () => {
    expect(ids({ frontier: 0, worst: false })).toContain('attack-damage');
    expect(ids({ frontier: 0, worst: false, recorded: false })).not.toContain('attack-damage');
  });

  it('takes texts of scenario and errors for text', () => {
    const page = pageOf({ recorded: false });
    expect(page).not.toContain('<b>out</b>');
    expect(page).not.toContain('alert("no")');
  });

  it('refuses a folder without a measurement', () => {
    const folder = temporaryFolder();
    expect(() => writeAttackReport(join(folder, 'nothing'))).toThrow('holds no complete measurement of an attack');
  });
});
