import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readActors } from '../../../src/report/data/actors.ts';
import { ForecastReader, type Forecasts, RunningCorrelation } from '../../../src/report/data/forecasts.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { syntheticRun } from '../synthetic-run.ts';

interface Made {
  readonly actors?: number;
  readonly epochs: number;
  readonly recordedEvery?: number;
  readonly forecastOf?: (actor: number, epoch: number) => number;
  readonly correlation?: number;
}

/** Observed losses are 0, 1, 2, 0, 1, 2 .. with the epochs; forecasts are right unless `forecastOf` says otherwise. */
function read({ actors = 1, epochs, recordedEvery = 1, correlation = Number.NaN, forecastOf }: Made): Forecasts {
  const reader = new ForecastReader(recordedEvery);
  for (let n = 0; n < epochs; ++n) {
    for (let k = 0; k < actors; ++k) {
      const forecast = forecastOf?.(k, n) ?? n % 3;
      const point = { actor: `f-${k}`, policy: 'ema', epoch: n * recordedEvery, forecast, observed: n % 3 };
      reader.add(point, correlation);
    }
  }
  return reader.result();
}

describe('RunningCorrelation', () => {
  it('is what is worked out by hand, in any order', () => {
    const correlation = new RunningCorrelation();
    for (const [x, y] of [
      [-2, -1],
      [-3, -4],
      [-1, -1],
    ]) {
      correlation.add(x, y);
    }
    expect(correlation.result()).toBeCloseTo(3 / Math.sqrt(12), 14);
  });

  it('does not exist for two pairs, nor where one of the two is always the same', () => {
    const [two, same] = [new RunningCorrelation(), new RunningCorrelation()];
    for (const x of [1, 2]) two.add(x, x);
    for (const x of [1, 2, 3, 4]) same.add(x, 0.1);
    expect([two.result(), same.result()]).toEqual([Number.NaN, Number.NaN]);
  });

  it('is 1 for any rising line', () => {
    const number = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(
        fc.uniqueArray(number, { minLength: 3 }),
        fc.integer({ min: 1, max: 50 }),
        number,
        (xs, slope, at) => {
          const correlation = new RunningCorrelation();
          for (const x of xs) correlation.add(x, at + slope * x);
          expect(correlation.result()).toBeCloseTo(1, 9);
        },
      ),
    );
  });
});

describe('forecasts against losses', () => {
  it('are kept in full as long as they are few', () => {
    const { points, every, forecasters, shown } = read({ actors: 2, epochs: 500 });
    expect([points.length, every, forecasters, shown]).toEqual([1_000, 1, 2, 2]);
    expect(points[4]).toEqual({ actor: 'f-0', policy: 'ema', epoch: 2, forecast: 2, observed: 2 });
  });

  it('are thinned to whole epochs, evenly over the run, and say so', () => {
    const { points, every } = read({ actors: 4, epochs: 3_000, recordedEvery: 5 });
    expect(every).toBe(16);
    expect(points.length).toBe(4 * Math.ceil(3_000 / 16));
    expect([...new Set(points.map(({ epoch }) => epoch))].slice(0, 3)).toEqual([0, 80, 160]);
    expect(points.filter(({ epoch }) => epoch === 80).map(({ actor }) => actor)).toEqual(['f-0', 'f-1', 'f-2', 'f-3']);
  });

  it('never come to more than a thousand points, of 64 forecasters at most', () => {
    const { points, forecasters, shown } = read({ actors: 80, epochs: 100 });
    expect([forecasters, shown]).toEqual([80, 64]);
    expect(points.length).toBeLessThanOrEqual(1_000);
    expect(points.length).toBeGreaterThan(400);
    expect(new Set(points.map(({ actor }) => actor)).size).toBe(64);
  });

  it('go together over the epochs as the mean of the forecasters says, of all epochs', () => {
    // One is right, one says the contrary, one says always the same and does not count.
    const forecastOf = (actor: number, epoch: number): number => [epoch % 3, -(epoch % 3), 0.1][actor];
    expect(read({ epochs: 2_000, forecastOf }).overEpochs).toBeCloseTo(1, 12);
    expect(read({ actors: 2, epochs: 2_000, forecastOf }).overEpochs).toBeCloseTo(0, 12);
    expect(read({ actors: 3, epochs: 2_000, forecastOf }).overEpochs).toBeCloseTo(0, 12);
  });

  it('go together within the epochs as recorded', () => {
    expect(read({ epochs: 5, correlation: 0.25 }).withinEpochs).toBe(0.25);
    expect(read({ epochs: 5 }).withinEpochs).toBeNaN();
  });

  it('do not count where there is no forecast', () => {
    const { points, forecasters } = read({ epochs: 5, forecastOf: () => Number.NaN });
    expect([points, forecasters]).toEqual([[], 0]);
  });

  it('are read from the rows of forecasters whose epoch was judged, of the topics shown', () => {
    const folder = syntheticRun(temporaryFolder(), { epochs: 60, topics: 2, inferers: 5, forecasters: 2, reputers: 2 });
    const { topics } = readActors(join(folder, 'actors.arrow'), new Set(['topic-1']));
    expect(topics.get('topic-0')?.forecasts.points).toEqual([]);
    const forecasts = topics.get('topic-1')?.forecasts;
    // Epoch 49 is not judged.
    expect(forecasts?.points.length).toBe(2 * 59);
    expect(forecasts?.forecasters).toBe(2);
    expect(forecasts?.overEpochs).toBeGreaterThan(0.3);
    expect(forecasts?.withinEpochs).toBeGreaterThan(0.3);
  });
});
