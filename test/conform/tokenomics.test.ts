import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { monthlyColumns, monthlyReferenceModel } from '../../sim/protocol/monthly-reference-model.ts';
import { parseCsvTable } from '../../src/conform/csv-table.ts';
import { conformTokenomics } from '../../src/conform/tokenomics.ts';

const inputs = ['n_active_topics', 'all_topic_weight_sum', 'n_active_validators', 'all_validator_stake_sum'];
const topic = [
  'id',
  'months_live',
  'n_workers',
  'n_reputers',
  'total_stake',
  'total_fee_revenue',
  'weights',
  'rewards',
];
const validator = ['id', 'months_live', 'stake', 'rewards'];

type Cells = Record<string, number | ''>;

/** A table of months `from` to `to` with one topic and one validator that follow the rules; `change` may spoil it. */
function rowsOfOurOwn(from: number, to: number, change: (row: Cells, month: number) => void = () => {}): string {
  const header = ['epoch', ...monthlyColumns, ...inputs];
  header.push(...topic.map((name) => `topic_${name}_0`), ...validator.map((name) => `validator_${name}_0`));
  let before = { stake: 900, weight: 0, reward: 0, validatorStake: 50, validatorReward: 0 };
  const lines = monthlyReferenceModel(to + 1).map((macro, month) => {
    const stake = before.stake + before.reward / 3;
    const root = Math.sqrt(stake * 400);
    const weight = month === 1 ? root : 0.9375 * root + 0.0625 * before.weight;
    const reward = (macro.topics_rewards * weight) / 5000;
    const validatorStake = before.validatorStake + before.validatorReward;
    const validatorReward = 2;
    if (month > 0) before = { stake, weight, reward, validatorStake, validatorReward };
    const row: Cells = { epoch: month, ...macro };
    for (const name of header) row[name] ??= 0;
    if (month > 0) {
      const own = [7, month, 3, 2, stake, 400, weight, reward];
      topic.forEach((name, at) => {
        row[`topic_${name}_0`] = own[at];
      });
      [9, month, validatorStake, validatorReward].forEach((value, at) => {
        row[`validator_${validator[at]}_0`] = value;
      });
      row.all_topic_weight_sum = 5000;
    }
    change(row, month);
    return header.map((name) => row[name]).join(',');
  });
  return [header.join(','), ...lines.slice(from)].join('\n');
}

const conform = (text: string) => conformTokenomics(parseCsvTable(text, 'rows.csv', ['time']));
const cellsOf = (report: ReturnType<typeof conform>, family: string) =>
  report.families.find((entry) => entry.family === family)?.cells ?? 0;
const skippedOf = (report: ReturnType<typeof conform>, family: string) =>
  report.skipped.filter((entry) => entry.family === family).map(({ cells, reason }) => `${cells} ${reason}`);

describe('conformTokenomics', () => {
  it('finds rows that follow the rules free of error', () => {
    const report = conform(rowsOfOurOwn(0, 40));
    expect(report.maxError).toBeLessThan(1e-14);
    expect(report.cells).toBe(41 * monthlyColumns.length + 40 + 40 + 39 + 39);
    expect(report.rows).toBe(41);
  });

  it.each([
    ['investors_seed_tokens_staked', 20],
    ['e_i', 20],
    ['ecosystem_tokens_emission', 12],
    ['participants_tokens_total', 3],
    ['topic_weights_0', 1],
    ['topic_weights_0', 9],
    ['topic_rewards_0', 9],
    ['topic_total_stake_0', 9],
    ['validator_stake_0', 9],
  ])('sees a thousandth too much in %s of month %i', (column, month) => {
    const spoilt = rowsOfOurOwn(0, 21, (row, at) => {
      if (at === month) row[column] = Number(row[column]) * 1.001;
    });
    expect(conform(spoilt).maxError).toBeGreaterThan(1e-5);
  });

  it('skips what needs the row before the first, and says so', () => {
    const report = conform(rowsOfOurOwn(20, 22));
    expect(report.maxError).toBeLessThan(1e-14);
    expect(cellsOf(report, 'e_i')).toBe(2);
    expect(skippedOf(report, 'e_i')).toEqual(['1 needs the row before']);
    expect(skippedOf(report, 'topic_weights_#')).toEqual(['1 needs the row before']);
    expect(cellsOf(report, 'topic_rewards_#')).toBe(3);
  });

  it('takes stake as an input in a month in which reputers joined or left', () => {
    const report = conform(
      rowsOfOurOwn(2, 4, (row, month) => {
        if (month === 4) row.topic_n_reputers_0 = 5;
      }),
    );
    expect(cellsOf(report, 'topic_total_stake_#')).toBe(1);
    expect(skippedOf(report, 'topic_total_stake_#')).toEqual(['1 needs the row before', '1 random jump']);
  });

  it('finds a topic and a validator by their id, not by their place', () => {
    const report = conform(
      rowsOfOurOwn(2, 4, (row, month) => {
        if (month === 4) Object.assign(row, { topic_id_0: 8, validator_id_0: 10 });
      }),
    );
    expect(skippedOf(report, 'topic_weights_#')).toEqual([
      '1 needs the row before',
      '1 was not among the three oldest in the row before',
    ]);
    expect(cellsOf(report, 'validator_stake_#')).toBe(1);
  });

  it('skips what needs an empty cell, and does not compare empty ones', () => {
    const report = conform(
      rowsOfOurOwn(2, 4, (row, month) => {
        if (month === 3) Object.assign(row, { e_i: '', topic_rewards_0: '' });
      }),
    );
    expect(report.maxError).toBeLessThan(1e-14);
    expect(cellsOf(report, 'e_i')).toBe(0);
    expect(skippedOf(report, 'e_i')).toContain('1 needs a cell that is empty');
    expect(skippedOf(report, 'topic_total_stake_#')).toContain('1 needs a cell that is empty');
  });

  it('names a column that is missing', () => {
    expect(() => conform('epoch,e_i\n0,0\n')).toThrow(/^rows\.csv:1:1 found no column "network_tokens_total"/);
  });

  it('reproduces the reference rows', () => {
    const file = '../shared/vectors/tokenomics.csv';
    if (!existsSync(file)) {
      console.log(`${file} is not here: the reference rows of tokenomics are not compared.`);
      return;
    }
    const report = conform(readFileSync(file, 'utf8'));
    expect(report.maxError).toBeLessThanOrEqual(1e-12);
    expect(report.cells).toBe(2742);
    expect(cellsOf(report, 'topic_total_stake_#')).toBe(137);
    expect(cellsOf(report, 'validator_stake_#')).toBe(173);
  });
});
