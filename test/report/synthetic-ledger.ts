import type { ColumnDeclaration } from '../../sim/index.ts';
import { attackTable } from '../../sim/metrics/attack-columns.ts';
import type { Row } from './row-writer.ts';

const column = (name: string, unit: string): ColumnDeclaration => ({ name, type: 'float64', unit, doc: `${name}.` });

const detectors = ['excess_correlation', 'listening_drift', 'one_out_outliers', 'reward_entropy'] as const;

const ledger: readonly ColumnDeclaration[] = [
  column('strength', '1'),
  ...['fees', 'tips', 'bribes', 'rent', 'slashed', 'escrow', 'capital', 'capital_cost'].map((c) => column(c, 'ALLO')),
  ...['work_cost', 'work_saved', 'outside', 'income', 'net', 'honest_stake'].map((c) => column(c, 'ALLO')),
  column('shift', 'standard deviations'),
  ...['reward_share', 'consensus_share', 'listening', 'honest_missed'].map((c) => column(c, 'share')),
  ...detectors.flatMap((name) => [column(name, '1'), column(`control_${name}`, '1')]),
];

/** Columns of the attacks table as recordings had them before there was a ledger of costs. */
export const plainAttackColumns: readonly ColumnDeclaration[] = attackTable.columns.filter(
  ({ name }) => !ledger.some((one) => one.name === name),
);

/** All columns of the attacks table, those of the ledger last. */
export const ledgerAttackColumns: readonly ColumnDeclaration[] = [...plainAttackColumns, ...ledger];

/**
 * Made-up entries of a ledger: an attack that bribes and rents while it lasts, pushes the inference by half a standard
 * deviation, and stands out in every detector.
 *
 * @param earned rewards of its keys in the epoch, ALLO
 */
export function ledgerOf(epoch: number, attacking: boolean, earned: number): Row {
  const wave = Math.sin(epoch / 7);
  const jitter = Math.sin(12.9898 * epoch) * 0.5;
  const on = attacking ? 1 : 0;
  const costs = {
    fees: epoch === 0 ? 10 : 0.5,
    tips: 0.2 * on,
    bribes: 2 * on,
    rent: 1 * on,
    slashed: attacking && epoch % 40 === 0 ? 30 : 0,
    capital_cost: 1.5,
    work_cost: 1,
  };
  const outlay = Object.values(costs).reduce((sum, value) => sum + value, 0);
  const outside = attacking && epoch % 25 === 0 ? 50 : 0;
  return {
    ...costs,
    strength: on * (0.75 + 0.25 * wave),
    escrow: attacking ? 200 : 0,
    capital: 5e4 + 200 * on,
    work_saved: 0.4 * on,
    outside,
    income: earned,
    net: earned + outside - outlay,
    shift: 0.5 * on + 0.1 * jitter,
    stake: 5e4,
    honest_stake: 1.5e5 + 1e3 * wave,
    reward_share: 0.2 + 0.05 * on + 0.01 * jitter,
    consensus_share: 0.25 - 0.05 * on + 0.01 * wave,
    listening: 0.9 - 0.3 * on + 0.02 * wave,
    honest_missed: 0.05 * on + 0.01 * (1 + wave),
    ...Object.fromEntries(
      detectors.flatMap((name, d) => [
        [name, 0.2 + 0.1 * d + 0.05 * wave + 0.6 * on],
        [`control_${name}`, 0.2 + 0.1 * d + 0.05 * wave + 0.05 * jitter],
      ]),
    ),
  };
}
