/** Forecast-implied inferences and every network inference of an epoch, each formula spelled out on its own. */
import type { Big, Input, Maybe } from './numbers.ts';
import {
  big,
  decimal,
  larger,
  maybeBig,
  maybeBigs,
  mean,
  median,
  medianAbsoluteDeviation,
  present,
  sum,
  weightedPercentile,
  zero,
} from './numbers.ts';
import type { WeightContext, WeightRule } from './weights.ts';
import { weights } from './weights.ts';

/** Regrets by family; null where none is stored. j, k: worker of the regret; primes: the withheld or added one. */
export interface RegretState {
  /** R_j */
  inferer: Maybe<Input>[];
  /** R_k */
  forecaster: Maybe<Input>[];
  /** R^-_j */
  naive: Maybe<Input>[];
  /** R^(-j')_j, [j'][j] */
  oneOutInfererInferer: Maybe<Input>[][];
  /** R^(-j')_k, [j'][k] */
  oneOutInfererForecaster: Maybe<Input>[][];
  /** R^(-k')_j, [k'][j] */
  oneOutForecasterInferer: Maybe<Input>[][];
  /** R^(-k')_k, [k'][k] */
  oneOutForecasterForecaster: Maybe<Input>[][];
  /** R^(+k')_j, [k'][j] */
  oneInInferer: Maybe<Input>[][];
  /** R^(+k')_k', [k'] */
  oneInSelf: Maybe<Input>[];
}

export interface SynthesisInput {
  /** I_j; null if the inferer is absent */
  inferences: readonly Maybe<Input>[];
  /** forecasted losses f_kj, [k][j], in the scale of the losses */
  forecasts: readonly (readonly Maybe<Input>[])[];
  /** latest network loss; null if none was ever stored */
  previousLoss: Maybe<Input>;
  /** no experienced worker yet: means and medians instead of weights */
  allNew: boolean;
  /** stands in for every regret that is not stored */
  initialRegret: Input;
  regrets: RegretState;
  rule: WeightRule;
  commonScale: Maybe<Input>;
  p: Input;
  c: Input;
  epsilon: Input;
  /** floor of sums of weights; 1e-7 if not given */
  epsilonSafeDivision?: Input;
  /** with no losses yet: the first chain gives the median and a naive value of 0, later ones the path without forecasters */
  withoutLosses?: 'median' | 'no-forecasters';
}

export interface Synthesis {
  /** R_jk = L_prev - f_kj where k forecasts j and j is present, [k][j] */
  forecastedRegrets: Maybe<Big>[][];
  /** I_k */
  implied: Maybe<Big>[];
  /** I_k without inferer j', [k][j'] */
  impliedOneOut: Maybe<Big>[][];
  combined: Big;
  /** raw weights of inferers in the combined inference; null where they take no part or nothing is weighted */
  infererWeights: Maybe<Big>[];
  forecasterWeights: Maybe<Big>[];
  /** weighted percentiles 2.28, 15.87, 50, 84.13, 97.72; null where nothing is weighted */
  percentiles: Maybe<Big>[];
  naive: Big;
  oneOutInferer: Maybe<Big>[];
  oneOutForecaster: Maybe<Big>[];
  oneInForecaster: Maybe<Big>[];
  /** every set of regrets that was turned into weights, for counting clamps */
  weighedSets: Big[][];
}

/** One worker in a weighted mean; value null: its regret counts for scale and maximum, its value is skipped. */
interface Member {
  regret: Big;
  value: Maybe<Big>;
}

export const confidencePercents = ['2.28', '15.87', '50', '84.13', '97.72'];

/** I = sum w V / max(sum w, floor). */
function weightedMean(members: readonly Member[], context: WeightContext, floor: Big, sets: Big[][]): Big {
  const regrets = members.map((member) => member.regret);
  sets.push(regrets);
  const memberWeights = weights(regrets, context);
  const used = members.map((member, l) => ({ value: member.value, weight: memberWeights[l] }));
  const valued = used.filter((entry): entry is { value: Big; weight: Big } => entry.value !== null);
  const top = sum(valued.map((entry) => entry.weight.times(entry.value)));
  const bottom = sum(valued.map((entry) => entry.weight));
  return top.div(larger(bottom, floor));
}

