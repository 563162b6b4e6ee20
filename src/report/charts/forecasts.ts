import type { Forecasts } from '../data/forecasts.ts';
import { labels } from '../labels.ts';
import { quantileOf, shortNumber } from '../numbers.ts';
import { colourOf, GREY, shapeOf } from '../palette.ts';
import { chart, csvData, emptiness, legendOf, type Spec } from './chart.ts';
import type { DrawTopic } from './topic-input.ts';

/** Observed against forecasted losses, a mark per forecaster and epoch. */
export const forecastedLosses: DrawTopic = ({ actors, every, policyPlace, words }) => {
  const title = 'Forecasted and observed losses';
  if (actors === undefined) return { title, reason: 'the actors table was not recorded' };
  const { forecasts } = actors;
  const { points } = forecasts;
  if (points.length === 0) return { title, reason: 'no forecasts recorded that a loss came of' };
  const values = points.flatMap(({ forecast, observed }) => [forecast, observed]);
  const empty = points.length < 2 ? 'fewer than two marks' : emptiness(values);
  if (empty !== undefined) return { title, reason: empty };
  const policies = [...new Set(points.map(({ policy }) => policy))].sort((a, b) => policyPlace(a) - policyPlace(b));
  const shown = labels(policies);
  const actorNames = [...new Set(points.map(({ actor }) => actor))];
  const labelOf = new Map(labels(actorNames).map((label, n) => [actorNames[n], label]));
  const { scale, inNote } = scaleOf(values, words.raw);
  const axis = (side: string, field: string, grid: boolean): Spec => ({
    field,
    type: 'quantitative',
    title: `${side} ${words.loss}`,
    scale,
    axis: { grid, tickCount: 5, labelOverlap: true },
  });
  const ends = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  const places = { x: axis('forecasted', 'forecast', false), y: axis('observed', 'observed', true) };
  const legend = legendOf(shown, { symbolSize: 60 });
  const byPolicy = (range: (n: number) => string): Spec => ({
    field: 'policy',
    type: 'nominal',
    scale: { domain: shown, range: policies.map((policy) => range(policyPlace(policy))) },
    legend,
  });
  const stride = forecasts.every * every.actors;
  return chart(
    {
      name: 'forecasts',
      title: `${title}${forecasts.every > 1 ? `, one epoch in ${stride}` : ''}`,
      note: `${definition(forecasts)}${inNote}${thinning(forecasts, every.actors)}`,
    },
    shown,
    {
      data: csvData({
        actor: points.map(({ actor }) => labelOf.get(actor) ?? actor),
        policy: points.map(({ policy }) => shown[policies.indexOf(policy)]),
        epoch: points.map(({ epoch }) => epoch),
        forecast: points.map(({ forecast }) => forecast),
        observed: points.map(({ observed }) => observed),
      }),
      layer: [
        {
          data: csvData({ forecast: ends, observed: ends }),
          mark: { type: 'line', color: GREY, strokeDash: [4, 4], strokeWidth: 1.5 },
          encoding: places,
        },
        {
          mark: { type: 'point', filled: true, size: points.length > 200 ? 18 : 40, opacity: 0.5 },
          encoding: {
            ...places,
            color: byPolicy(colourOf),
            shape: byPolicy(shapeOf),
            tooltip: [
              { field: 'actor', type: 'nominal' },
              { field: 'policy', type: 'nominal' },
              { field: 'epoch', type: 'quantitative' },
              { field: 'forecast', type: 'quantitative', title: `forecasted ${words.loss}` },
              { field: 'observed', type: 'quantitative', title: `observed ${words.loss}` },
            ],
          },
        },
      ],
    },
  );
};

/** What a mark is, and how strongly the two go together. */
function definition({ overEpochs, withinEpochs }: Forecasts): string {
  const over = Number.isFinite(overEpochs)
    ? ` Pearson correlation of the two over the epochs, mean of the forecasters: ${shortNumber(overEpochs, 2)}.`
    : '';
  const within = Number.isFinite(withinEpochs)
    ? ` Within an epoch, over the inferers, mean of forecasters and epochs: ${shortNumber(withinEpochs, 2)}.`
    : '';
  return `Every mark is one forecaster in one epoch: mean loss that it forecast and mean loss, as reported and weighted by stake, of the same inferers. Colour and shape: policy.${over}${within} Healthy: around the dashed diagonal, with both correlations clearly positive.`;
}

/** Raw losses that span orders of magnitude, which may be negative, stand on symmetric logarithmic axes. */
function scaleOf(values: readonly number[], raw: boolean): { readonly scale: Spec; readonly inNote: string } {
  const sizes = values.map(Math.abs).sort((a, b) => a - b);
  const usual = quantileOf(sizes, 0.5);
  if (!raw || !(usual > 0) || sizes[sizes.length - 1] <= 20 * usual) {
    return { scale: { zero: false, nice: false, padding: 12 }, inNote: '' };
  }
  const constant = Number(usual.toPrecision(1));
  return {
    scale: { type: 'symlog', constant, zero: false, nice: false, padding: 12 },
    inNote: ` Both axes are linear up to about ${shortNumber(constant)} and logarithmic beyond.`,
  };
}

/** What is not drawn. */
function thinning({ every, forecasters, shown }: Forecasts, recordedEvery: number): string {
  const recorded = recordedEvery > 1 ? ` One epoch in ${recordedEvery} is recorded.` : '';
  const thinned =
    every > 1 ? ` Thinned: marks of one epoch in ${every * recordedEvery}; correlations are of all recorded.` : '';
  return `${recorded}${thinned}${forecasters > shown ? ` Marks of the first ${shown} of ${forecasters} forecasters.` : ''}`;
}
