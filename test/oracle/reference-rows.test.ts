import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Row } from '../generated/columns.ts';
import { familyOf, parseRows, sizesOf, synthesisColumns } from '../generated/columns.ts';
import { sortitionColumns, sortitionRow } from '../generated/generate-sortition.ts';
import { nextRow } from '../generated/next-row.ts';
import type { Month } from './index.ts';
import { categories, referenceMonths } from './index.ts';

const folder = '../shared/vectors';
const there = existsSync(folder);
if (!there) process.stdout.write('The reference rows in ../shared are absent: the oracle is not compared with them.\n');

/** Largest error of each family: difference over the family's largest magnitude in that row. */
function errorsByFamily(
  columns: readonly string[],
  pairs: readonly { found: Row; wanted: Row }[],
): Map<string, number> {
  const errors = new Map<string, number>();
  for (const { found, wanted } of pairs) {
    const largest = new Map<string, number>();
    for (const column of columns) {
      const family = familyOf(column);
      largest.set(family, Math.max(largest.get(family) ?? 0, Math.abs(wanted.get(column) ?? 0)));
    }
    for (const column of columns) {
      const family = familyOf(column);
      const [a, b] = [found.get(column) ?? null, wanted.get(column) ?? null];
      const error = a === b ? 0 : a === null || b === null ? 1 : Math.abs(a - b) / (largest.get(family) ?? 1);
      errors.set(family, Math.max(errors.get(family) ?? 0, error));
    }
  }
  return errors;
}

function monthRow(month: Month): Row {
  const row: Row = new Map([
    ['ehat_target_i', month.targetRate.toNumber()],
    ['ehat_max_i', month.maximumRate.toNumber()],
    ['ehat_i', month.limitedRate.toNumber()],
    ['e_i', month.rate.toNumber()],
    ['topics_rewards', month.topicsRewards.toNumber()],
    ['validator_rewards', month.validatorRewards.toNumber()],
  ]);
  for (const field of ['total', 'emission', 'circulating', 'staked'] as const) {
    row.set(`network_tokens_${field}`, month[field].toNumber());
    for (const category of categories) {
      row.set(`${category}_tokens_${field}`, month.categories[category][field].toNumber());
    }
  }
  return row;
}

describe('the oracle on the reference rows', () => {
  it('recomputes every synthesis cell from its own row and the row before', () => {
    if (!there) return;
    const { columns, rows } = parseRows(readFileSync(`${folder}/synthesis.csv`, 'utf8'));
    const sizes = sizesOf(columns);
    expect(synthesisColumns(sizes)).toEqual(columns);
    const pairs = rows.slice(1).map((wanted, index) => {
      const before = rows[index];
      const history = rows.slice(0, index + 1).reverse();
      return { found: nextRow(wanted, before, history, sizes).row, wanted };
    });
    // Forecasters' windows of ten scores reach back three rows and the first forecaster of a fourth.
    const beforeTheFile = /^forecaster(_reward|s_entropy|s_reward)|^(inferer|reputer)(s_reward_fraction|_reward_\d)/;
    const always = columns.filter((column) => !beforeTheFile.test(column));
    for (const [family, error] of errorsByFamily(always, pairs)) {
      const iterated = /listening|adjusted|score_|reputer_reward/.test(family);
      expect(error, family).toBeLessThanOrEqual(iterated ? 1e-12 : 2e-15);
    }
    for (const [family, error] of errorsByFamily(columns, pairs.slice(-1))) {
      expect(error, family).toBeLessThanOrEqual(1e-12);
    }
    expect(pairs).toHaveLength(3);
  });

  it('recomputes every month of the reference tokenomics', () => {
    if (!there) return;
    const lines = readFileSync(`${folder}/tokenomics.csv`, 'utf8').trim().split(/\r?\n/);
    const names = lines[0].split(',');
    const months = referenceMonths(lines.length - 2);
    const columns = [...monthRow(months[0]).keys()];
    const pairs = lines.slice(1).map((line, month) => {
      const cells = line.split(',');
      const wanted = new Map(columns.map((column) => [column, Number(cells[names.indexOf(column)])]));
      return { found: monthRow(months[month]), wanted };
    });
    expect(columns).toHaveLength(34);
    for (const [family, error] of errorsByFamily(columns, pairs)) expect(error, family).toBeLessThanOrEqual(1e-12);
  });

  it('draws the same active sets and scores as the sortition rows', () => {
    if (!there) return;
    const lines = readFileSync(`${folder}/sortition.csv`, 'utf8').trim().split(/\r?\n/);
    const names = lines[0].split(',');
    const participants = Number(lines[1].split(',')[1]);
    expect(sortitionColumns(participants)).toEqual(names);
    for (const line of lines.slice(1)) {
      const cells = line.split(',');
      const cell = (name: string): string => cells[names.indexOf(name)];
      const before = Array.from({ length: participants }, (_, i) => Number(cell(`${i}_prev_quality_ema`)));
      const { row } = sortitionRow(before, (i) => Number(cell(`${i}_quality_metric`)), {
        epoch: Number(cell('epoch')),
        seats: Number(cell('n_participants_max')),
        percentile: Number(cell('percentile')),
        alpha: Number(cell('alpha_quality')),
      });
      for (const name of names) {
        const found = row.get(name) ?? '';
        if (typeof found === 'number' && cell(name) !== '') {
          expect(Math.abs(found - Number(cell(name))), name).toBeLessThanOrEqual(1e-14);
        } else {
          expect(found, `${name} in ${cell('epoch')}`).toBe(cell(name));
        }
      }
    }
  });
});
