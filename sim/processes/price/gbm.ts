import { exp } from '../../math/exp.ts';
import type { ParameterDeclaration } from '../../parameters/declaration.ts';
import { numberOf } from '../../parameters/number-of.ts';
import { drawKeyInto } from '../../random/draw-key.ts';
import { identity } from '../../random/identity.ts';
import { normal } from '../../random/normal.ts';
import { purposePriceInnovation } from '../../random/purposes.ts';
import type { PriceProcess } from './price-process.ts';

const initialPrice: ParameterDeclaration = {
  name: 'initialPrice',
  kind: 'number',
  default: 1,
  exclusiveMinimum: 0,
  unit: 'fiat per ALLO',
  doc: 'What an ALLO costs on the first day.',
};
const drift: ParameterDeclaration = {
  name: 'drift',
  kind: 'number',
  default: 0,
  minimum: -1,
  maximum: 1,
  unit: 'log-return per day',
  doc: 'Mean return of a day. At minus half the squared volatility the expected price stays the same.',
};
const volatility: ParameterDeclaration = {
  name: 'volatility',
  kind: 'number',
  default: 0.05,
  minimum: 0,
  maximum: 1,
  unit: 'log-return per day',
  doc: 'Standard deviation of the return of a day.',
};

/** Days that a path has room for at first; it doubles when they are over. */
const firstDays = 64;

/** Geometric Brownian motion in steps of a day: P_d = P_0 exp(sum of r_1 .. r_d), r ~ N(drift, volatility²). */
export const gbm: PriceProcess = {
  name: 'gbm',
  doc: 'Grows by independent normal log-returns, one a day.',
  source: 'own model',
  parameters: [initialPrice, drift, volatility],
  create: (parameters, root) => {
    const start = numberOf(parameters, initialPrice);
    const mean = numberOf(parameters, drift);
    const deviation = numberOf(parameters, volatility);
    const { high, low } = identity('price');
    const key = new Int32Array(4);
    // Sums of returns of the days made so far.
    let sums = new Float64Array(firstDays);
    let made = 1;
    const makeUntil = (day: number): void => {
      while (sums.length <= day) {
        const longer = new Float64Array(2 * sums.length);
        longer.set(sums);
        sums = longer;
      }
      for (; made <= day; ++made) {
        drawKeyInto(root, high, low, made, purposePriceInnovation, key);
        sums[made] = sums[made - 1] + mean + deviation * normal(key, 0, 0);
      }
    };
    return {
      at(day) {
        const whole = Math.floor(day);
        if (whole >= made) makeUntil(whole);
        return start * exp(sums[whole]);
      },
    };
  },
};
