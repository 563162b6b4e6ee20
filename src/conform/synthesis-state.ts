import type { Regrets } from '../../sim/index.ts';
import { createRegrets } from '../../sim/index.ts';
import type { CsvTable } from './csv-table.ts';
import { cellOf, type SynthesisSize } from './synthesis-columns.ts';

/**
 * What a row leaves behind for the next: its recorded cells where it has them; where a cell is empty what was computed, and
 * for actors absent what they had before. NaN: not known from the rows of the table.
 */
export interface SynthesisState {
  readonly regrets: Regrets;
  readonly coefficients: Float64Array;
  readonly smoothed: Readonly<Record<Role, Float64Array>>;
  tau: number;
  networkLoss: number;
  /** Common scale of regrets, units of loss. */
  scale: number;
}

export type Role = 'inferer' | 'forecaster' | 'reputer';
export const roles: readonly Role[] = ['inferer', 'forecaster', 'reputer'];

export function createSynthesisState(size: SynthesisSize): SynthesisState {
  const unknown = (count: number) => new Float64Array(count).fill(Number.NaN);
  return {
    regrets: createRegrets(size.inferers, size.forecasters),
    coefficients: unknown(size.reputers),
    smoothed: {
      inferer: unknown(size.inferers),
      forecaster: unknown(size.forecasters),
      reputer: unknown(size.reputers),
    },
    tau: Number.NaN,
    networkLoss: Number.NaN,
    scale: Number.NaN,
  };
}

/** One stored number and the column that records it. */
export interface StateColumn {
  readonly column: string;
  readonly array: Float64Array;
  readonly at: number;
}

/** Where every regret is recorded. Workers are numbered inferers first, then forecasters. */
export function regretColumns(regrets: Regrets): StateColumn[] {
  const K = regrets.inferers;
  const F = regrets.forecasters;
  const columns: StateColumn[] = [];
  const add = (column: string, array: Float64Array, at: number) => columns.push({ column, array, at });
  for (let j = 0; j < K; ++j) add(`inference_regret_worker_${j}`, regrets.inferer, j);
  for (let k = 0; k < F; ++k) add(`inference_regret_worker_${K + k}`, regrets.forecaster, k);
  for (let j = 0; j < K; ++j) add(`naive_inference_regret_worker_${j}`, regrets.naive, j);
  for (let out = 0; out < K; ++out) {
    for (let j = 0; j < K; ++j) {
      add(`inference_regret_worker_${j}_oneout_${out}`, regrets.oneOutInfererInferer, out * K + j);
    }
    for (let k = 0; k < F; ++k) {
      add(`inference_regret_worker_${K + k}_oneout_${out}`, regrets.oneOutInfererForecaster, out * F + k);
    }
  }
  for (let out = 0; out < F; ++out) {
    const without = `oneout_${K + out}`;
    for (let j = 0; j < K; ++j) {
      add(`inference_regret_worker_${j}_${without}`, regrets.oneOutForecasterInferer, out * K + j);
    }
    for (let k = 0; k < F; ++k) {
      add(`inference_regret_worker_${K + k}_${without}`, regrets.oneOutForecasterForecaster, out * F + k);
    }
    for (let j = 0; j < K; ++j) {
      add(`inference_regret_worker_${j}_onein_${out}`, regrets.oneInInferer, out * K + j);
    }
    add(`inference_regret_worker_${K}_onein_${out}`, regrets.oneInSelf, out);
  }
  return columns;
}

/** Where the other stored numbers of actors are recorded. */
export function actorColumns(state: SynthesisState): StateColumn[] {
  const columns: StateColumn[] = [];
  state.coefficients.forEach((_, m) => {
    columns.push({ column: `reputer_listening_coefficient_${m}`, array: state.coefficients, at: m });
  });
  for (const role of roles) {
    state.smoothed[role].forEach((_, x) => {
      columns.push({ column: `${role}_reward_fraction_smooth_${x}`, array: state.smoothed[role], at: x });
    });
  }
  return columns;
}

/** Takes over the recorded cells of a row. */
export function takeRecorded(
  state: SynthesisState,
  columns: readonly StateColumn[],
  table: CsvTable,
  row: number,
): void {
  for (const { column, array, at } of columns) {
    const recorded = cellOf(table, column, row);
    if (!Number.isNaN(recorded)) array[at] = recorded;
  }
  const tau = cellOf(table, 'forecaster_score_ratio', row);
  if (!Number.isNaN(tau)) state.tau = tau;
  const loss = cellOf(table, 'network_loss', row);
  if (!Number.isNaN(loss)) state.networkLoss = loss;
}
