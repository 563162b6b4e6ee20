import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import type { PlacedChart } from '../../../src/report/charts/chart.ts';
import { chartsOf, type SweepContent } from '../../../src/report/sweep/sweep-page.ts';
import { sweepContent } from '../../../src/report/sweep/write-sweep-report.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { collectingLogger } from '../../support/vega-log.ts';
import { SWEEPS } from './kinds.ts';
import { type SyntheticSweep, syntheticSweep } from './synthetic-sweep.ts';

/** `npm run test:full` draws them all. */
const KINDS =
  process.env.ALLORA_SIM_TEST_FULL === '1'
    ? Object.keys(SWEEPS)
    : ['two factors', 'one replicate', 'latin hypercube', 'sobol', 'morris', 'one point'];

const contentOf = (options: SyntheticSweep): SweepContent => sweepContent(syntheticSweep(temporaryFolder(), options));
/** One metric is enough to see every kind of chart. */
const kind = (name: string): SyntheticSweep => ({ metrics: ['reward_forecasters'], ...SWEEPS[name] });
const idsOf = (content: SweepContent): string[] => chartsOf(content).map(({ id }) => id);
const chartOf = (content: SweepContent, id: string): PlacedChart => {
  const found = chartsOf(content).find((chart) => chart.id === id);
  if (found === undefined) throw new Error(`no chart ${id} among ${idsOf(content).join(', ')}`);
  return found;
};
const rows = ({ spec }: PlacedChart): string[] => (spec.data as { values: string }).values.split('\n');

async function svgOf(chart: PlacedChart, complaints: string[]): Promise<string> {
  const logger = collectingLogger(complaints);
  const { spec } = compile({ ...chart.spec, width: 500 } as unknown as TopLevelSpec, { logger });
  return await new View(parse(spec), { renderer: 'none', logger }).toSVG();
}

describe('charts of a sweep', () => {
  it.each(KINDS)('of the kind "%s" compile and draw without a warning, and without NaN', async (name) => {
    for (const chart of chartsOf(contentOf(kind(name)))) {
      const complaints: string[] = [];
      const svg = await svgOf(chart, complaints);
      expect(complaints, chart.id).toEqual([]);
      expect(svg, chart.id).not.toMatch(/NaN|undefined|Infinity|>null</);
      expect(chart.note, chart.id).toMatch(/n = \d/);
      expect(svg.match(/aria-label="[XY]-axis titled/g)?.length, chart.id).toBe(2);
      expect(rows(chart).length, chart.id).toBeGreaterThan(1);
    }
  });

  it('show for one number its effect along an axis, and the differences to the first point', () => {
    expect(idsOf(contentOf(kind('one number')))).toEqual(['1-effect-1', '1-differences']);
  });

  it('show for one word a row per level', () => {
    const content = contentOf(kind('one word'));
    expect(idsOf(content)).toEqual(['1-points', '1-differences']);
    expect(rows(chartOf(content, '1-points'))[1]).toMatch(/^passive,/);
    // The first point is what the others are compared with.
    expect(rows(chartOf(content, '1-differences')).slice(1)).toHaveLength(2);
  });

  it('show for two factors the effects, a line per level of one of them, and a heat map', () => {
    const content = contentOf(kind('two factors'));
    const ids = ['effect-1', 'effect-2', 'lines-1-2', 'pair-1-2', 'points', 'differences'];
    expect(idsOf(content)).toEqual(ids.map((id) => `1-${id}`));
  });

  it('show for three factors a heat map per pair', () => {
    const ids = idsOf(contentOf(kind('three factors')));
    expect(ids.filter((id) => id.includes('pair'))).toEqual(['1-pair-1-2', '1-pair-1-3', '1-pair-2-3']);
  });

  it('leave the cell empty where no run ended, and say so', () => {
    const map = chartOf(contentOf(kind('two factors')), '1-pair-1-2');
    expect(rows(map).find((row) => row.startsWith('20,0.03,'))).toBe('20,0.03,,dark,unknown,,,,0');
    expect(map.note).toContain('Empty: no value.');
  });

  it('mark cells whose difference to the first is not clear, seed by seed', () => {
    // Without any effect of the factors the first and the others differ by noise alone.
    const same = (name: string) => ({ name, levels: [7, 7.5].map((level) => `${name} ${level}`) });
    const content = contentOf({ factors: [same('a'), same('b')], metrics: ['x'], noise: 40, replicates: 5 });
    const marks = rows(chartOf(content, '1-pair-1-2')).map((row) => row.split(',')[4]);
    expect(marks[1]).toBe('first');
    expect(marks).toContain('unclear');
    const moved = rows(chartOf(contentOf(kind('two factors')), '1-pair-1-2'));
    expect(moved[moved.length - 1].split(',')[4]).toBe('clear');
    const single = rows(chartOf(contentOf(kind('one replicate')), '1-pair-1-2'));
    expect(single.map((row) => row.split(',')[4])).toEqual(['mark', 'first', ...Array(5).fill('unknown')]);
  });

  it('rank points by their means when they are too many to name', () => {
    const content = contentOf(kind('many points'));
    const points = chartOf(content, '1-points');
    expect(rows(points).length - 1).toBe(300);
    expect(points.note).toContain('Drawn are 300 of 500 points.');
    const means = rows(points)
      .slice(1)
      .map((row) => Number(/,point,([^,]+),/.exec(row)?.[1]));
    expect(means).toEqual([...means].sort((a, b) => a - b));
  });

  it('show Sobol, Morris and rank correlations with their intervals, the strongest factor first', () => {
    const sobol = chartOf(contentOf(kind('sobol')), '1-sensitivity');
    expect(rows(sobol)[1]).toBe('betaEntropy,betaEntropy,total: alone and with others,0.6,0.53,0.67,256');
    expect(rows(sobol)[2]).toBe('betaEntropy,betaEntropy,first: alone,0.48,0.43,0.53,256');
    expect(idsOf(contentOf(kind('morris')))).toEqual(['1-sensitivity', '1-morris', '1-points']);
    const cube = contentOf(kind('latin hypercube'));
    expect(idsOf(cube)).toEqual(['1-sensitivity', '1-scatter-1', '1-scatter-2', '1-scatter-3', '1-points']);
    expect(chartOf(cube, '1-scatter-2').note).toContain('Partial rank correlation −0.30 (−0.45 to −0.15)');
    expect(rows(chartOf(cube, '1-scatter-2'))).toHaveLength(101);
  });

  it('say why there are no differences where points have seeds of their own', () => {
    const { sections } = contentOf({ ...kind('one number'), common: false });
    expect(sections[0].leftOut).toEqual([
      { title: 'reward_forecasters: difference to point 0', reason: 'points have seeds of their own' },
    ]);
  });
});
