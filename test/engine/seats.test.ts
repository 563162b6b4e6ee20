import { describe, expect, it } from 'vitest';
import type { Topic } from '../../sim/engine/topic.ts';
import type { RoleColumns } from '../../sim/state/role-columns.ts';
import { activeSet, livenessPenalty, newcomerScore, passiveUpdate, quantileScore } from '../oracle/index.ts';
import { allClose, close } from '../support/close.ts';
import { forecasters, inferers, reputers, runTopic, smallScenario } from './small-scenario.ts';

const orNull = (value: number) => (Number.isNaN(value) ? null : value);

type RoleName = 'inferers' | 'forecasters' | 'reputers';

/** A role after an epoch. */
interface Seating {
  readonly active: number[];
  readonly standing: number[];
  readonly touched: number[];
  readonly replaced: number;
  readonly quantileScore: number;
  readonly newcomerScore: number;
  /** Instant score of each active actor. */
  readonly scores: number[];
  readonly block: number;
}

const scoresOf = {
  inferers: (topic: Topic) => topic.infererScore,
  forecasters: (topic: Topic) => topic.forecasterScore,
  reputers: (topic: Topic) => topic.reputerScore,
};

function seatingOf(topic: Topic, name: RoleName): Seating {
  const role: RoleColumns = topic[name];
  return {
    active: Array.from(role.active.subarray(0, role.activeCount)),
    standing: Array.from(role.standing),
    touched: Array.from(role.touched),
    replaced: role.replaced,
    quantileScore: role.quantileScore,
    newcomerScore: role.newcomerScore,
    scores: Array.from(scoresOf[name](topic).subarray(0, role.activeCount)),
    block: topic.block,
  };
}

const crowd = {
  inferers: [inferers('honest', 6), inferers('noisy', 4)],
  forecasters: [forecasters('peeking', 5)],
  reputers: [reputers('honest', 4), reputers('noisy', 2)],
};
const seats = { maxTopInferersToReward: 5, maxTopForecastersToReward: 3, maxTopReputersToReward: 3 };
const roleNames: readonly RoleName[] = ['inferers', 'forecasters', 'reputers'];
const quantileNames = {
  inferers: 'activeInfererQuantile',
  forecasters: 'activeForecasterQuantile',
  reputers: 'activeReputerQuantile',
} as const;

type Set = Record<string, number | string | boolean>;

/** @param known whether those left out at first count as scored once: newcomers stand below everybody with a seat */
function seatings(profile: string, name: RoleName, set: Set = {}, known = false, epochs = 40): Seating[] {
  const found: Seating[] = [];
  runTopic(smallScenario({ profile, epochs, set: { ...seats, ...set }, ...crowd }), (topic) => {
    const { standing, touched, quantileScore } = topic[name];
    if (known && topic.epoch === 0) {
      standing.forEach((score, x) => {
        if (Number.isNaN(score)) standing[x] = quantileScore;
        touched[x] = topic.block;
      });
    }
    found.push(seatingOf(topic, name));
  });
  return found;
}

const close12 = (actual: readonly number[], expected: readonly number[]) => allClose(actual, expected, 1e-12);

/** Everything that a quantile kind says about two neighbouring epochs. */
function expectDrift(before: Seating, after: Seating, target: number, newcomersFollow: boolean): void {
  after.standing.forEach((standing, x) => {
    const at = after.active.indexOf(x);
    const was = before.standing[x];
    if (at >= 0) {
      const start = Number.isNaN(was) && newcomersFollow ? before.newcomerScore : was;
      if (!Number.isNaN(after.scores[at])) {
        close(standing, passiveUpdate(after.scores[at], orNull(start), 0.1).toNumber(), 1e-12);
      }
      return;
    }
    if (Number.isNaN(was) && newcomersFollow) expect(standing).toBeNaN();
    else close(standing, passiveUpdate(target, orNull(was), 0.1).toNumber(), 1e-12);
  });
}

