/** How the losses that a forecaster expected compare with those that came. NaN where there is none. */
export interface ForecastAccuracy {
  /** Mean forecasted loss, in the topic's unit of losses, of the inferers compared. */
  forecast: number;
  /** Mean loss of the same inferers as the network came to see it, in the same unit. */
  observed: number;
  /** Pearson's correlation of the two over these inferers, -1 to 1. */
  correlation: number;
}

export function createForecastAccuracy(): ForecastAccuracy {
  return { forecast: Number.NaN, observed: Number.NaN, correlation: Number.NaN };
}

/** Fewer pairs tell nothing about a correlation: two always lie on a line. */
const leastPairs = 3;

/**
 * Compares one forecaster's forecasts f_kj of a nonce with the network's losses L_j, over the inferers j that have both:
 *
 *     forecast = Σ f_kj / n, observed = Σ L_j / n, correlation = cov(f_kj, L_j) / (sd(f_kj) sd(L_j)).
 *
 * The correlation is 1 where the forecaster orders the inferers and their distances as they came out, whatever the level of
 * its forecasts. There is none with fewer than three inferers, or where all forecasts or all losses are the same.
 *
 * @param forecasts forecasted losses; `inferers` entries from `from` on, NaN where there is none
 * @param losses the network's losses; `inferers` entries from `lossFrom` on, NaN where there is none; same scale
 */
export function forecastAccuracyInto(
  forecasts: Float64Array,
  from: number,
  losses: Float64Array,
  lossFrom: number,
  inferers: number,
  accuracy: ForecastAccuracy,
): void {
  // Measured from the first pair, so that what is the same for all has no spread at all.
  let firstForecast = 0;
  let firstLoss = 0;
  let n = 0;
  let forecastSum = 0;
  let lossSum = 0;
  for (let j = 0; j < inferers; ++j) {
    const f = forecasts[from + j];
    const l = losses[lossFrom + j];
    if (Number.isNaN(f) || Number.isNaN(l)) continue;
    if (n === 0) {
      firstForecast = f;
      firstLoss = l;
    }
    forecastSum += f - firstForecast;
    lossSum += l - firstLoss;
    ++n;
  }
  const forecastMean = forecastSum / n;
  const lossMean = lossSum / n;
  accuracy.forecast = firstForecast + forecastMean;
  accuracy.observed = firstLoss + lossMean;
  accuracy.correlation = Number.NaN;
  if (n < leastPairs) return;
  let both = 0;
  let forecastSquares = 0;
  let lossSquares = 0;
  for (let j = 0; j < inferers; ++j) {
    const f = forecasts[from + j] - firstForecast - forecastMean;
    const l = losses[lossFrom + j] - firstLoss - lossMean;
    if (Number.isNaN(f) || Number.isNaN(l)) continue;
    both += f * l;
    forecastSquares += f * f;
    lossSquares += l * l;
  }
  if (!(forecastSquares > 0 && lossSquares > 0)) return;
  const correlation = both / (Math.sqrt(forecastSquares) * Math.sqrt(lossSquares));
  accuracy.correlation = Math.max(-1, Math.min(1, correlation)); // rounding may lead beyond
}
