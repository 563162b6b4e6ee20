import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createForecastAccuracy,
  type ForecastAccuracy,
  forecastAccuracyInto,
} from '../../sim/metrics/forecast-accuracy.ts';
import { runColumns, runTopic, smallScenario } from '../engine/small-scenario.ts';

const none = Number.NaN;

function accuracyOf(forecasts: readonly number[], losses: readonly number[]): ForecastAccuracy {
  const accuracy = createForecastAccuracy();
  forecastAccuracyInto(Float64Array.from(forecasts), 0, Float64Array.from(losses), 0, forecasts.length, accuracy);
  return accuracy;
}

describe('forecastAccuracyInto', () => {
  // Deviations -1, 0, 1 and -2, 1, 1: covariance 3 over sqrt(2) × sqrt(6).
  it('gives means and correlation as worked out by hand', () => {
    const { forecast, observed, correlation } = accuracyOf([-3, -2, -1], [-4, -1, -1]);
    expect([forecast, observed]).toEqual([-2, -2]);
    expect(correlation).toBeCloseTo(3 / Math.sqrt(12), 15);
  });

  it('counts inferers with a forecast and a loss only', () => {
    const { forecast, observed, correlation } = accuracyOf([-3, none, -2, 50, -1], [-4, 50, -1, none, -1]);
    expect([forecast, observed]).toEqual([-2, -2]);
    expect(correlation).toBeCloseTo(3 / Math.sqrt(12), 15);
  });

  it('reads the row of the forecaster and the losses of the inferers, wherever they begin', () => {
    const accuracy = createForecastAccuracy();
    const [forecasts, losses] = [Float64Array.of(9, 9, 9, -3, -2, -1, 9), Float64Array.of(7, 7, -4, -1, -1, 7)];
    forecastAccuracyInto(forecasts, 3, losses, 2, 3, accuracy);
    expect(accuracy).toEqual(accuracyOf([-3, -2, -1], [-4, -1, -1]));
  });

  it('is 1 on a rising line and -1 on a falling one, whatever the level', () => {
    expect(accuracyOf([1, 2, 6], [-10, -9, -5])).toEqual({ forecast: 3, observed: -8, correlation: 1 });
    expect(accuracyOf([1, 2, 6], [-1, -2, -6]).correlation).toBe(-1);
  });

  it('has no correlation with two inferers, or where one of the two is the same for all', () => {
    expect(accuracyOf([-3, -2], [-4, -1])).toEqual({ forecast: -2.5, observed: -2.5, correlation: none });
    // 0.1 + 0.1 + 0.1 is not 0.3: a mean taken plainly would leave a spread.
    expect(accuracyOf([0.1, 0.1, 0.1], [-4, -1, -1]).correlation).toBeNaN();
    expect(accuracyOf([-4, -1, -1], [0.1, 0.1, 0.1]).correlation).toBeNaN();
  });

  it('has nothing to say without a pair', () => {
    expect(accuracyOf([], [])).toEqual({ forecast: none, observed: none, correlation: none });
    expect(accuracyOf([none, -1], [-1, none])).toEqual({ forecast: none, observed: none, correlation: none });
  });

  it('lies between -1 and 1 and does not change when the two change places', () => {
    const loss = fc.double({ min: -12, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(loss, loss), { minLength: 3, maxLength: 20 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const { correlation } = accuracyOf(a, b);
        expect(Math.abs(correlation) <= 1 || Number.isNaN(correlation)).toBe(true);
        expect(accuracyOf(b, a).correlation).toBe(correlation);
      }),
    );
  });
});

describe('forecasts', () => {
  const [none, all] = [0, 1].map((every) => ({
    epochs: { every: 1 },
    actors: { every },
    chain: { every: 0 },
  }));

  it('are kept with the nonces where actors are recorded, and nowhere else', () => {
    const kept = (record: typeof none, set = {}) => {
      const { ring } = runTopic(smallScenario({ epochs: 3, record, set: { groundTruthLag: 300, ...set } }));
      return ring.map(({ forecasts }) => forecasts.length);
    };
    expect(kept(none, { inferencesComputed: 'window-close' })).toEqual(Array(7).fill(0));
    expect(kept(all, { inferencesComputed: 'window-close' })).toEqual(Array(7).fill(3 * 12));
    expect(kept(none, { inferencesComputed: 'at-query' })).toEqual(Array(7).fill(3 * 12));
  });

  it('change nothing in the run by being kept', () => {
    const [without, withThem] = [none, all].map((record) =>
      runColumns(smallScenario({ record, set: { groundTruthLag: 300 } })),
    );
    expect(withThem.numbers).toEqual(without.numbers);
    expect(withThem.simulation.summary()).toEqual(without.simulation.summary());
  });
});
