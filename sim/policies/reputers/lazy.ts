import { combinedPlace, naivePlace } from '../../protocol/value-bundle.ts';
import type { JudgedView, ReputerPolicy, ReputerView } from '../policy.ts';
import { bornReportError, erringReputer } from './report-error.ts';

/**
 * Does not look at the truth: reports of each value what the network's loss for it was when it last saw one, by registered
 * place. Of a value never judged it reports the last combined loss. Before any loss of the network is known there is nothing
 * to copy, and it measures honestly.
 */
export const lazy: ReputerPolicy = {
  name: 'lazy',
  doc: 'Reports the network’s last losses again instead of measuring.',
  source: 'own model',
  parameters: [],
  create: (_values, birth, { inferers, forecasters }) => {
    const honest = erringReputer(bornReportError(birth));
    let combined = NaN;
    let naive = NaN;
    const column = (length: number) => new Float64Array(length).fill(NaN);
    const inferer = column(inferers);
    const forecaster = column(forecasters);
    const oneOutInferer = column(inferers);
    const oneOutForecaster = column(forecasters);
    const oneIn = column(forecasters);
    const impliedOneOut = column(forecasters * inferers); // row k: forecaster k's implied inference without each inferer

    /** Keeps what `from[at ..]` says about these places. */
    const learn = (memory: Float64Array, places: Int32Array, count: number, from: Float64Array, at: number) => {
      for (let x = 0; x < count; ++x) if (!Number.isNaN(from[at + x])) memory[places[x]] = from[at + x];
    };
    /** Writes what is known of these places, the last combined loss where nothing is. */
    const recall = (memory: Float64Array, places: Int32Array, count: number, out: Float64Array, at: number) => {
      for (let x = 0; x < count; ++x) {
        const known = memory[places[x]];
        out[at + x] = Number.isNaN(known) ? combined : known;
      }
    };

    return {
      reportInto(view: ReputerView, out, offset) {
        if (Number.isNaN(combined)) {
          honest.reportInto(view, out, offset);
          return;
        }
        const { layout, places, forecasterPlaces } = view;
        const K = layout.inferers;
        const F = layout.forecasters;
        out[offset + combinedPlace] = combined;
        out[offset + naivePlace] = Number.isNaN(naive) ? combined : naive;
        recall(inferer, places, K, out, offset + layout.inferer);
        recall(forecaster, forecasterPlaces, F, out, offset + layout.forecaster);
        recall(oneOutInferer, places, K, out, offset + layout.oneOutInferer);
        recall(oneOutForecaster, forecasterPlaces, F, out, offset + layout.oneOutForecaster);
        recall(oneIn, forecasterPlaces, F, out, offset + layout.oneIn);
        if (layout.hasImpliedOneOuts) {
          for (let k = 0; k < F; ++k) {
            const row = forecasterPlaces[k] * inferers;
            const start = offset + layout.impliedOneOut + k * K;
            for (let j = 0; j < K; ++j) {
              const known = impliedOneOut[row + places[j]];
              out[start + j] = Number.isNaN(known) ? combined : known;
            }
          }
        }
        // Which values there are it sees in the bundle that it judges.
        for (let v = 0; v < view.values; ++v) if (Number.isNaN(view.loss[v])) out[offset + v] = NaN;
      },
      observe({ layout, places, forecasterPlaces, losses }: JudgedView) {
        const K = layout.inferers;
        const F = layout.forecasters;
        if (!Number.isNaN(losses[combinedPlace])) combined = losses[combinedPlace];
        if (!Number.isNaN(losses[naivePlace])) naive = losses[naivePlace];
        learn(inferer, places, K, losses, layout.inferer);
        learn(forecaster, forecasterPlaces, F, losses, layout.forecaster);
        learn(oneOutInferer, places, K, losses, layout.oneOutInferer);
        learn(oneOutForecaster, forecasterPlaces, F, losses, layout.oneOutForecaster);
        learn(oneIn, forecasterPlaces, F, losses, layout.oneIn);
        if (!layout.hasImpliedOneOuts) return;
        for (let k = 0; k < F; ++k) {
          const row = forecasterPlaces[k] * inferers;
          const start = layout.impliedOneOut + k * K;
          for (let j = 0; j < K; ++j) {
            const loss = losses[start + j];
            if (!Number.isNaN(loss)) impliedOneOut[row + places[j]] = loss;
          }
        }
      },
    };
  },
};
