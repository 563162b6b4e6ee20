import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attackCharts } from '../../src/report/charts/attacks/attack-charts.ts';
import { type Chart, type Drawing, isChart } from '../../src/report/charts/chart.ts';
import { phaseAt, readAttacks } from '../../src/report/data/attacks.ts';
import { ThinnedValues } from '../../src/report/data/thinned-values.ts';
import { logarithmic } from '../../src/report/loss-words.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { ledgerOf } from './synthetic-ledger.ts';
import { type SyntheticOptions, syntheticRun } from './synthetic-run.ts';

const attackOf = (options: SyntheticOptions) =>
  readAttacks(join(syntheticRun(temporaryFolder(), { attackers: 2, epochs: 300, ...options }), 'attacks.arrow'))
    .attacks[0];

const drawingsOf = (options: SyntheticOptions): Drawing[] =>
  attackCharts(attackOf(options), 1, logarithmic).flatMap(({ drawings }) => drawings);

function chartOf(options: SyntheticOptions, name: string): Chart {
  const found = drawingsOf(options)
    .filter(isChart)
    .find((chart) => chart.name === name);
  if (found === undefined) throw new Error(`no chart ${name}`);
  return found;
}

/** Numbers of a column of a chart's data. */
function values(chart: Chart, column: string): number[] {
  const [head, ...rows] = (chart.spec.data as { values: string }).values.split('\n');
  const place = head.split(',').indexOf(column);
  return rows.map((row) => Number(row.split(',')[place]));
}

describe('charts of an attack', () => {
  it('leave out, with a reason, what an older recording does not know', () => {
    const drawings = drawingsOf({});
    const leftOut = drawings.flatMap((drawing) => (isChart(drawing) ? [] : drawing));
    expect(drawings.filter(isChart).map(({ name }) => name)).toEqual([
      'damage',
      'losses',
      'earned',
      'honest-reward',
      'victims',
      'dilution',
      'control',
      'seats',
    ]);
    expect(leftOut).toHaveLength(11);
    for (const { title, reason } of leftOut) expect(reason, title).toBe('not recorded, or without a value');
  });

  it('shade the attack proper and nothing else', () => {
    const { spec } = chartOf({ ledger: true }, 'damage');
    const [shade] = spec.layer as { data: { values: string }; encoding: { fill: { datum: string } } }[];
    expect(shade.encoding.fill.datum).toBe('the attack proper');
    expect(shade.data.values).toBe('from,to\n50,249');
  });

  it('smooth the damage within each phase, so that beginning and end stay sharp', () => {
    const chart = chartOf({ epochs: 100 }, 'damage');
    const epochs = values(chart, 'epoch');
    const raw = values(chart, 'damage');
    const smoothed = values(chart, 'smoothed');
    const last = epochs.lastIndexOf(49);
    const before = raw.slice(last - 4, last + 1);
    expect(smoothed[last]).toBeCloseTo(before.reduce((sum, value) => sum + value, 0) / 5, 5);
    const first = raw.slice(last + 1, last + 6);
    expect(smoothed[last + 1]).toBeCloseTo(first.reduce((sum, value) => sum + value, 0) / 5, 5);
  });

  it('add up what the attacker took in, laid out and kept', () => {
    const chart = chartOf({ epochs: 60, ledger: true }, 'money');
    const at = (column: string): number => values(chart, column)[59];
    // Net: income and outside profit less the outlay, as the ledger of the recording has it.
    expect(at('net')).toBeCloseTo(at('income') + at('outside') - at('outlay'), 2);
    expect(at('outside')).toBe(50);
    expect(values(chart, 'outlay')[1]).toBeCloseTo(12.5 + 3, 6); // fees of 10 and then 0.5, with 2.5 for capital and work each time
  });

  it('measure detectors against the 99 % quantile of the run without the attack', () => {
    const chart = chartOf({ ledger: true }, 'detector-listening-drift');
    const control = Array.from({ length: 300 }, (_, epoch) => ledgerOf(epoch, false, 0).control_listening_drift);
    const sorted = (control as number[]).sort((a, b) => a - b);
    const [threshold] = values(chart, 'alarm');
    expect(threshold).toBeGreaterThanOrEqual(sorted[295]);
    expect(threshold).toBeLessThanOrEqual(sorted[297]);
    expect(new Set(values(chart, 'alarm')).size).toBe(1);
  });
});

describe('phaseAt', () => {
  it('knows what comes before and after the attack proper, and nothing during an attack that never began', () => {
    const attack = attackOf({});
    expect([49, 50, 249, 250].map((epoch) => phaseAt(attack, epoch))).toEqual(['before', 'during', 'during', 'after']);
    expect(phaseAt({ ...attack, from: Number.NaN, to: Number.NaN }, 100)).toBe('before');
  });
});

describe('ThinnedValues', () => {
  it('has the exact quantile of a short series, and none of nothing', () => {
    const values = new ThinnedValues();
    expect(values.quantile(0.5)).toBeNaN();
    for (let k = 0; k <= 100; ++k) values.add(k);
    values.add(Number.NaN);
    expect(values.quantile(0.99)).toBeCloseTo(99, 12);
  });

  it('keeps an even spread of a long one', () => {
    const values = new ThinnedValues();
    for (let k = 0; k < 100_000; ++k) values.add(k);
    expect(values.quantile(0.99)).toBeGreaterThan(98_500);
    expect(values.quantile(0.99)).toBeLessThan(99_500);
    expect(values.quantile(0)).toBe(0);
  });
});
