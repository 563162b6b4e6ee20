import { describe, expect, it } from 'vitest';
import type { Topic } from '../../sim/engine/topic.ts';
import type { Population, Scenario } from '../../sim/index.ts';
import { forecasters, inferers, reputers, runTopic, smallScenario } from './small-scenario.ts';

/** What the common actors drew in one epoch: errors of inferers, of forecasts and of reports, by who and about whom. */
interface Drawn {
  readonly truth: number;
  readonly outperformer: string;
  readonly inferences: Map<string, number>;
  readonly forecastErrors: Map<string, number>;
  readonly reportErrors: Map<string, number>;
}

function namesOf(populations: readonly Population[]): string[] {
  return populations.flatMap(({ name, count }) => Array.from({ length: count }, (_, index) => `${name}-${index}`));
}

/** Runs a scenario and notes every draw by name. Everybody has a seat, and every forecast is kept. */
function drawsOf(scenario: Scenario): Drawn[] {
  const { inferers: K, forecasters: F, reputers: R } = scenario.topics[0];
  const names = { inferers: namesOf(K), forecasters: namesOf(F), reputers: namesOf(R) };
  const drawn: Drawn[] = [];
  runTopic(scenario, (topic) => drawn.push(drawsOfEpoch(topic, names)));
  return drawn;
}

function drawsOfEpoch(topic: Topic, names: Record<'inferers' | 'forecasters' | 'reputers', string[]>): Drawn {
  const { layout, step, usualInferences, forecasts, forecasterView, trueLoss, reports } = topic;
  const inferences = new Map(names.inferers.map((name, j) => [name, usualInferences[j] - step.truth]));
  const forecastErrors = new Map<string, number>();
  const reportErrors = new Map<string, number>();
  names.forecasters.forEach((who, k) => {
    names.inferers.forEach((about, j) => {
      // Peeking forecasters blur the loss; who outperforms may differ, so only the usual ones are compared.
      if (topic.outperformer === j) return;
      const error = forecasts[k * layout.inferers + j] - forecasterView.usualLoss[j];
      forecastErrors.set(`${who} about ${about}`, error);
    });
  });
  names.reputers.forEach((who, m) => {
    const errorAbout = (place: number) => reports[m * layout.length + place] - trueLoss[place];
    reportErrors.set(`${who} about combined`, errorAbout(0));
    reportErrors.set(`${who} about naive`, errorAbout(1));
    names.inferers.forEach((about, j) => {
      reportErrors.set(`${who} about ${about}`, errorAbout(layout.inferer + j));
      reportErrors.set(`${who} about all but ${about}`, errorAbout(layout.oneOutInferer + j));
    });
    names.forecasters.forEach((about, k) => {
      reportErrors.set(`${who} about ${about}`, errorAbout(layout.forecaster + k));
      reportErrors.set(`${who} about all but ${about}`, errorAbout(layout.oneOutForecaster + k));
      reportErrors.set(`${who} about ${about} alone`, errorAbout(layout.oneIn + k));
      names.inferers.forEach((without, j) => {
        const place = layout.impliedOneOut + k * layout.inferers + j;
        reportErrors.set(`${who} about ${about} without ${without}`, errorAbout(place));
      });
    });
  });
  return {
    truth: step.truth,
    outperformer: names.inferers[topic.outperformer],
    inferences,
    forecastErrors,
    reportErrors,
  };
}

const populations = {
  inferers: [inferers('honest', 6), inferers('noisy', 3)],
  forecasters: [forecasters('peeking', 3)],
  reputers: [reputers('honest', 3), reputers('noisy', 1)],
};
const base = { set: { maxElementsPerForecast: 1000 }, epochs: 30, ...populations };

/** Compares everything that both runs drew; nothing that the first drew may be missing in the second. */
function expectSameDraws(before: readonly Drawn[], after: readonly Drawn[]): { compared: number; handed: number } {
  let compared = 0;
  let handed = 0;
  before.forEach((epoch, e) => {
    const later = after[e];
    expect(later.truth).toBe(epoch.truth);
    for (const [who, error] of epoch.inferences) {
      expect(later.inferences.get(who), who).toBe(error);
      ++compared;
    }
    for (const kind of ['forecastErrors', 'reportErrors'] as const) {
      for (const [draw, error] of epoch[kind]) {
        const now = later[kind].get(draw);
        if (now === undefined || Number.isNaN(error) || Number.isNaN(now)) continue; // no such value in this run
        // Sums of the same error and another loss: equal to rounding.
        expect(Math.abs(now - error), `${draw} in epoch ${e}`).toBeLessThan(1e-12);
        ++compared;
      }
    }
    if (later.outperformer !== epoch.outperformer) ++handed;
  });
  return { compared, handed };
}

