import type { PricePath } from '../processes/price/price-process.ts';
import { priceProcesses } from '../processes/price/registry.ts';
import { type RunInputs, seriesKey } from './inputs.ts';
import type { Scenario } from './scenario.ts';

const secondsPerDay = 86_400;

/** What an ALLO costs, fiat, by block. */
export interface Price {
  readonly path: PricePath;
  readonly daysPerBlock: number;
}

export function createPrice({ price, tokenomics }: Scenario, root: Int32Array, inputs: RunInputs): Price {
  const { process, file, column } = price;
  const series = typeof file === 'string' ? inputs.series?.[seriesKey(file, String(column))] : undefined;
  return {
    path: priceProcesses[process].create(price, root, series === undefined ? {} : { series }),
    daysPerBlock: Number(tokenomics.secondsPerBlock) / secondsPerDay,
  };
}

/** Fiat per ALLO on the day of a block. */
export function priceAt({ path, daysPerBlock }: Price, block: number): number {
  return path.at(Math.floor(block * daysPerBlock));
}
