import { describe, expect, it } from 'vitest';
import type { Topic } from '../../sim/engine/topic.ts';
import { activeSet, newcomerScore, passiveUpdate, quantileScore } from '../oracle/index.ts';
import { close } from '../support/close.ts';
import { type Moment, momentsOf, type RoleName, roleNames, type Standings, scorings, sittings } from './moments.ts';
import { forecasters, inferers, reputers, runTopic, smallScenario } from './small-scenario.ts';

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

const crowd = {
  inferers: [inferers('honest', 6), inferers('noisy', 4)],
  forecasters: [forecasters('peeking', 5)],
  reputers: [reputers('honest', 4), reputers('noisy', 2)],
};
const seats = { maxTopInferersToReward: 5, maxTopForecastersToReward: 3, maxTopReputersToReward: 3 };
const quantileNames = {
  inferers: 'activeInfererQuantile',
  forecasters: 'activeForecasterQuantile',
  reputers: 'activeReputerQuantile',
} as const;

type Set = Record<string, number | string | boolean>;

/** @param known whether those left out at first count as scored once: newcomers stand below everybody with a seat */
function watch(profile: string, name: RoleName, set: Set = {}, known = false, epochs = 40): Moment[] {
  const tamper = (topic: Topic): void => {
    const { standing, quantileScore: stored } = topic[name];
    if (topic.nonce.epoch > 0) return;
    standing.forEach((score, x) => {
      if (Number.isNaN(score)) standing[x] = stored;
    });
  };
  return momentsOf(
    smallScenario({ profile, epochs, set: { ...seats, ...set }, ...crowd }),
    name,
    known ? tamper : undefined,
  );
}

/** EMA scores as they count when seats are given: newcomers stand where the version puts them. */
function counted({ standing, newcomerScore: start }: Standings, newcomersFollow: boolean): number[] {
  const forNewcomers = newcomersFollow && !Number.isNaN(start) ? start : 0;
  return standing.map((score) => (Number.isNaN(score) ? forNewcomers : score));
}

/**
 * What a moment does to every standing: those refused drift to the target, those scored are averaged, all others stay.
 *
 * @param refused who drifts
 * @param target what they drift to
 */
function expectDrift(
  { before, after, scored }: Moment,
  refused: readonly number[],
  target: number,
  newcomersFollow: boolean,
): void {
  after.standing.forEach((standing, x) => {
    const was = before.standing[x];
    const at = scored?.active.indexOf(x) ?? -1;
    if (at >= 0 && scored !== undefined && !Number.isNaN(scored.scores[at])) {
      const start = Number.isNaN(was) && newcomersFollow ? before.newcomerScore : was;
      close(standing, passiveUpdate(scored.scores[at], orNull(start), 0.1).toNumber(), 1e-12);
    } else if (!refused.includes(x)) expect(standing).toBe(was);
    else if (Number.isNaN(was) && newcomersFollow) expect(standing).toBe(before.newcomerScore);
    else close(standing, passiveUpdate(target, orNull(was), 0.1).toNumber(), 1e-12);
  });
}

/** Everybody without one of these seats; everybody submits. */
const without = (active: readonly number[], { standing }: Standings) =>
  standing.flatMap((_, x) => (active.includes(x) ? [] : [x]));