/**
 * I_k from one forecaster's elements: weights of L_prev - f_kj over the inferers it forecasts and that are present.
 *
 * Absent without any such inferer or with a weight sum of 0. The median of those inferences when all are new.
 */
export function impliedInference(
  inferences: readonly Maybe<Big>[],
  forecast: readonly Maybe<Big>[],
  previousLoss: Big,
  allNew: boolean,
  context: WeightContext,
  sets: Big[][] = [],
): Maybe<Big> {
  const regrets: Big[] = [];
  const values: Big[] = [];
  for (let j = 0; j < inferences.length; j += 1) {
    const inference = inferences[j];
    const forecastedLoss = forecast[j];
    if (inference === null || forecastedLoss === null) continue;
    regrets.push(previousLoss.minus(forecastedLoss));
    values.push(inference);
  }
  if (values.length === 0) return null;
  if (allNew) return median(values);
  if (values.length === 1) return values[0];
  sets.push(regrets);
  const elementWeights = weights(regrets, context);
  const total = sum(elementWeights);
  if (total.isZero()) return null;
  return sum(values.map((value, index) => elementWeights[index].times(value))).div(total);
}

/** The list with one entry stripped. */
function without<T>(values: readonly Maybe<T>[], index: number): Maybe<T>[] {
  return values.map((value, l) => (l === index ? null : value));
}

/**
 * All inferences of an epoch. The decision goes by the number of inferences.
 *
 * @throws if there is no inference at all
 */
export function synthesize(input: SynthesisInput): Synthesis {
  const inferences = maybeBigs(input.inferences);
  const forecasts = input.forecasts.map(maybeBigs);
  const previousLoss = maybeBig(input.previousLoss);
  const initialRegret = big(input.initialRegret);
  const floor = big(input.epsilonSafeDivision ?? 1e-7);
  const context: WeightContext = {
    rule: input.rule,
    p: big(input.p),
    c: big(input.c),
    epsilon: big(input.epsilon),
    commonScale: maybeBig(input.commonScale),
  };
  const stored = (regret: Maybe<Input> | undefined): Big => maybeBig(regret) ?? initialRegret;
  const inferers = inferences.flatMap((inference, j) => (inference === null ? [] : [j]));
  const nobody: null[] = inferences.map(() => null);
  const noForecaster: null[] = forecasts.map(() => null);
  const sets: Big[][] = [];

  const result: Synthesis = {
    forecastedRegrets: forecasts.map((forecast) =>
      forecast.map((loss, j) =>
        loss === null || inferences[j] === null || previousLoss === null ? null : previousLoss.minus(loss),
      ),
    ),
    implied: [...noForecaster],
    impliedOneOut: forecasts.map(() => [...nobody]),
    combined: zero,
    infererWeights: [...nobody],
    forecasterWeights: [...noForecaster],
    percentiles: confidencePercents.map(() => null),
    naive: zero,
    oneOutInferer: [...nobody],
    oneOutForecaster: [...noForecaster],
    oneInForecaster: [...noForecaster],
    weighedSets: sets,
  };

  if (inferers.length === 0) throw new Error('no inference in this epoch');
  if (inferers.length === 1) {
    const only = present(inferences)[0];
    result.combined = only;
    result.naive = only;
    result.percentiles = confidencePercents.map(() => only);
    return result;
  }
  if (previousLoss === null && (input.withoutLosses ?? 'median') === 'median') {
    result.combined = median(present(inferences));
    return result;
  }

  const impliedFrom = (values: readonly Maybe<Big>[], forecast: readonly Maybe<Big>[]): Maybe<Big> =>
    previousLoss === null ? null : impliedInference(values, forecast, previousLoss, input.allNew, context, sets);
  result.implied = forecasts.map((forecast) => impliedFrom(inferences, forecast));
  const forecasters = result.implied.flatMap((value, k) => (value === null ? [] : [k]));
  for (const k of forecasters) {
    for (const withheld of inferers) {
      result.impliedOneOut[k][withheld] = impliedFrom(without(inferences, withheld), without(forecasts[k], withheld));
    }
  }

  const aggregate = (infererMembers: Member[], forecasterMembers: Member[]): Big =>
    input.allNew
      ? mean(present(infererMembers.map((member) => member.value)))
      : weightedMean([...infererMembers, ...forecasterMembers], context, floor, sets);

  const regrets = input.regrets;
  result.combined = aggregate(
    inferers.map((j) => ({ regret: stored(regrets.inferer[j]), value: inferences[j] })),
    forecasters.map((k) => ({ regret: stored(regrets.forecaster[k]), value: result.implied[k] })),
  );
  result.naive = aggregate(
    inferers.map((j) => ({ regret: stored(regrets.naive[j]), value: inferences[j] })),
    [],
  );
  for (const withheld of inferers) {
    const others = inferers.filter((j) => j !== withheld);
    result.oneOutInferer[withheld] = aggregate(
      others.map((j) => ({ regret: stored(regrets.oneOutInfererInferer[withheld]?.[j]), value: inferences[j] })),
      forecasters.map((k) => ({
        regret: stored(regrets.oneOutInfererForecaster[withheld]?.[k]),
        value: result.impliedOneOut[k][withheld],
      })),
    );
  }
  if (forecasters.length > 1) {
    for (const withheld of forecasters) {
      const others = forecasters.filter((k) => k !== withheld);
      result.oneOutForecaster[withheld] = aggregate(
        inferers.map((j) => ({ regret: stored(regrets.oneOutForecasterInferer[withheld]?.[j]), value: inferences[j] })),
        others.map((k) => ({
          regret: stored(regrets.oneOutForecasterForecaster[withheld]?.[k]),
          value: result.implied[k],
        })),
      );
    }
    for (const added of forecasters) {
      result.oneInForecaster[added] = aggregate(
        inferers.map((j) => ({ regret: stored(regrets.oneInInferer[added]?.[j]), value: inferences[j] })),
        [{ regret: stored(regrets.oneInSelf[added]), value: result.implied[added] }],
      );
    }
  }
  if (!input.allNew) addWeightsAndPercentiles(result, input, inferers, forecasters, inferences, context, stored);
  return result;
}

