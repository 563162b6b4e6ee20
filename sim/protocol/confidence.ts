/**
 * Percentages of the confidence interval: what lies 2, 1, 0 normal standard deviations from the middle. The percentiles are
 * taken over all inferences and implied inferences with the weights of the combined inference.
 *
 * Source: allora-chain network_inferences.go at v0.6; computed off chain since v0.10.
 */
export const confidencePercentages: Float64Array = Float64Array.of(2.28, 15.87, 50, 84.13, 97.72);
