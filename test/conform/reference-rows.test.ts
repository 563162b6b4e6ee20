import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profiles } from '../../sim/index.ts';
import { type ConformDataset, conform } from '../../src/conform/index.ts';
import { generateSortitionRows } from '../generated/generate-sortition.ts';
import { agreementOn } from './generated-rows.ts';

const folder = '../shared/vectors';
const there = existsSync(folder);
if (!there) process.stdout.write('The reference rows in ../shared are absent: nothing is compared with them.\n');

const options = { values: profiles.reference.values, wholeHistory: false, file: 'rows.csv' };
const conformShared = (dataset: ConformDataset) =>
  conform(dataset, readFileSync(`${folder}/${dataset}.csv`, 'utf8'), options);

describe('the network’s own reference rows', () => {
  it('are reproduced for synthesis, scoring and rewards', () => {
    if (!there) return;
    const { cells, families, maxError, skipped } = conformShared('synthesis');
    expect(maxError).toBeLessThanOrEqual(1e-12);
    expect(cells).toBeGreaterThanOrEqual(728);
    expect(cells).toBe(798);
    expect(families.find(({ family }) => family === 'inference_regret_worker_#_oneout_#')?.cells).toBe(192);
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['needs rows before the first']));
  });

  it('are reproduced for sortition, active sets included', () => {
    if (!there) return;
    const { cells, families, maxError } = conformShared('sortition');
    expect(maxError).toBeLessThanOrEqual(1e-12);
    expect(cells).toBe(1981);
    expect(families.find(({ family }) => family === '#_active')).toEqual({
      family: '#_active',
      cells: 408,
      maxError: 0,
    });
  });

  it('notice wrong values and wrong active sets', () => {
    if (!there) return;
    const synthesis = readFileSync(`${folder}/synthesis.csv`, 'utf8');
    const [header, ...rows] = synthesis.trim().split('\n');
    const at = header.split(',').indexOf('network_inference_oneout_6');
    const cells = rows[2].split(',');
    cells[at] = String(Number(cells[at]) * 1.001);
    const changed = conform('synthesis', [header, rows[0], rows[1], cells.join(','), rows[3]].join('\n'), options);
    expect(changed.families.find(({ maxError }) => maxError > 1e-9)?.family).toBe('network_inference_oneout_#');

    const sortition = readFileSync(`${folder}/sortition.csv`, 'utf8').split('\n');
    const names = sortition[0].split(',');
    const row = sortition[1].split(',');
    row[names.indexOf('0_active')] = 'true';
    row[names.indexOf('6_active')] = '';
    const wrong = conform('sortition', [sortition[0], row.join(',')].join('\n'), options);
    expect(wrong.families.find(({ family }) => family === '#_active')?.maxError).toBe(1);
  });
});

describe('rows of the plain implementation in big numbers', () => {
  it.each(['clamped', 'ratio-std', 'ratio-mad'] as const)(
    'are reproduced by the fast one under %s weights',
    (rule) => {
      const { cells, maxError, disagreements } = agreementOn(rule, 15, { K: 8, F: 4, R: 4 });
      expect(cells).toBeGreaterThan(2500);
      expect(maxError).toBeLessThanOrEqual(1e-10);
      expect(disagreements).toBe(0);
    },
    120_000,
  );

  it('are reproduced for sortition', () => {
    const csv = generateSortitionRows({ participants: 20, seats: 6, rows: 40, seed: 'seats' });
    const { cells, maxError } = conform('sortition', csv, options);
    expect(cells).toBeGreaterThan(1500);
    expect(maxError).toBeLessThanOrEqual(1e-12);
  });

  it('are reproduced where rounding decides in which order coinciding values stand in the percentiles', () => {
    // Three forecasters imply the mean of four inferers, each a hair apart.
    const { maxError } = agreementOn('ratio-std', 1, { K: 10, F: 5, R: 5 }, 12);
    expect(maxError).toBeLessThanOrEqual(1e-10);
  });

  it('are only reproduced under the rule they were made by', () => {
    expect(agreementOn('ratio-std', 1, { K: 8, F: 4, R: 4 }).maxError).toBeLessThan(1e-10);
    const csv = generateSortitionRows({ participants: 20, seats: 6, rows: 40, seed: 'seats' });
    const chain = { ...options, values: profiles['v0.6'].values };
    expect(conform('sortition', csv, chain).maxError).toBeGreaterThan(1e-6);
  });
});
