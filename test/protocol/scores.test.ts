import { describe, expect, it } from 'vitest';
import { createScoreWindow, pushScores, windowDeviation } from '../../sim/protocol/score-window.ts';
import { forecasterScoresInto, infererScoresInto, oneInShare } from '../../sim/protocol/scores.ts';
import { bundleLayout } from '../../sim/protocol/value-bundle.ts';
import { close } from '../support/close.ts';

describe('inferer scores', () => {
  it('are how much worse the network is without them', () => {
    const layout = bundleLayout(3, 0, false);
    const scores = new Float64Array(3);
    const losses = Float64Array.of(-2, -1.5, -3, -1, -2, -1.5, -2.25, -2);
    expect(infererScoresInto(losses, layout, scores)).toBe(3);
    expect([...scores]).toEqual([0.5, -0.25, 0]);
  });

  it('are 0 for a lone inferer, and none for one without a loss', () => {
    const layout = bundleLayout(2, 0, false);
    const scores = new Float64Array(2);
    const losses = Float64Array.of(-2, -1.5, -3, Number.NaN, -1, Number.NaN);
    expect(infererScoresInto(losses, layout, scores)).toBe(1);
    expect([...scores]).toEqual([0, Number.NaN]);
  });
});

describe('forecaster scores', () => {
  it('blend one-out and one-in by 1/2^(N-1)', () => {
    const layout = bundleLayout(0, 3, false);
    // combined -2, naive -1; own losses; one-outs -1.5, -1.75, -2; one-ins -1.25, -1, -0.5.
    const losses = Float64Array.of(-2, -1, -1, -1, -1, -1.5, -1.75, -2, -1.25, -1, -0.5);
    const scores = new Float64Array(3);
    expect(forecasterScoresInto(losses, layout, scores)).toBe(3);
    expect([...scores]).toEqual([0.75 * 0.5 + 0.25 * 0.25, 0.75 * 0.25, 0.25 * -0.5]);
    expect([oneInShare(1), oneInShare(2), oneInShare(3)]).toEqual([1, 0.5, 0.25]);
  });

  it('count only forecasters who were judged, and are 0 for a lone one', () => {
    const layout = bundleLayout(0, 2, false);
    const scores = new Float64Array(2);
    const losses = Float64Array.of(-2, -1, Number.NaN, -1, Number.NaN, -1.75, Number.NaN, -1);
    expect(forecasterScoresInto(losses, layout, scores)).toBe(1);
    expect([...scores]).toEqual([Number.NaN, 0]);
  });
});

describe('score window', () => {
  it('counts scores, not epochs: three forecasters fill ten places with three epochs and the first of a fourth', () => {
    const window = createScoreWindow(10);
    for (const epoch of [1, 2, 3, 4]) pushScores(window, Float64Array.of(epoch, epoch + 0.1, epoch + 0.2), 3);
    expect([...window.scores]).toEqual([4, 4.1, 4.2, 3, 3.1, 3.2, 2, 2.1, 2.2, 1]);
    expect(window.count).toBe(10);
  });

  it('keeps the last scores of an epoch with more than it holds', () => {
    const window = createScoreWindow(2);
    pushScores(window, Float64Array.of(1, 2, 3, 4), 4);
    expect([...window.scores]).toEqual([3, 4]);
  });

  it('passes over actors without a score', () => {
    const window = createScoreWindow(3);
    pushScores(window, Float64Array.of(1, Number.NaN, 3), 3);
    pushScores(window, Float64Array.of(Number.NaN, 5), 2);
    expect([...window.scores]).toEqual([5, 1, 3]);
    expect(window.count).toBe(3);
  });

  it('gives the worked example: scores 0.5, 0.2, -0.1 after 0.4, 0.3, -0.2', () => {
    const window = createScoreWindow(10);
    pushScores(window, Float64Array.of(0.4, 0.3, -0.2), 3);
    pushScores(window, Float64Array.of(0.5, 0.2, -0.1), 3);
    close(windowDeviation(window), 0.2786873995477131, 1e-14);
  });

  it('has no deviation with fewer than two scores, and the sample one otherwise', () => {
    const window = createScoreWindow(10);
    pushScores(window, Float64Array.of(4), 1);
    expect(windowDeviation(window)).toBe(0);
    pushScores(window, Float64Array.of(6), 1);
    close(windowDeviation(window), Math.SQRT2, 1e-15);
  });
});