describe('seats', () => {
  it.each(roleNames)('of %s go to those who stand highest at that moment', (name) => {
    for (const profile of ['v0.6', 'v0.9', 'v0.17', 'reference']) {
      const newcomersFollow = ['v0.9', 'v0.17'].includes(profile);
      const found = sittings(watch(profile, name, {}, true));
      expect(found.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 40 }, (_, e) => e));
      const places = found[0].before.standing.map((_, x) => x);
      expect(found[0].given.active).toEqual(places.slice(0, found[0].given.count)); // nobody stands anywhere yet
      for (const { epoch, given, before } of found) {
        const expected = activeSet(counted(before, newcomersFollow), given.count);
        expect(given.active, `${profile}, epoch ${epoch}`).toEqual(expected);
        expect([given.registered, given.submitted]).toEqual([places.length, places.length]);
      }
      expect(found.filter(({ given }) => given.replaced > 0).length, profile).toBeGreaterThan(0);
    }
  });

  it.each(roleNames)('of %s count as replaced who did not sit in the nonce before', (name) => {
    // Whoever is refused at first stands in the midst of the others at once: replacements as soon as there are scores.
    const swift = { newcomerScore: 'first-score', sortitionQuantileOf: 'instant-same-row', [quantileNames[name]]: 0.7 };
    const runs = [watch('v0.6', name), watch('v0.17', name, swift)].map(sittings);
    for (const found of runs) {
      expect(found[0].given.replaced).toBe(0);
      for (let e = 1; e < found.length; ++e) {
        const { given, before } = found[e];
        const last = found[e - 1].given.active;
        const came = given.active.filter((x) => !last.includes(x));
        expect(given.replaced).toBe(came.length);
        const mean = (places: readonly number[]): number => {
          const scores = places.map((x) => before.standing[x]).filter((score) => !Number.isNaN(score));
          return scores.reduce((sum, score) => sum + score, 0) / scores.length;
        };
        const left = last.filter((x) => !given.active.includes(x));
        if (Number.isNaN(mean(came))) expect(given.addedScore).toBeNaN();
        else close(given.addedScore, mean(came), 1e-12);
        if (Number.isNaN(mean(left))) expect(given.removedScore).toBeNaN();
        else close(given.removedScore, mean(left), 1e-12);
      }
    }
    // Reputers are scored in the moment in which they sit. Nonce 0 is scored before nonce 2 opens; forecasters have no
    // score before nonce 2, which is scored before nonce 4 opens.
    const first = { inferers: 2, forecasters: 4, reputers: 1 };
    expect(runs[1].findIndex(({ given }) => given.replaced > 0)).toBe(first[name]);
  });

  it('are enough for all where there are no more actors than seats, and then nobody is replaced', () => {
    const enough = { maxTopInferersToReward: 10, maxTopForecastersToReward: 5, maxTopReputersToReward: 6 };
    runTopic(smallScenario({ set: enough, ...crowd }), ({ nonce }) => {
      const all = [nonce.inferers, nonce.forecasters, nonce.reputers];
      expect(all.map(({ count }) => count)).toEqual([10, 5, 6]);
      expect(all.map(({ replaced }) => replaced)).toEqual([0, 0, 0]);
    });
  });

  it('of workers are those of their window, of reputers those of the closing, whatever happens in between', () => {
    const seen: string[] = [];
    const set = { ...seats, groundTruthLag: 240 };
    const scenario = smallScenario({ profile: 'v0.6', epochs: 40, set, ...crowd });
    for (const name of roleNames) {
      const given = sittings(momentsOf(scenario, name));
      runTopic(scenario, ({ nonce }) => {
        const { active, count } = nonce[name];
        expect(Array.from(active.subarray(0, count))).toEqual(given[nonce.epoch].given.active);
      });
      for (const { scored, epoch } of scorings(momentsOf(scenario, name))) {
        expect(scored.active).toEqual(given[epoch].given.active);
      }
      if (new Set(given.map((one) => String(one.given.active))).size > 1) seen.push(name);
    }
    expect(seen).toEqual(roleNames);
  });
});

describe('those without a seat', () => {
  it.each(roleNames)('drift among %s to the quantile of instant scores stored at the last scoring', (name) => {
    for (const moment of watch('v0.6', name)) {
      const { before, after, given, scored } = moment;
      const refused = given === undefined ? [] : without(given.active, before);
      expectDrift(moment, refused, before.quantileScore, false);
      if (scored === undefined) continue;
      const scores = scored.scores.filter((score) => !Number.isNaN(score));
      close(after.quantileScore, quantileScore(scores, 0.25).toNumber(), 1e-12);
    }
  });

  it.each(roleNames)('drift among %s to the quantile of EMA scores in newer versions', (name) => {
    for (const moment of watch('v0.17', name, { [quantileNames[name]]: 0.4 }, true)) {
      const { before, after, given, scored } = moment;
      const refused = given === undefined ? [] : without(given.active, before);
      expectDrift(moment, refused, before.quantileScore, true);
      if (scored === undefined) continue;
      const standing = scored.active.filter((_, l) => !Number.isNaN(scored.scores[l])).map((x) => after.standing[x]);
      if (standing.length > 0) close(after.quantileScore, quantileScore(standing, 0.4).toNumber(), 1e-12);
    }
  });

  it.each(roleNames)('drift among %s to the quantile of the same epoch in the reference', (name) => {
    for (const moment of watch('reference', name)) {
      const { before, after, scored } = moment;
      // Not when they are refused, but when the nonce that did so is scored.
      const refused = scored === undefined ? [] : without(scored.active, before);
      expectDrift(moment, refused, after.quantileScore, false);
      if (scored === undefined) continue;
      const scores = scored.scores.filter((score) => !Number.isNaN(score));
      close(after.quantileScore, quantileScore(scores, 0.2).toNumber(), 1e-12);
    }
  });

  it('come back sooner or later, as the active ones fall below the quantile', () => {
    const sat = new Set(sittings(watch('v0.6', 'inferers', {}, false, 80)).flatMap(({ given }) => given.active));
    expect(sat.size).toBe(10);
  });
});

