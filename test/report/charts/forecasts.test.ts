import { describe, expect, it } from 'vitest';
import { type Chart, type Drawing, isChart, type Spec } from '../../../src/report/charts/chart.ts';
import { forecastedLosses } from '../../../src/report/charts/forecasts.ts';
import type { TopicInput } from '../../../src/report/charts/topic-input.ts';
import type { ForecastAndLoss, Forecasts } from '../../../src/report/data/forecasts.ts';
import { commonWords, logarithmic } from '../../../src/report/loss-words.ts';

const raw = commonWords([{ ...logarithmic, raw: true }]);

function point(epoch: number, forecast: number, observed: number, policy = 'ema'): ForecastAndLoss {
  return { actor: `${policy}-0`, policy, epoch, forecast, observed };
}

function draw(
  points: readonly ForecastAndLoss[],
  about: Partial<Forecasts> = {},
  more: Partial<TopicInput> = {},
): Drawing {
  const forecasts = { points, every: 1, forecasters: 2, shown: 2, overEpochs: 0.618, withinEpochs: 0.271, ...about };
  return forecastedLosses({
    actors: { forecasts } as TopicInput['actors'],
    words: logarithmic,
    every: { epochs: 1, actors: 1 },
    policyPlace: (policy) => ['ema', 'peeking'].indexOf(policy),
    ...more,
  } as TopicInput);
}

function chartOf(...given: Parameters<typeof draw>): Chart {
  const drawing = draw(...given);
  if (!isChart(drawing)) throw new Error(drawing.reason);
  return drawing;
}

const layersOf = ({ spec }: Chart) => spec.layer as { data?: { values: string }; encoding: Record<string, Spec> }[];
const three = [point(0, -3, -2.5), point(1, -2, -2), point(1, -1, -4, 'peeking')];

describe('the chart of forecasted and observed losses', () => {
  it('has a mark per forecaster and epoch, forecast to the right and observed upwards, on the same scale', () => {
    const chart = chartOf(three);
    const { values } = chart.spec.data as { values: string };
    expect(values.split('\n')).toEqual([
      'actor,policy,epoch,forecast,observed',
      'ema-0,ema,0,-3,-2.5',
      'ema-0,ema,1,-2,-2',
      'peeking-0,peeking,1,-1,-4',
    ]);
    const [, { encoding }] = layersOf(chart);
    expect([encoding.x.field, encoding.y.field]).toEqual(['forecast', 'observed']);
    expect([encoding.x.title, encoding.y.title]).toEqual(['forecasted log10 loss', 'observed log10 loss']);
    expect(encoding.x.scale).toEqual(encoding.y.scale);
    expect((encoding.tooltip as unknown as Spec[]).map(({ field }) => field)).toEqual([
      ...['actor', 'policy', 'epoch', 'forecast', 'observed'],
    ]);
  });

  it('has the diagonal over all that is drawn, so that both axes span the same losses', () => {
    const [diagonal] = layersOf(chartOf(three));
    expect(diagonal.data?.values.split('\n')).toEqual(['forecast,observed', '-4,-4', '-1,-1']);
  });

  it('says what a mark is, both correlations and what is healthy', () => {
    const { note, title } = chartOf(three);
    expect(title).toBe('Forecasted and observed losses');
    expect(note).toContain('one forecaster in one epoch');
    expect(note).toContain('over the epochs, mean of the forecasters: 0.62.');
    expect(note).toContain('Within an epoch, over the inferers, mean of forecasters and epochs: 0.27.');
    expect(note).toContain('Healthy: around the dashed diagonal');
    expect(note).not.toMatch(/Thinned|first/);
    const without = chartOf(three, { overEpochs: Number.NaN, withinEpochs: Number.NaN }).note;
    expect(without).not.toMatch(/correlation of|Within|NaN|–/);
  });

  it('says in title and note what was left out', () => {
    const every = { epochs: 1, actors: 5 };
    const { note, title } = chartOf(three, { every: 4, forecasters: 70, shown: 64 }, { every });
    expect(title).toBe('Forecasted and observed losses, one epoch in 20');
    expect(note).toContain('One epoch in 5 is recorded. Thinned: marks of one epoch in 20;');
    expect(note).toContain('Marks of the first 64 of 70 forecasters.');
  });

  it('puts raw losses that span orders of magnitude on symmetric logarithmic axes, and no others', () => {
    const scaleIn = (chart: Chart) => layersOf(chart)[1].encoding.x.scale as { type?: string; constant?: number };
    const wide = [point(0, -0.5, 0.5), point(1, 0.5, 0.4), point(2, 40, -30)];
    expect(scaleIn(chartOf(wide, {}, { words: raw }))).toMatchObject({ type: 'symlog', constant: 0.5 });
    expect(chartOf(wide, {}, { words: raw }).note).toContain('linear up to about 0.5 and logarithmic beyond');
    expect(scaleIn(chartOf(three, {}, { words: raw })).type).toBeUndefined();
    expect(scaleIn(chartOf(wide)).type).toBeUndefined();
  });

  it('is left out with a reason where there is nothing to show', () => {
    const reasonOf = (drawing: Drawing) => (isChart(drawing) ? '' : drawing.reason);
    expect(reasonOf(draw([], {}, { actors: undefined }))).toBe('the actors table was not recorded');
    expect(reasonOf(draw([]))).toBe('no forecasts recorded that a loss came of');
    expect(reasonOf(draw([point(0, 1, 2)]))).toBe('fewer than two marks');
    expect(reasonOf(draw([point(0, 1, 1), point(1, 1, 1)]))).toBe('the same value throughout: 1');
  });
});
