import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkLossesInto } from '../../sim/protocol/network-losses.ts';
import { createRegrets, updateRegrets } from '../../sim/protocol/regrets.ts';
import { forecasterScoresInto, infererScoresInto } from '../../sim/protocol/scores.ts';
import { type BundleLayout, bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { allClose } from '../support/close.ts';
import { spreadNumber } from './spread-numbers.ts';

const none = Number.NaN;
const loss = fc.oneof({ weight: 4, arbitrary: spreadNumber(-3, 2) }, fc.constant(none));
const column = (length: number) => fc.array(loss, { minLength: length, maxLength: length });
const layouts = fc
  .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.boolean())
  .map(([K, F, implied]) => bundleLayout(K, F, implied));

/** Whom each value of a bundle is about: inferers and forecasters in order, worked out from nothing but the order. */
function subjects({ inferers: K, forecasters: F, hasImpliedOneOuts }: BundleLayout) {
  const upTo = (count: number) => [...Array(count).keys()];
  return [
    { family: 'combined' },
    { family: 'naive' },
    ...upTo(K).map((j) => ({ family: 'inferer', j })),
    ...upTo(F).map((k) => ({ family: 'forecaster', k })),
    ...upTo(K).map((j) => ({ family: 'oneOutInferer', j })),
    ...upTo(F).map((k) => ({ family: 'oneOutForecaster', k })),
    ...upTo(F).map((k) => ({ family: 'oneIn', k })),
    ...(hasImpliedOneOuts ? upTo(F).flatMap((k) => upTo(K).map((j) => ({ family: 'implied', k, j }))) : []),
  ] as { family: string; j?: number; k?: number }[];
}

/** Reads a bundle by name. */
function reader(layout: BundleLayout, values: ArrayLike<number>) {
  const all = subjects(layout);
  return (family: string, who: { j?: number; k?: number } = {}): number => {
    const at = all.findIndex((subject) => subject.family === family && subject.j === who.j && subject.k === who.k);
    return at < 0 ? none : values[at];
  };
}

describe('networkLossesInto', () => {
  it('is its definition whatever is left out, in one memory for all epochs', () => {
    const stakeSums = new Float64Array(40).fill(5);
    const losses = new Float64Array(40).fill(5);
    const epochs = layouts.chain((layout) =>
      fc.record({
        layout: fc.constant(layout),
        reports: fc.array(fc.tuple(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constant(0)), column(layout.length)), {
          maxLength: 3,
        }),
      }),
    );
    fc.assert(
      fc.property(epochs, ({ layout, reports }) => {
        const stride = layout.length + 2;
        const beyond = -12.5;
        losses.fill(beyond, layout.length);
        const rows = Float64Array.from([...reports.flatMap(([, row]) => [...row, 7, 7]), ...new Array(stride).fill(7)]);
        const stakes = Float64Array.from([...reports.map(([stake]) => stake), 1000]);
        const judgeable = networkLossesInto(rows, stride, stakes, reports.length, layout, stakeSums, losses);
        const means = subjects(layout).map((_, v) => {
          const there = reports.filter(([stake, row]) => stake > 0 && !Number.isNaN(row[v]));
          const sum = there.reduce((a, [stake]) => a + stake, 0);
          return there.length > 0 ? there.reduce((a, [stake, row]) => a + stake * row[v], 0) / sum : none;
        });
        const of = reader(layout, means);
        const expected = subjects(layout).map(({ j, k }, v) => {
          const alone =
            (j !== undefined && Number.isNaN(of('inferer', { j }))) ||
            (k !== undefined && Number.isNaN(of('forecaster', { k })));
          return alone ? none : means[v];
        });
        allClose(
          Array.from(losses.subarray(0, layout.length), (x) => x + 10),
          expected.map((x) => x + 10),
          1e-13,
        );
        expect(losses[layout.length]).toBe(beyond);
        expect(judgeable).toBe(!Number.isNaN(expected[0]) && !Number.isNaN(expected[1]));
      }),
      { seed: 12, numRuns: 300, endOnFailure: true },
    );
  });
});