/** Combined weights, and the percentiles of the weighted values. Values are compared as the doubles they print as. */
function addWeightsAndPercentiles(
  result: Synthesis,
  input: SynthesisInput,
  inferers: readonly number[],
  forecasters: readonly number[],
  inferences: readonly Maybe<Big>[],
  context: WeightContext,
  stored: (regret: Maybe<Input> | undefined) => Big,
): void {
  const combinedWeights = weights(
    [
      ...inferers.map((j) => stored(input.regrets.inferer[j])),
      ...forecasters.map((k) => stored(input.regrets.forecaster[k])),
    ],
    context,
  );
  inferers.forEach((j, index) => {
    result.infererWeights[j] = combinedWeights[index];
  });
  forecasters.forEach((k, index) => {
    result.forecasterWeights[k] = combinedWeights[inferers.length + index];
  });
  const values = [
    ...present(inferers.map((j) => inferences[j])),
    ...present(forecasters.map((k) => result.implied[k])),
  ].map((value) => big(value.toNumber()));
  result.percentiles = confidencePercents.map((percent) =>
    weightedPercentile(values, combinedWeights, decimal(percent)),
  );
}

/**
 * Which inferences the outlier-resistant network inference keeps: |x - median| <= threshold * MAD, the MAD smoothed.
 *
 * @param previousDeviation the smoothed MAD of the epoch before; 0 if there was none
 */
export function outlierFilter(
  values: readonly Maybe<Input>[],
  previousDeviation: Input,
  threshold: Input,
  alpha: Input,
): { kept: boolean[]; median: Big; deviation: Big } {
  const entries = maybeBigs(values);
  const centre = median(present(entries));
  const now = medianAbsoluteDeviation(present(entries));
  const before = big(previousDeviation);
  const share = big(alpha);
  const deviation = before.isZero() ? now : share.times(now).plus(big(1).minus(share).times(before));
  const off = centre.isZero() || deviation.isZero();
  const kept = entries.map(
    (value) => value !== null && (off || value.minus(centre).abs().lte(big(threshold).times(deviation))),
  );
  return { kept, median: centre, deviation };
}
