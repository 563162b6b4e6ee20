import type { BundleLayout } from '../../sim/index.ts';
import { bundleLayout, combinedPlace, naivePlace } from '../../sim/index.ts';
import type { CsvTable } from './csv-table.ts';

/** How many actors a table of synthesis rows has room for; some may be absent in some rows. */
export interface SynthesisSize {
  readonly inferers: number;
  readonly forecasters: number;
  readonly reputers: number;
}

/** Counts the actors by the numbers in the column names. */
export function synthesisSize(table: CsvTable): SynthesisSize {
  const count = (pattern: RegExp) =>
    Math.max(0, ...table.header.map((name) => Number(pattern.exec(name)?.[1] ?? -1) + 1));
  return {
    inferers: count(/^inference_(\d+)$/),
    forecasters: count(/^forecasted_loss_(\d+)_for_\d+$/),
    reputers: count(/^reputer_stake_(\d+)$/),
  };
}

/** Reads the cell of a row; NaN where the cell is empty or the column is not there. */
export function cellOf(table: CsvTable, column: string, row: number): number {
  return table.columns.get(column)?.[row] ?? Number.NaN;
}

/**
 * Column names in the order of a bundle: of the values themselves, of the network's losses, and of one reputer's losses.
 */
export interface BundleColumns {
  readonly layout: BundleLayout;
  readonly values: readonly string[];
  readonly losses: readonly string[];
  /** Row m: the columns of reputer m's losses. */
  readonly reported: readonly (readonly string[])[];
}

export function bundleColumns(size: SynthesisSize): BundleColumns {
  const { inferers: K, forecasters: F } = size;
  const layout = bundleLayout(K, F, true);
  const values = new Array<string>(layout.length);
  const losses = new Array<string>(layout.length);
  const tails = new Array<string>(layout.length);
  const put = (place: number, value: string, loss: string, tail: string) => {
    values[place] = value;
    losses[place] = loss;
    tails[place] = tail;
  };
  put(combinedPlace, 'network_inference', 'network_loss', 'network_inference');
  put(naivePlace, 'network_naive_inference', 'network_naive_loss', 'naive_network_inference');
  for (let j = 0; j < K; ++j) {
    put(layout.inferer + j, `inference_${j}`, `inference_loss_${j}`, `inference_${j}`);
    const oneOut = `network_inference_oneout_${j}`;
    put(layout.oneOutInferer + j, oneOut, `network_loss_oneout_${j}`, oneOut);
  }
  for (let k = 0; k < F; ++k) {
    const implied = `forecast_implied_inference_${k}`;
    const impliedLoss = `forecast_implied_inference_loss_${k}`;
    put(layout.forecaster + k, implied, impliedLoss, implied);
    const oneOut = `network_inference_oneout_${K + k}`;
    put(layout.oneOutForecaster + k, oneOut, `network_loss_oneout_${K + k}`, oneOut);
    const oneIn = `onein_${k}`;
    put(
      layout.oneIn + k,
      `network_naive_inference_${oneIn}`,
      `network_naive_loss_${oneIn}`,
      `naive_network_inference_${oneIn}`,
    );
    for (let j = 0; j < K; ++j) {
      const without = `oneout_${j}`;
      const place = layout.impliedOneOut + k * K + j;
      put(place, `${implied}_${without}`, `${impliedLoss}_${without}`, `${implied}_${without}`);
    }
  }
  const reported = Array.from({ length: size.reputers }, (_, m) => tails.map((tail) => `reputer_${m}_loss_${tail}`));
  return { layout, values, losses, reported };
}
