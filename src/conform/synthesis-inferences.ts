import type { ParameterValue, SynthesisInput, SynthesisWorkspace, WeightRule } from '../../sim/index.ts';
import {
  bundleLayout,
  confidencePercentages,
  createSynthesisWorkspace,
  forecastedRegret,
  networkInferencesInto,
} from '../../sim/index.ts';
import { percentilesNearest } from './percentiles.ts';
import { needsEarlierRows, noValueByTheRules, numberOf, type SynthesisCells } from './synthesis-cells.ts';
import type { BundleColumns, SynthesisSize } from './synthesis-columns.ts';
import type { SynthesisState } from './synthesis-state.ts';
import { weightRuleOf } from './weight-rule.ts';

/** Recomputes what the network inferred in a row from its inferences and forecasts and the state of the row before. */
export class SynthesisInferences {
  readonly #columns: BundleColumns;
  readonly #size: SynthesisSize;
  readonly #rule: WeightRule;
  readonly #weightFloor: number;
  readonly #workspace: SynthesisWorkspace;
  readonly #inferers: Int32Array;
  readonly #forecasters: Int32Array;
  readonly #inferences: Float64Array;
  readonly #forecasts: Float64Array;
  readonly #values: Float64Array;
  readonly #percentiles = new Float64Array(confidencePercentages.length);

  constructor(columns: BundleColumns, size: SynthesisSize, values: Readonly<Record<string, ParameterValue>>) {
    const { inferers: K, forecasters: F } = size;
    this.#columns = columns;
    this.#size = size;
    this.#rule = weightRuleOf(values);
    this.#weightFloor = numberOf(values, 'epsilonSafeDiv');
    this.#workspace = createSynthesisWorkspace(K, F);
    this.#inferers = new Int32Array(K);
    this.#forecasters = Int32Array.from({ length: F }, (_, k) => k);
    this.#inferences = new Float64Array(K);
    this.#forecasts = new Float64Array(K * F);
    this.#values = new Float64Array(columns.layout.length);
  }

  compareRow(cells: SynthesisCells, state: SynthesisState, hasBefore: boolean): void {
    const { inferers: K, forecasters: F } = this.#size;
    let present = 0;
    for (let j = 0; j < K; ++j) {
      const inference = cells.read(`inference_${j}`);
      if (Number.isNaN(inference)) continue;
      this.#inferers[present] = j;
      this.#inferences[present++] = inference;
    }
    for (let k = 0; k < F; ++k) {
      for (let n = 0; n < present; ++n) {
        this.#forecasts[k * present + n] = cells.read(`forecasted_loss_${k}_for_${this.#inferers[n]}`);
      }
    }
    const previousLoss = hasBefore ? state.networkLoss : Number.NaN;
    for (let k = 0; k < F; ++k) {
      for (let j = 0; j < K; ++j) {
        const forecast = cells.read(`forecasted_loss_${k}_for_${j}`);
        const missing = Number.isNaN(forecast) ? noValueByTheRules : needsEarlierRows;
        cells.check(`forecasted_regret_${k}_inferer_${j}`, forecastedRegret(previousLoss, forecast), missing);
      }
    }
    const layout = bundleLayout(present, F, true);
    const values = this.#values;
    values.fill(Number.NaN);
    const isKnown = !Number.isNaN(previousLoss) && (this.#rule.clamped || !Number.isNaN(state.scale));
    if (isKnown) networkInferencesInto(this.#input(state, previousLoss), layout, this.#workspace, values);
    this.#compare(cells, present, isKnown && this.#knowsRegrets(state, present));
    this.#comparePercentiles(cells, isKnown);
  }

  #input(state: SynthesisState, previousLoss: number): SynthesisInput {
    return {
      inferers: this.#inferers,
      forecasters: this.#forecasters,
      inferences: this.#inferences,
      forecasts: this.#forecasts,
      regrets: state.regrets,
      previousLoss,
      initialRegret: Number.NaN,
      allNew: false,
      rule: this.#rule,
      commonScale: state.scale,
      weightFloor: this.#weightFloor,
      bootstrapMedian: false,
      quirk: false,
    };
  }

  /** The values computed for the inferers present stand elsewhere than those of all inferers. */
  #compare(cells: SynthesisCells, present: number, isKnown: boolean): void {
    const { inferers: K, forecasters: F } = this.#size;
    const { layout: all, values: names } = this.#columns;
    const layout = bundleLayout(present, F, true);
    const missing = isKnown ? noValueByTheRules : needsEarlierRows;
    const check = (place: number, computed: number) => cells.check(names[place], computed, missing);
    const values = this.#values;
    check(0, values[0]);
    check(1, values[1]);
    const at = new Map<number, number>();
    for (let n = 0; n < present; ++n) at.set(this.#inferers[n], n);
    for (let j = 0; j < K; ++j) {
      const n = at.get(j);
      check(all.oneOutInferer + j, n === undefined ? Number.NaN : values[layout.oneOutInferer + n]);
    }
    for (let k = 0; k < F; ++k) {
      const implied = values[layout.forecaster + k];
      check(all.forecaster + k, implied);
      check(all.oneOutForecaster + k, values[layout.oneOutForecaster + k]);
      check(all.oneIn + k, values[layout.oneIn + k]);
      for (let j = 0; j < K; ++j) {
        const n = at.get(j);
        const without = n === undefined ? Number.NaN : values[layout.impliedOneOut + k * present + n];
        check(all.impliedOneOut + k * K + j, without);
      }
    }
  }

  #comparePercentiles(cells: SynthesisCells, isKnown: boolean): void {
    const { combinedValues, combinedWeights, combinedCount } = this.#workspace;
    this.#percentiles.fill(Number.NaN);
    if (isKnown && combinedCount > 0 && !Number.isNaN(this.#values[0])) {
      const values = combinedValues.subarray(0, combinedCount);
      const weights = combinedWeights.subarray(0, combinedCount);
      const expected = Array.from(this.#percentiles, (_, n) => cells.read(`network_inference_errorbar_${n}`));
      this.#percentiles.set(percentilesNearest(expected, values, weights));
    }
    const missing = isKnown ? noValueByTheRules : needsEarlierRows;
    this.#percentiles.forEach((percentile, n) => {
      cells.check(`network_inference_errorbar_${n}`, percentile, missing);
    });
  }

  /** Every regret that this row's sets use is known. */
  #knowsRegrets(state: SynthesisState, present: number): boolean {
    const { regrets } = state;
    for (let n = 0; n < present; ++n) {
      const j = this.#inferers[n];
      if (Number.isNaN(regrets.inferer[j]) || Number.isNaN(regrets.naive[j])) return false;
    }
    return true;
  }
}
