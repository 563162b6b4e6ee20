import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median } from '../../sim/math/order-statistics.ts';
import {
  createSynthesisWorkspace,
  networkInferencesInto,
  type SynthesisInput,
} from '../../sim/protocol/network-inferences.ts';
import { createRegrets, type Regrets } from '../../sim/protocol/regrets.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { scaleOfSet, type WeightRule, weightedInference, weightRule, weightsInto } from '../../sim/protocol/weights.ts';
import { allClose, close } from '../support/close.ts';
import { spreadNumber } from './spread-numbers.ts';

const none = Number.NaN;
const registered = { inferers: 7, forecasters: 5 };
const floor = 1e-7;

interface Case {
  inferers: number[];
  forecasters: number[];
  inferences: number[];
  forecasts: number[][];
  regrets: Regrets;
  previousLoss: number;
  initialRegret: number;
  allNew: boolean;
  rule: WeightRule;
  bootstrapMedian: boolean;
  quirk: boolean;
}

type Member = readonly [regret: number, value: number];

const scaleOfTopic = 0.4;

/** All inferences word by word, from lists of members; nothing is updated, subtracted or interpolated. */
function plainInferences(given: Case) {
  const { inferers, forecasters, inferences, forecasts, regrets, previousLoss, initialRegret, allNew, rule, quirk } =
    given;
  const [K, F] = [inferers.length, forecasters.length];
  const nothing = (length: number) => new Array<number>(length).fill(none);
  const matrix = (rows: number, columns: number) => Array.from({ length: rows }, () => nothing(columns));
  const out = {
    combined: none,
    naive: none,
    implied: nothing(F),
    oneOutInferer: nothing(K),
    oneOutForecaster: nothing(F),
    oneIn: nothing(F),
    impliedOneOut: matrix(F, K),
    members: inferences.map((value): Member => [none, value]),
  };
  if (K === 0) return out;
  if (K === 1) return { ...out, combined: inferences[0], naive: inferences[0] };
  const middleOf = (list: readonly number[]) =>
    median(Float64Array.from(list), list.length, new Float64Array(list.length));
  const known = !Number.isNaN(previousLoss);
  if (!known && given.bootstrapMedian) return { ...out, combined: middleOf(inferences), naive: 0 };

  const of = (members: readonly Member[], least = floor) => {
    const column = (part: 0 | 1) => Float64Array.from(members, (member) => member[part]);
    return weightedInference(column(0), column(1), members.length, rule, scaleOfTopic, least);
  };
  const stored = (column: Float64Array, at: number) => (Number.isNaN(column[at]) ? initialRegret : column[at]);
  const others = [...Array(K).keys()];
  const impliedOf = (k: number, withheld: number) => {
    const named = others.filter((j) => !Number.isNaN(forecasts[k][j]));
    const slips = quirk && (named.length === 1 || allNew);
    const left = named.filter((j) => slips || j !== withheld);
    if (left.length === 0) return none;
    if (allNew) return middleOf(left.map((j) => inferences[j]));
    return of(
      left.map((j) => [previousLoss - forecasts[k][j], inferences[j]]),
      0,
    );
  };
  if (known) {
    out.implied = forecasters.map((_, k) => impliedOf(k, -1));
    out.impliedOneOut = forecasters.map((_, k) => others.map((j) => impliedOf(k, j)));
  }
  const present = [...Array(F).keys()].filter((k) => !Number.isNaN(out.implied[k]));
  const ownRow = (row: Float64Array, from: number, left: readonly number[]): Member[] =>
    left.map((j) => [stored(row, from + inferers[j]), inferences[j]]);
  const mean = (left: readonly number[]) => left.reduce((sum, j) => sum + inferences[j], 0) / left.length;
  const [I, F0] = [registered.inferers, registered.forecasters];

  out.members = [
    ...ownRow(regrets.inferer, 0, others),
    ...present.map((k): Member => [stored(regrets.forecaster, forecasters[k]), out.implied[k]]),
  ];
  out.combined = allNew ? mean(others) : of(out.members);
  out.naive = allNew ? mean(others) : of(ownRow(regrets.naive, 0, others));
  out.oneOutInferer = others.map((withheld) => {
    const left = others.filter((j) => j !== withheld);
    if (allNew) return mean(left);
    const row = inferers[withheld];
    return of([
      ...ownRow(regrets.oneOutInfererInferer, row * I, left),
      ...present.map(
        (k): Member => [
          stored(regrets.oneOutInfererForecaster, row * F0 + forecasters[k]),
          out.impliedOneOut[k][withheld],
        ],
      ),
    ]);
  });
  if (present.length < 2) return out;
  for (const withheld of present) {
    const row = forecasters[withheld];
    out.oneOutForecaster[withheld] = allNew
      ? mean(others)
      : of([
          ...ownRow(regrets.oneOutForecasterInferer, row * I, others),
          ...present
            .filter((k) => k !== withheld)
            .map(
              (k): Member => [stored(regrets.oneOutForecasterForecaster, row * F0 + forecasters[k]), out.implied[k]],
            ),
        ]);
    out.oneIn[withheld] = allNew
      ? mean(others)
      : of([...ownRow(regrets.oneInInferer, row * I, others), [stored(regrets.oneInSelf, row), out.implied[withheld]]]);
  }
  return out;
}

const regretColumn = (length: number) =>
  fc
    .array(fc.oneof({ weight: 4, arbitrary: spreadNumber(-1, 1) }, fc.constant(none)), {
      minLength: length,
      maxLength: length,
    })
    .map((list) => Float64Array.from(list));