describe('updateRegrets', () => {
  const [I, F0] = [5, 4];
  const places = (count: number) => fc.subarray([...Array(count).keys()]);
  const epoch = fc.tuple(places(I), places(F0), fc.boolean()).chain(([inferers, forecasters, implied]) => {
    const layout = bundleLayout(inferers.length, forecasters.length, implied);
    return fc.record({
      layout: fc.constant(layout),
      inferers: fc.constant(inferers),
      forecasters: fc.constant(forecasters),
      losses: column(layout.length),
    });
  });

  it('moves every pair with both losses by its definition and leaves all others, over several epochs', () => {
    fc.assert(
      fc.property(fc.array(epoch, { minLength: 1, maxLength: 4 }), (epochs) => {
        const regrets = createRegrets(I, F0);
        const expected = new Map<string, number>();
        const [alpha, initial] = [0.3, -0.7];
        for (const { layout, inferers, forecasters, losses } of epochs) {
          const padded = Float64Array.of(...losses, 50, 50, 50);
          updateRegrets(
            regrets,
            padded,
            layout,
            Int32Array.of(...inferers, 0),
            Int32Array.of(...forecasters, 0),
            alpha,
            initial,
          );
          const of = reader(layout, losses);
          const step = (key: string, network: number, own: number) => {
            if (Number.isNaN(network - own)) return;
            expected.set(key, alpha * (network - own) + (1 - alpha) * (expected.get(key) ?? initial));
          };
          inferers.forEach((J, j) => {
            const own = of('inferer', { j });
            step(`inferer ${J}`, of('combined'), own);
            step(`naive ${J}`, of('naive'), own);
            inferers.forEach((O, o) => {
              step(`oneOutInfererInferer ${O * I + J}`, of('oneOutInferer', { j: o }), own);
            });
            forecasters.forEach((O, o) => {
              step(`oneOutForecasterInferer ${O * I + J}`, of('oneOutForecaster', { k: o }), own);
              step(`oneInInferer ${O * I + J}`, of('oneIn', { k: o }), own);
            });
          });
          forecasters.forEach((L, k) => {
            const own = of('forecaster', { k });
            step(`forecaster ${L}`, of('combined'), own);
            step(`oneInSelf ${L}`, of('oneIn', { k }), own);
            inferers.forEach((O, o) => {
              step(`oneOutInfererForecaster ${O * F0 + L}`, of('oneOutInferer', { j: o }), of('implied', { k, j: o }));
            });
            forecasters.forEach((O, o) => {
              step(`oneOutForecasterForecaster ${O * F0 + L}`, of('oneOutForecaster', { k: o }), own);
            });
          });
        }
        let stored = 0;
        for (const [family, column] of Object.entries(regrets)) {
          if (!(column instanceof Float64Array)) continue;
          allClose(
            column,
            Array.from(column, (_, at) => expected.get(`${family} ${at}`) ?? none),
            1e-11,
          );
          stored += column.filter((regret) => !Number.isNaN(regret)).length;
        }
        expect(stored).toBe(expected.size);
      }),
      { seed: 13, numRuns: 150, endOnFailure: true },
    );
  });
});

describe('scores', () => {
  it('are their definition for any bundle', () => {
    fc.assert(
      fc.property(
        layouts.chain((layout) => fc.tuple(fc.constant(layout), column(layout.length))),
        ([layout, losses]) => {
          const of = reader(layout, losses);
          const padded = Float64Array.of(...losses, 9, 9);
          const scores = new Float64Array(6).fill(-9);
          const { inferers: K, forecasters: F } = layout;
          const there = (family: string, count: number, letter: 'j' | 'k') =>
            [...Array(count).keys()].filter((l) => !Number.isNaN(of(family, { [letter]: l }))).length;
          const judged = there('inferer', K, 'j');
          expect(infererScoresInto(padded, layout, scores)).toBe(judged);
          const plain = [...Array(K).keys()].map((j) => {
            if (judged === 1) return 0 * of('inferer', { j });
            return of('oneOutInferer', { j }) - of('combined');
          });
          allClose(scores, [...plain.map((x) => x + 0), -9], 0);
          scores.fill(-9);
          const foretold = there('forecaster', F, 'k');
          expect(forecasterScoresInto(padded, layout, scores)).toBe(foretold);
          const share = 0.5 ** (foretold - 1);
          const blended = [...Array(F).keys()].map((k) => {
            if (foretold === 1) return 0 * of('forecaster', { k }) + 0;
            const [oneOut, oneIn] = [of('oneOutForecaster', { k }) - of('combined'), of('naive') - of('oneIn', { k })];
            return foretold === 0 ? none : (1 - share) * oneOut + share * oneIn;
          });
          if (foretold > 0) allClose(scores, [...blended, -9], 1e-12);
        },
      ),
      { seed: 14, numRuns: 300, endOnFailure: true },
    );
  });
});
