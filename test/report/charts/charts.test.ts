import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { describe, expect, it } from 'vitest';
import type { PlacedChart } from '../../../src/report/charts/chart.ts';
import { chartsOf, type ReportContent } from '../../../src/report/content.ts';
import { readRun } from '../../../src/report/write-report.ts';
import { inFull } from '../../support/in-full.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { collectingLogger } from '../../support/vega-log.ts';
import { type SyntheticOptions, syntheticEpochColumns, syntheticRun } from '../synthetic-run.ts';

const ALWAYS = [
  'inference',
  'losses',
  'forecaster-health',
  'inferer-health',
  'forecasts',
  'implied-losses',
  'regret-weight',
  'weights',
  'convergence',
  'reaction',
  'listening',
  'reputer-scores',
  'reputer-stakes',
  'reputer-rewards',
  'reputer-metric',
  'rewards-per-epoch',
  'rewards-per-key',
  'rewards-cumulative',
  'reward-shares',
  'chi-tau',
  'entropies',
  'lorenz',
  'skill-inferers',
  'skill-forecasters',
  'skill-reputers',
  'participation-inferers',
  'participation-forecasters',
  'participation-reputers',
  'cycle-time',
];
const CONTESTED = ['sortition-workers', 'sortition-reputers', 'lifetime'];
const ATTACK = [
  'damage',
  'losses',
  'shift',
  'strength',
  'missed',
  'money',
  'outlay',
  'capital',
  'earned',
  'honest-reward',
  'victims',
  'dilution',
  'control',
  'seats',
  'listening',
  'detector-excess-correlation',
  'detector-listening-drift',
  'detector-one-out-outliers',
  'detector-reward-entropy',
];

const contentOf = (options: SyntheticOptions): ReportContent => readRun(syntheticRun(temporaryFolder(), options));

const names = (content: ReportContent): string[] => chartsOf(content).map(({ id }) => id);

/** The drawing of a chart of which nothing complains and in which every number is one. */
async function soundSvgOf(chart: PlacedChart): Promise<string> {
  const complaints: string[] = [];
  const svg = await svgOf(chart, complaints);
  expect(complaints, chart.id).toEqual([]);
  expect(svg, chart.id).not.toMatch(/NaN|undefined|Infinity/);
  expect(chart.spec.$schema, chart.id).toBe('https://vega.github.io/schema/vega-lite/v6.json');
  return svg;
}

async function svgOf(chart: PlacedChart, complaints: string[]): Promise<string> {
  const logger = collectingLogger(complaints);
  const { spec } = compile({ ...chart.spec, width: 800 } as unknown as TopLevelSpec, { logger });
  return await new View(parse(spec), { renderer: 'none', logger }).toSVG();
}

/** Lines of the data inside a specification, the head first. */
function rows({ spec }: PlacedChart): string[] {
  return (spec.data as { values: string }).values.split('\n');
}

const chartOf = (content: ReportContent, id: string): PlacedChart => {
  const found = chartsOf(content).find((chart) => chart.id === id);
  if (found === undefined) throw new Error(`no chart ${id}`);
  return found;
};

/** Everything that can be recorded: a run of which every chart is drawn. */
const EVERYTHING: SyntheticOptions = {
  inferers: 40,
  forecasters: 9,
  reputers: 9,
  attackers: 4,
  ledger: true,
};