describe('keyed randomness', () => {
  const before = drawsOf(smallScenario(base));

  it('lets an inferer at the end of a population change no draw of anybody else about anybody else', () => {
    const after = drawsOf(smallScenario({ ...base, inferers: [inferers('honest', 7), inferers('noisy', 3)] }));
    const { compared } = expectSameDraws(before, after);
    expect(compared).toBeGreaterThan(30 * 150);
    expect(after[0].inferences.size).toBe(before[0].inferences.size + 1);
  });

  it('lets a population put before the others change none either, nor the order of populations', () => {
    const more = [inferers('biased', 2), ...populations.inferers];
    expectSameDraws(before, drawsOf(smallScenario({ ...base, inferers: more })));
    const turned = [...populations.inferers].reverse();
    const { handed } = expectSameDraws(before, drawsOf(smallScenario({ ...base, inferers: turned })));
    expect(handed).toBe(0);
  });

  it('lets forecasters and reputers join without changing a draw', () => {
    const crowd = [forecasters('peeking', 1, {}, 'late'), forecasters('peeking', 4)];
    expectSameDraws(before, drawsOf(smallScenario({ ...base, forecasters: crowd })));
    const judges = [reputers('noisy', 2), reputers('honest', 4)];
    expectSameDraws(before, drawsOf(smallScenario({ ...base, reputers: judges })));
  });

  it('gives two rules the same draws, so that their runs are paired', () => {
    const set = { ...base.set, impliedOneOutsReported: true };
    const { compared, handed } = expectSameDraws(before, drawsOf(smallScenario({ ...base, profile: 'v0.6', set })));
    expect(compared).toBeGreaterThan(29 * 150);
    expect(handed).toBe(0);
  });

  it('hands the outperformance on only to the newcomer', () => {
    const joined = [inferers('honest', 7), inferers('noisy', 3)];
    const after = drawsOf(smallScenario({ ...base, epochs: 200, inferers: joined }));
    const longer = drawsOf(smallScenario({ ...base, epochs: 200 }));
    let handed = 0;
    longer.forEach(({ outperformer }, e) => {
      if (after[e].outperformer === outperformer) return;
      expect(after[e].outperformer).toBe('honest-6');
      ++handed;
    });
    // One of ten: 20 of 200 expected, standard deviation 4.2.
    expect(handed).toBeGreaterThan(5);
    expect(handed).toBeLessThan(40);
  });

  it('keeps the draws of different values, actors and epochs apart', () => {
    const all = before.flatMap((epoch) => [
      ...epoch.inferences.values(),
      ...epoch.forecastErrors.values(),
      ...epoch.reportErrors.values(),
    ]);
    const defined = all.filter((error) => !Number.isNaN(error));
    expect(new Set(defined).size).toBeGreaterThan(0.999 * defined.length);
  });

  it('makes nobody outperform when the probability is 0, always the same one when consistent', () => {
    const nobody = drawsOf(smallScenario({ ...base, set: { ...base.set, outperformerProbability: 0 } }));
    expect(nobody.every(({ outperformer }) => outperformer === undefined)).toBe(true);
    const same = drawsOf(smallScenario({ ...base, set: { ...base.set, outperformerConsistent: true } }));
    expect(new Set(same.map(({ outperformer }) => outperformer)).size).toBe(1);
    const rare = { ...base.set, outperformerConsistent: true, outperformerProbability: 0.5 };
    const sometimes = drawsOf(smallScenario({ ...base, set: rare })).map(({ outperformer }) => outperformer);
    expect(new Set(sometimes)).toEqual(new Set([undefined, same[0].outperformer]));
    expect(new Set(before.map(({ outperformer }) => outperformer)).size).toBeGreaterThan(4);
    const half = drawsOf(smallScenario({ ...base, epochs: 400, set: { ...base.set, outperformerProbability: 0.5 } }));
    const times = half.filter(({ outperformer }) => outperformer !== undefined).length;
    expect(Math.abs(times - 200)).toBeLessThan(40); // four standard deviations
  });
});