describe('seats', () => {
  it.each(roleNames)('of %s go to those who stand highest before the epoch', (name) => {
    for (const profile of ['v0.6', 'v0.9', 'v0.17', 'reference']) {
      const found = seatings(profile, name, {}, true);
      const places = found[0].standing.map((_, x) => x);
      expect(found[0].active).toEqual(places.slice(0, found[0].active.length)); // nobody stands anywhere yet
      for (let e = 1; e < found.length; ++e) {
        const counted = found[e - 1].standing.map(orNull);
        expect(found[e].active, `${profile}, epoch ${e}`).toEqual(activeSet(counted, found[0].active.length));
      }
      const changes = found.filter(({ replaced }) => replaced > 0).length;
      expect(changes, profile).toBeGreaterThan(0);
    }
  });

  it.each(roleNames)('of %s count as replaced who did not sit in the epoch before', (name) => {
    // Whoever is refused at first stands in the midst of the others at once: replacements from the second epoch on.
    const swift = { newcomerScore: 'first-score', sortitionQuantileOf: 'instant-same-row', [quantileNames[name]]: 0.7 };
    const runs = [seatings('v0.6', name), seatings('v0.17', name, swift)];
    for (const found of runs) {
      expect(found[0].replaced).toBe(0);
      for (let e = 1; e < found.length; ++e) {
        const before = new Set(found[e - 1].active);
        expect(found[e].replaced).toBe(found[e].active.filter((x) => !before.has(x)).length);
      }
    }
    // Forecasters have no score before the second epoch.
    expect(runs[1].findIndex(({ replaced }) => replaced > 0)).toBe(name === 'forecasters' ? 2 : 1);
  });

  it('are enough for all where there are no more actors than seats, and then nobody is replaced', () => {
    const enough = { maxTopInferersToReward: 10, maxTopForecastersToReward: 5, maxTopReputersToReward: 6 };
    runTopic(smallScenario({ set: enough, ...crowd }), (topic) => {
      expect([topic.inferers, topic.forecasters, topic.reputers].map(({ activeCount }) => activeCount)).toEqual([
        10, 5, 6,
      ]);
      expect(topic.inferers.replaced + topic.forecasters.replaced + topic.reputers.replaced).toBe(0);
    });
  });
});

describe('those without a seat', () => {
  it.each(roleNames)('drift among %s to the quantile of instant scores stored at the last scoring', (name) => {
    const found = seatings('v0.6', name);
    for (let e = 1; e < found.length; ++e) {
      expectDrift(found[e - 1], found[e], found[e - 1].quantileScore, false);
      const scores = found[e].scores.filter((score) => !Number.isNaN(score));
      close(found[e].quantileScore, quantileScore(scores, 0.25).toNumber(), 1e-12);
    }
  });

  it.each(roleNames)('drift among %s to the quantile of EMA scores in newer versions', (name) => {
    const found = seatings('v0.17', name, { [quantileNames[name]]: 0.4 }, true);
    for (let e = 1; e < found.length; ++e) {
      expectDrift(found[e - 1], found[e], found[e - 1].quantileScore, true);
      const standing = found[e].active.map((x) => found[e].standing[x]).filter((score) => !Number.isNaN(score));
      if (standing.length > 0) close(found[e].quantileScore, quantileScore(standing, 0.4).toNumber(), 1e-12);
    }
  });

  it.each(roleNames)('drift among %s to the quantile of the same epoch in the reference', (name) => {
    const found = seatings('reference', name);
    for (let e = 1; e < found.length; ++e) {
      const scores = found[e].scores.filter((score) => !Number.isNaN(score));
      close(found[e].quantileScore, quantileScore(scores, 0.2).toNumber(), 1e-12);
      expectDrift(found[e - 1], found[e], found[e].quantileScore, false);
    }
  });

  it('come back sooner or later, as the active ones fall below the quantile', () => {
    const sat = new Set(seatings('v0.6', 'inferers').flatMap(({ active }) => active));
    expect(sat.size).toBe(10);
  });
});