describe('newcomers', () => {
  it.each(roleNames)('among %s start below the lowest EMA score of the active set', (name) => {
    let compared = 0;
    for (const { scored, after } of scorings(watch('v0.17', name, { lambdaInitialScore: 1.5 }))) {
      const scores = scored.active.map((x) => after.standing[x]).filter((score) => !Number.isNaN(score));
      if (scores.length === 0) continue;
      close(after.newcomerScore, newcomerScore(scores, 1.5).toNumber(), 1e-12);
      ++compared;
    }
    expect(compared).toBeGreaterThanOrEqual(38);
  });

  it('start below those who have a score, whoever of the active set has none', () => {
    const populations = { ...crowd, forecasters: [forecasters('peeking', 2), forecasters('regime-ema', 3)] };
    const moments = momentsOf(smallScenario({ epochs: 3, set: seats, ...populations }), 'forecasters', (topic) => {
      // From nonce 2 on others have the inferers' seats, of whom the third forecaster with a seat knows nothing.
      if (topic.nonce.epoch === 0) topic.inferers.standing.fill(100, 5);
    });
    const [, , { scored, after }] = scorings(moments);
    expect(scored.active).toEqual([0, 1, 2]);
    expect(after.standing[2]).toBeNaN();
    close(after.newcomerScore, newcomerScore([after.standing[0], after.standing[1]]).toNumber(), 1e-12);
  });

  it.each(roleNames)(
    'among %s who are refused take the newcomers’ score, and drift into seats from the next epoch on',
    (name) => {
      const found = sittings(watch('v0.17', name));
      const scored = found.findIndex(({ before }) => !Number.isNaN(before.newcomerScore));
      const { before, after, given } = found[scored];
      const refused = before.standing.flatMap((score, x) => (Number.isNaN(score) ? [x] : []));
      expect(refused.length).toBeGreaterThan(0);
      for (const x of refused) {
        if (!given.active.includes(x)) expect(after.standing[x]).toBe(before.newcomerScore);
        expect(found[scored + 2].before.standing[x]).not.toBeNaN();
      }
      expect(sittings(watch('v0.17', name, {}, false, 200)).some((sitting) => sitting.given.replaced > 0)).toBe(true);
    },
  );

  it('take their first score as it is in the first version', () => {
    const { scored, after } = scorings(watch('reference', 'reputers'))[0];
    expect(scored.active.map((x) => after.standing[x])).toEqual(scored.scores);
  });
});

describe('forecasts', () => {
  it('keep the elements about the inferers who stand highest, no more than maxElementsPerForecast', () => {
    const set = { maxElementsPerForecast: 4 };
    let cuts = 0;
    for (const { before, forecasts, epoch } of sittings(
      momentsOf(smallScenario({ epochs: 30, set, ...crowd }), 'inferers'),
    )) {
      const kept = activeSet(counted(before, true), 4);
      expect(forecasts).toHaveLength(5);
      for (const said of forecasts) {
        expect(
          said.flatMap((loss, j) => (Number.isNaN(loss) ? [] : [j])),
          `epoch ${epoch}`,
        ).toEqual(kept);
      }
      if (String(kept) !== '0,1,2,3') ++cuts;
    }
    expect(cuts).toBeGreaterThan(20);
  });

  it('are whole where there are no more inferers than elements', () => {
    const scenario = smallScenario({ epochs: 5, set: { maxElementsPerForecast: 10 }, ...crowd });
    for (const { forecasts } of sittings(momentsOf(scenario, 'inferers'))) {
      expect(forecasts.flat()).toHaveLength(50);
      expect(forecasts.flat().some(Number.isNaN)).toBe(false);
    }
  });
});
