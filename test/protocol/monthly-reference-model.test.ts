import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  monthlyColumns,
  monthlyReferenceModel,
  monthlyReferenceStep,
} from '../../sim/protocol/monthly-reference-model.ts';
import { parseCsvTable } from '../../src/conform/csv-table.ts';

const rows = monthlyReferenceModel(96);

/** Month, e, emission, treasury, circulating, staked; amounts in ALLO to the published 0.001. */
const anchors = [
  [0, 0, 0, 359_500_000, 155_000_000, 47_000_000],
  [1, 0.01897758586916609, 891_946.536, 358_608_053.464, 155_891_946.536, 47_321_195.641],
  [6, 0.01897758586916609, 922_874.185, 354_055_989.585, 160_444_010.415, 48_962_836.165],
  [12, 0.018739780510796583, 3_224_002.532, 346_121_849.817, 330_211_483.517, 173_692_151.361],
  [24, 0.015294657020062882, 4_879_115.146, 295_777_132.099, 542_389_534.567, 321_616_381.342],
  [36, 0.011941527850220728, 5_668_972.242, 231_247_028.165, 768_752_971.835, 477_802_287.317],
  [60, 0.006710062515402073, 3_590_360.729, 121_571_879.58, 878_428_120.42, 537_000_940.306],
  [95, 0.002396203593042386, 1_390_434.175, 39_443_332.624, 960_556_667.376, 581_008_413.024],
];

describe('monthlyReferenceModel', () => {
  it.each(anchors)(
    'passes through the published figures of month %i',
    (month, rate, emission, treasury, free, staked) => {
      const row = rows[month];
      expect(Math.abs(row.e_i - rate)).toBeLessThanOrEqual(1e-14 * rate);
      expect(Math.abs(row.ecosystem_tokens_emission - emission)).toBeLessThan(0.00051);
      expect(Math.abs(row.ecosystem_tokens_total - treasury)).toBeLessThan(0.00051);
      expect(Math.abs(row.network_tokens_circulating - free)).toBeLessThan(0.00051);
      expect(Math.abs(row.network_tokens_staked - staked)).toBeLessThan(0.00051);
    },
  );

  it('lets the yield cap bind in months 1 to 11 and never after the first unlock', () => {
    const capped = rows.flatMap((row, month) => (month > 0 && row.ehat_target_i > row.ehat_max_i ? [month] : []));
    expect(capped).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('never makes or loses a token', () => {
    for (const row of rows) expect(Math.abs(row.network_tokens_total - 1e9)).toBeLessThan(1e-5);
  });

  it('pays a quarter of the emission to validators and the rest to topics', () => {
    for (const row of rows) {
      expect(row.validator_rewards).toBe(row.ecosystem_tokens_emission / 4);
      expect(row.topics_rewards + row.validator_rewards).toBeCloseTo(row.ecosystem_tokens_emission, 8);
    }
  });

  it('steps from any month as the closed run does', () => {
    expect(monthlyReferenceStep(rows[40], 41)).toEqual(rows[41]);
  });

  it('reproduces the reference rows from constants alone', () => {
    const file = '../shared/vectors/tokenomics.csv';
    if (!existsSync(file)) {
      console.log(`${file} is not here: the reference rows of tokenomics are not compared.`);
      return;
    }
    const table = parseCsvTable(readFileSync(file, 'utf8'), file, ['time']);
    expect(table.rows).toBe(61);
    for (const column of monthlyColumns) {
      const recorded = table.columns.get(column) as Float64Array;
      for (let month = 0; month < table.rows; ++month) {
        const error = Math.abs(rows[month][column] - recorded[month]);
        expect(error, `${column}, month ${month}`).toBeLessThanOrEqual(1e-12 * Math.abs(recorded[month]));
      }
    }
  });
});