describe('charts', () => {
  it('are drawn for every part of a run that was recorded', () => {
    const content = contentOf(EVERYTHING);
    const expected = [...ALWAYS, ...CONTESTED, 'inference-last-epochs', ...ATTACK.map((name) => `attack-${name}`)];
    expect(names(content).sort()).toEqual(expected.sort());
  });

  it.each<[string, SyntheticOptions]>([
    ['a single epoch', { epochs: 1 }],
    ['few epochs recorded', { epochs: 400, epochsEvery: 20, actorsEvery: 20, attackers: 1 }],
    // The report of one actor per role is drawn in a browser, which complains of the same: report-page.test.ts.
    ...inFull<[string, SyntheticOptions]>(
      ['one actor per role', { inferers: 1, forecasters: 1, reputers: 1, epochs: 40 }],
      ['a few actors', { epochs: 60 }],
      ['a few actors and an attack with a ledger', { epochs: 60, attackers: 3, ledger: true }],
      ['many actors and an attack', { inferers: 120, forecasters: 10, reputers: 12, attackers: 8, epochs: 120 }],
      ['two epochs', { epochs: 2 }],
      ['more epochs than can be drawn', { epochs: 2_500, inferers: 2, forecasters: 1, reputers: 1, actorsEvery: 10 }],
      ['several topics', { topics: 3, epochs: 40, inferers: 3, forecasters: 1, reputers: 2 }],
    ),
  ])('of %s compile and draw without a warning, and without NaN', async (_, options) => {
    for (const chart of chartsOf(contentOf(options))) await soundSvgOf(chart);
  });

  it('of everything that is recorded are drawn soundly, have a title, a note that says what is healthy, a unit on every axis, and a legend', async () => {
    for (const chart of chartsOf(contentOf(EVERYTHING))) {
      const svg = await soundSvgOf(chart);
      expect(chart.title, chart.id).not.toBe('');
      expect(chart.note, chart.id).toContain('Healthy: ');
      expect(svg, chart.id).toContain('role-legend');
      const titles = svg.match(/aria-label="[XY]-axis titled/g)?.length ?? 0;
      expect(titles, chart.id).toBe(chart.id === 'weights' ? 1 : 2);
    }
  });

  it('draw at most a thousand points and say in the title how many epochs one stands for', () => {
    const content = contentOf({ epochs: 2_500, inferers: 2, forecasters: 1, reputers: 1, actorsEvery: 0 });
    const inference = chartOf(content, 'inference');
    expect(inference.title).toContain('means of 4 epochs');
    expect(rows(inference).length - 1).toBe(625);
    const losses = chartOf(content, 'losses');
    expect(losses.title).toContain('means of 44 epochs');
    expect(rows(losses).length - 1).toBe(57);
  });

  it('write numbers with six significant digits', () => {
    for (const chart of chartsOf(contentOf({ epochs: 30 }))) {
      for (const number of rows(chart)
        .slice(1)
        .join(',')
        .match(/\b\d+\.\d+\b/g) ?? []) {
        expect(number.replace('.', '').replace(/^0+/, '').length, `${chart.id}: ${number}`).toBeLessThanOrEqual(6);
      }
    }
  });

  it('leave a gap where there is no value', () => {
    // Epochs 49, 99 ... of the made-up run are not judged.
    const lines = rows(chartOf(contentOf({ epochs: 60, reputers: 2 }), 'entropies'));
    expect(lines.find((line) => line.startsWith('49,'))).toBe('49,,,');
    expect(lines.find((line) => line.startsWith('50,'))).toMatch(/^50,[\d.]+,[\d.]+,[\d.]+$/);
  });

  it('are left out with a reason when they would be empty, never drawn empty', () => {
    const { sections } = contentOf({
      epochs: 300,
      actorsEvery: 0,
      leaveOut: ['regime', 'chi', 'tau', 'mean_distance'],
    });
    const reasons = new Map(sections[0].leftOut.map(({ title, reason }) => [title, reason]));
    expect(reasons.get('Lifetime in the active set')).toBe('no seat changed hands after the first epoch');
    expect(reasons.get('Weights of the workers')).toBe('the actors table was not recorded');
    expect(reasons.get('How fast the network reacts to a change of regime')).toBe('the truth never changed its regime');
    expect([...reasons].find(([title]) => title.startsWith('Forecasting utility'))?.[1]).toContain('not recorded');
    expect([...reasons].find(([title]) => title.startsWith('Inferer health'))?.[1]).toContain('not recorded');
  });

  it('say which value it is when it is the same throughout', () => {
    const { sections } = contentOf({ epochs: 20, inferers: 3, forecasters: 2, reputers: 1 });
    const stakes = sections[0].leftOut.find(({ title }) => title.startsWith('Stakes of the reputers'));
    expect(stakes?.reason).toMatch(/^the same value throughout: \d+/);
  });

  it('are all left out when the table has nothing but epochs', () => {
    const leaveOut = syntheticEpochColumns.map(({ name }) => name).filter((name) => name !== 'epoch');
    expect(names(contentOf({ leaveOut, actorsEvery: 0 }))).toEqual([]);
  });

  it('draw bands instead of lines for more than eight reputers', () => {
    const few = chartOf(contentOf({ reputers: 6, epochs: 30 }), 'listening');
    expect(rows(few)[0].split(',').length).toBe(7);
    const many = chartOf(contentOf({ reputers: 12, epochs: 30 }), 'listening');
    expect(rows(many)[0]).toBe('epoch,median of reputers,band 1 low,band 1 high,band 2 low,band 2 high');
    expect(many.note).toContain('12 reputers: their median');
  });
});
