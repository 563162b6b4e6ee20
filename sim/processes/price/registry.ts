import { constant } from './constant.ts';
import { csv } from './csv.ts';
import { gbm } from './gbm.ts';
import type { PriceProcess } from './price-process.ts';

/** Every process of the price of an ALLO by its name. */
export const priceProcesses: Readonly<Record<string, PriceProcess>> = { constant, gbm, csv };