const { inferers: I, forecasters: F0 } = registered;
const allRegrets: fc.Arbitrary<Regrets> = fc.record({
  inferers: fc.constant(I),
  forecasters: fc.constant(F0),
  inferer: regretColumn(I),
  forecaster: regretColumn(F0),
  naive: regretColumn(I),
  oneOutInfererInferer: regretColumn(I * I),
  oneOutInfererForecaster: regretColumn(I * F0),
  oneOutForecasterInferer: regretColumn(F0 * I),
  oneOutForecasterForecaster: regretColumn(F0 * F0),
  oneInInferer: regretColumn(F0 * I),
  oneInSelf: regretColumn(F0),
});

const places = (count: number) => fc.subarray([...Array(count).keys()], { minLength: 0, maxLength: count });
const forecast = fc.oneof({ weight: 2, arbitrary: spreadNumber(-2, 1) }, fc.constant(none));
const cases: fc.Arbitrary<Case> = fc
  .tuple(places(I), places(F0), fc.integer({ min: 0, max: 9 }))
  .chain(([inferers, forecasters, kind]) =>
    fc.record({
      inferers: fc.constant(inferers),
      forecasters: fc.constant(forecasters),
      inferences: fc.array(spreadNumber(-5, 5), {
        minLength: inferers.length,
        maxLength: inferers.length,
      }),
      // Every fourth forecaster or so says nothing at all.
      forecasts: fc.array(
        fc.oneof(
          { weight: 3, arbitrary: fc.array(forecast, { minLength: inferers.length, maxLength: inferers.length }) },
          fc.constant(inferers.map(() => none)),
        ),
        { minLength: forecasters.length, maxLength: forecasters.length },
      ),
      regrets: allRegrets,
      previousLoss: fc.constant(kind < 2 ? none : -0.5),
      initialRegret: fc.constant(kind === 2 ? 0 : -0.3),
      allNew: fc.constant(kind === 1 || kind === 2),
      rule: fc.constantFrom(weightRule('clamped', 3, 0.75, 0.01), weightRule('ratio-mad', 3, 0.75, 0.01)),
      bootstrapMedian: fc.boolean(),
      quirk: fc.boolean(),
    }),
  );

describe('networkInferencesInto', () => {
  it('is its definition for any active set, in one memory for all epochs', () => {
    const workspace = createSynthesisWorkspace(I, F0);
    fc.assert(
      fc.property(cases, fc.boolean(), (given, hasImpliedOneOuts) => {
        const [K, F] = [given.inferers.length, given.forecasters.length];
        const layout = bundleLayout(K, F, hasImpliedOneOuts);
        const beyond = -12.5;
        const input: SynthesisInput = {
          ...given,
          // What stands beyond the active ones does not count.
          inferers: Int32Array.of(...given.inferers, 0),
          forecasters: Int32Array.of(...given.forecasters, 0),
          inferences: Float64Array.of(...given.inferences, beyond),
          forecasts: Float64Array.of(...given.forecasts.flat(), beyond),
          commonScale: scaleOfTopic,
          weightFloor: floor,
        };
        const values = new Float64Array(layout.length + 3).fill(beyond);
        networkInferencesInto(input, layout, workspace, values);
        const plain = plainInferences(given);
        const expected = [
          plain.combined,
          plain.naive,
          ...given.inferences,
          ...plain.implied,
          ...plain.oneOutInferer,
          ...plain.oneOutForecaster,
          ...plain.oneIn,
          ...(hasImpliedOneOuts ? plain.impliedOneOut.flat() : []),
        ];
        expect(expected.length).toBe(layout.length);
        // Means of values of both signs lose digits to their size, here at most 5.
        const shifted = (list: ArrayLike<number>) => Array.from(list, (x) => x + 20);
        allClose(shifted(values), shifted([...expected, beyond, beyond, beyond]), 1e-12);

        const weighted = plain.members.length > 0 && !given.allNew && !Number.isNaN(plain.members[0][0]);
        const count = weighted ? plain.members.length : K;
        expect(workspace.combinedCount).toBe(count);
        allClose(
          shifted(workspace.combinedValues.subarray(0, count)),
          shifted(plain.members.slice(0, count).map(([, value]) => value)),
          1e-12,
        );
        const present = plain.implied.flatMap((value, k) => (Number.isNaN(value) ? [] : [k]));
        expect([...workspace.present.subarray(0, workspace.presentCount)]).toEqual(present);
        if (!weighted) {
          expect(workspace.combinedScale).toBeNaN();
          expect([...workspace.combinedWeights.subarray(0, count)]).toEqual(new Array(count).fill(1));
          return;
        }
        const regrets = Float64Array.from(plain.members, ([regret]) => regret);
        const weights = new Float64Array(count);
        weightsInto(regrets, count, given.rule, scaleOfTopic, weights);
        allClose(workspace.combinedWeights, weights, 1e-12);
        close(workspace.combinedScale, scaleOfSet(regrets, count, given.rule, scaleOfTopic), 1e-14);
      }),
      { seed: 11, numRuns: 800, endOnFailure: true },
    );
  });

  it('starts from regrets that nobody has', () => {
    const regrets = createRegrets(2, 3);
    for (const [name, length] of Object.entries({
      inferer: 2,
      forecaster: 3,
      oneOutInfererForecaster: 6,
      oneInSelf: 3,
    })) {
      expect([...regrets[name as 'inferer']], name).toEqual(new Array(length).fill(none));
    }
  });
});