describe('newcomers', () => {
  it.each(roleNames)('among %s start below the lowest EMA score of the active set', (name) => {
    const found = seatings('v0.17', name, { lambdaInitialScore: 1.5 });
    for (const { active, standing, newcomerScore: start } of found.slice(1)) {
      const scores = active.map((x) => standing[x]).filter((score) => !Number.isNaN(score));
      close12([start], [newcomerScore(scores, 1.5).toNumber()]);
    }
  });

  it('start below those who have a score, whoever of the active set has none', () => {
    const populations = { ...crowd, forecasters: [forecasters('peeking', 2), forecasters('regime-ema', 3)] };
    const found: Seating[] = [];
    runTopic(smallScenario({ epochs: 2, set: seats, ...populations }), (topic) => {
      // From now on others have the inferers' seats, of whom the third forecaster with a seat knows nothing.
      if (topic.epoch === 0) topic.inferers.standing.fill(100, 5);
      found.push(seatingOf(topic, 'forecasters'));
    });
    const [, { active, standing, newcomerScore: start }] = found;
    expect(active).toEqual([0, 1, 2]);
    expect(standing[2]).toBeNaN();
    close12([start], [newcomerScore([standing[0], standing[1]]).toNumber()]);
  });

  it.each(roleNames)(
    'among %s who are refused take the newcomers’ score, and drift into seats from the next epoch on',
    (name) => {
      const found = seatings('v0.17', name);
      const scored = found.findIndex((seating) => !Number.isNaN(seating.newcomerScore));
      const refused = found[scored].standing.flatMap((score, x) => (Number.isNaN(score) ? [x] : []));
      expect(refused.length).toBeGreaterThan(0);
      const next = found[scored + 1];
      for (const x of refused) if (!next.active.includes(x)) expect(next.standing[x]).toBe(found[scored].newcomerScore);
      for (const x of refused) expect(next.standing[x]).not.toBeNaN();
      expect(seatings('v0.17', name, {}, false, 200).some(({ replaced }) => replaced > 0)).toBe(true);
    },
  );

  it('take their first score as it is in the first version', () => {
    const first = seatings('reference', 'reputers')[0];
    close12(
      first.active.map((x) => first.standing[x]),
      first.scores,
    );
  });
});

describe('the liveness penalty', () => {
  /** A single inferer's seat: its occupant is never scored, so every epoch is one that it missed. */
  function occupant(livenessPenalty: boolean): { standing: number[]; start: number[] } {
    const standing: number[] = [];
    const start: number[] = [];
    const set = { maxTopInferersToReward: 1, livenessPenalty, newcomerScore: 'below-lowest' };
    runTopic(smallScenario({ epochs: 12, set, inferers: [inferers('honest', 2)] }), (topic) => {
      // As if it had earned 8 before, while newcomers start from 2.
      if (topic.epoch === 0) {
        topic.inferers.standing[0] = 8;
        topic.inferers.newcomerScore = 2;
      }
      standing.push(topic.inferers.standing[0]);
      start.push(topic.inferers.newcomerScore);
    });
    return { standing, start };
  }

  it('pulls a score once for every epoch missed, and not again for those before', () => {
    const { standing, start } = occupant(true);
    expect(new Set(start)).toEqual(new Set([2]));
    // Scored (here: put) in epoch 0 at block 0; epoch 1 is the next one, so epoch 2 is the first that follows a miss.
    for (let e = 1; e < standing.length; ++e) {
      close(standing[e], livenessPenalty(8, 2, e - 1, 0.1).toNumber(), 1e-12);
    }
    expect(standing[11]).toBeLessThan(5);
  });

  it('is not known to the first version', () => {
    expect(new Set(occupant(false).standing)).toEqual(new Set([8]));
  });
});

describe('forecasts', () => {
  it('keep the elements about the inferers who stand highest, no more than maxElementsPerForecast', () => {
    let before: number[] = [];
    let cuts = 0;
    const set = { maxElementsPerForecast: 4 };
    runTopic(smallScenario({ epochs: 30, set, ...crowd }), (topic) => {
      const K = topic.inferers.activeCount;
      if (before.length > 0) {
        const kept = activeSet(before.map(orNull), 4);
        for (let k = 0; k < topic.forecasters.activeCount; ++k) {
          const said = Array.from(topic.forecasts.subarray(k * K, (k + 1) * K), (loss, j) => ({ loss, j }));
          expect(said.filter(({ loss }) => !Number.isNaN(loss)).map(({ j }) => j)).toEqual(kept);
        }
        ++cuts;
      }
      before = Array.from(topic.inferers.standing);
    });
    expect(cuts).toBe(29);
  });

  it('are whole where there are no more inferers than elements', () => {
    runTopic(smallScenario({ epochs: 5, set: { maxElementsPerForecast: 10 }, ...crowd }), (topic) => {
      const said = topic.forecasts.subarray(0, topic.layout.inferers * topic.layout.forecasters);
      expect(said).toHaveLength(50);
      expect(said.some(Number.isNaN)).toBe(false);
    });
  });
});
