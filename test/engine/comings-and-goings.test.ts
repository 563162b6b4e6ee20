import { describe, expect, it } from 'vitest';
import { createWorld, step } from '../../sim/engine/step.ts';
import type { Topic } from '../../sim/engine/topic.ts';
import type { Scenario } from '../../sim/index.ts';
import { activeSet, listening, livenessPenalty, passiveUpdate } from '../oracle/index.ts';
import { close } from '../support/close.ts';
import { type Moment, momentsOf, type RoleName, roleNames, scorings, sittings } from './moments.ts';
import {
  type Changes,
  everything,
  forecasters,
  inferers,
  reputers,
  rowsOf,
  runColumns,
  runTopic,
  smallScenario,
} from './small-scenario.ts';

const minds = { inferers: 'infererMinds', forecasters: 'forecasterMinds', reputers: 'reputerMinds' } as const;

/** Who is registered for a nonce, and who submits, asked of the actors themselves. */
function presence(scenario: Scenario, name: RoleName) {
  const [topic] = createWorld(scenario).topics;
  const { registered, gone, count } = topic[name];
  const places = Array.from({ length: count }, (_, x) => x);
  const isThere = (x: number, epoch: number) => epoch >= registered[x] && epoch < gone[x];
  const submits = (x: number, epoch: number) =>
    isThere(x, epoch) && (topic[minds[name]][x].submits?.(epoch, epoch - registered[x]) ?? true);
  return {
    registered: (epoch: number) => places.filter((x) => isThere(x, epoch)),
    submitters: (epoch: number) => places.filter((x) => submits(x, epoch)),
  };
}

/** Late ones, early ones and fickle ones in the roles that have them. */
const mixed: Changes = {
  epochs: 80,
  inferers: [
    inferers('honest', 4),
    inferers('intermittent', 6, { probability: 0.4 }),
    inferers('noisy', 3, {}, 'late', { joins: 20 }),
    inferers('honest', 2, {}, 'early', { leaves: 30 }),
    inferers('intermittent', 2, { probability: 0.5 }, 'guest', { joins: 25, leaves: 60 }),
  ],
  forecasters: [
    forecasters('peeking', 2),
    forecasters('ema', 2, {}, 'late', { joins: 15 }),
    forecasters('peeking', 2, {}, 'early', { leaves: 50 }),
  ],
  reputers: [
    reputers('honest', 2),
    reputers('offline', 4, { probability: 0.6 }),
    reputers('noisy', 2, {}, 'late', { joins: 33 }),
  ],
};
const enough = { maxTopInferersToReward: 32, maxTopForecastersToReward: 32, maxTopReputersToReward: 32 };
const few = { maxTopInferersToReward: 6, maxTopForecastersToReward: 3, maxTopReputersToReward: 3 };

describe('who joins late or leaves', () => {
  it.each(roleNames)('counts among %s from the epoch in which it joins until that in which it is gone', (name) => {
    for (const set of [enough, few, { ...few, groundTruthLag: 240 }]) {
      const scenario = smallScenario({ ...mixed, set });
      const who = presence(scenario, name);
      const { numbers } = runColumns(scenario);
      const seats = { inferers: 6, forecasters: 3, reputers: 3 }[name];
      const most = set === enough ? 32 : seats;
      for (let epoch = 0; epoch < 80; ++epoch) {
        const counts = ['registered', 'submitted', 'active'].map((what) => numbers[`${what}_${name}`][epoch]);
        const submitted = who.submitters(epoch).length;
        expect(counts, `epoch ${epoch}`).toEqual([who.registered(epoch).length, submitted, Math.min(submitted, most)]);
      }
      expect(new Set(numbers[`registered_${name}`]).size).toBeGreaterThan(1);
    }
  });

  it('is as old as the epochs since it joined', () => {
    const world = createWorld(smallScenario({ ...mixed, set: enough }));
    const [topic] = world.topics;
    const ages: string[] = [];
    topic.infererMinds.forEach((mind, x) => {
      const infer = mind.infer.bind(mind);
      mind.infer = (view) => {
        ages.push(`inferer ${x}: ${view.epoch - topic.inferers.registered[x]} is ${view.age}`);
        return infer(view);
      };
    });
    topic.forecasterMinds.forEach((mind, x) => {
      const forecastInto = mind.forecastInto.bind(mind);
      mind.forecastInto = (view, out, offset) => {
        ages.push(`forecaster ${x}: ${view.epoch - topic.forecasters.registered[x]} is ${view.age}`);
        forecastInto(view, out, offset);
      };
    });
    while (topic.done < topic.epochs) step(world);
    expect(ages).toContain('inferer 10: 0 is 0');
    expect(ages).toContain('inferer 10: 59 is 59');
    expect(ages).toContain('forecaster 2: 0 is 0');
    expect(ages).toContain('forecaster 2: 64 is 64');
    for (const age of ages) expect(age).toMatch(/: (\d+) is \1$/);
  });

  it('has rows of its own from then on, and takes no part before', () => {
    const { tables } = runColumns(smallScenario({ ...mixed, record: everything, set: enough }));
    const rowsOfActor = (actor: string, role: string) =>
      rowsOf(tables.actors).filter((row) => row.actor === actor && row.role === role);
    const epochsOf = (actor: string, role: string) => rowsOfActor(actor, role).map(({ epoch }) => epoch);
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);
    expect(epochsOf('late-2', 'inferer')).toEqual(range(20, 80));
    expect(epochsOf('early-1', 'inferer')).toEqual(range(0, 30));
    expect(epochsOf('guest-0', 'inferer')).toEqual(range(25, 60));
    expect(epochsOf('late-1', 'forecaster')).toEqual(range(15, 80));
    expect(epochsOf('late-1', 'reputer')).toEqual(range(33, 80));
    const [first] = rowsOfActor('late-2', 'inferer');
    expect(first.active).toBe(1);
    expect(first.reward).toBeGreaterThan(0);
  });

  it('does not do twice as well once it is gone, nor before it is there', () => {
    const populations = [
      inferers('honest', 2),
      inferers('honest', 8, {}, 'early', { leaves: 20 }),
      inferers('honest', 8, {}, 'late', { joins: 30 }),
    ];
    const outperformers = new Map<number, number>();
    runTopic(smallScenario({ epochs: 60, inferers: populations }), ({ nonce }) => {
      outperformers.set(nonce.epoch, nonce.outperformer);
    });
    for (const [epoch, x] of outperformers) {
      expect(x).toBeGreaterThanOrEqual(0);
      if (x >= 2 && x < 10) expect(epoch).toBeLessThan(20);
      if (x >= 10) expect(epoch).toBeGreaterThanOrEqual(30);
    }
    expect(new Set(outperformers.values()).size).toBeGreaterThan(8);
  });

  it('is treated no worse for having come late: with the same draws its first answer is that of a newborn', () => {
    const joined = (joins: number) => {
      const populations = [inferers('honest', 3), inferers('honest', 1, {}, 'one', { joins })];
      const set = { outperformerProbability: 0 };
      const changes = { epochs: 9, inferers: populations, record: everything, set };
      const { tables } = runColumns(smallScenario(changes));
      const truth = tables.epochs.numbers.truth[8];
      const row = rowsOf(tables.actors).find(({ actor, epoch }) => actor === 'one-0' && epoch === 8);
      return Number(row?.value) - truth;
    };
    // Experience at age 8 leaves (1 + e^-0.8) / 2 of the error at birth.
    close(joined(0) / joined(8), (1 + Math.exp(-0.8)) / 2, 1e-12);
  });
});

describe('the liveness penalty', () => {
  /**
   * Follows every moment of a run in which seats are given, and counts by itself who missed how much.
   *
   * @returns how many penalties were due
   */
  function followPenalties(changes: Changes, name: RoleName): number {
    const scenario = smallScenario({ ...mixed, ...changes });
    const who = presence(scenario, name);
    const last = new Map<number, number>();
    let penalties = 0;
    const most = Number(
      { inferers: changes.set?.maxTopInferersToReward, forecasters: changes.set?.maxTopForecastersToReward }[
        name as 'inferers'
      ] ?? changes.set?.maxTopReputersToReward,
    );
    for (const moment of sittings(momentsOf(scenario, name))) {
      const { epoch, block, before, after, given, scored } = moment;
      const submitters = who.submitters(epoch);
      const newcomer = Number.isNaN(before.newcomerScore) ? 0 : before.newcomerScore;
      // Where each stands when it is compared with the others.
      const standing = before.standing.map((score, x) => {
        if (!submitters.includes(x) || Number.isNaN(score)) return score;
        const missed = epoch - (last.get(x) as number) - 1;
        if (missed > 0) ++penalties;
        return livenessPenalty(score, newcomer, missed, 0.1).toNumber();
      });
      const compared = submitters.map((x) => (Number.isNaN(standing[x]) ? newcomer : standing[x]));
      const active = activeSet(compared, most).map((n) => submitters[n]);
      expect(given.active, `${name} of epoch ${epoch}`).toEqual(active);
      standing.forEach((score, x) => {
        const found = after.standing[x];
        expect(after.touched[x]).toBe(submitters.includes(x) ? block : before.touched[x]);
        const at = active.indexOf(x);
        const own = at >= 0 ? (scored?.scores[at] ?? Number.NaN) : Number.NaN;
        if (!Number.isNaN(own)) {
          close(found, passiveUpdate(own, Number.isNaN(score) ? newcomerOrNone(before) : score, 0.1).toNumber(), 1e-12);
        } else if (at >= 0 || !submitters.includes(x)) {
          if (Number.isNaN(score)) expect(found).toBeNaN();
          else close(found, score, 1e-12);
        } else if (Number.isNaN(score)) expect(found).toBe(before.newcomerScore);
        else close(found, passiveUpdate(before.quantileScore, score, 0.1).toNumber(), 1e-12);
      });
      for (const x of submitters) last.set(x, epoch);
    }
    return penalties;
  }
  const newcomerOrNone = ({ newcomerScore }: Moment['before']) => (Number.isNaN(newcomerScore) ? null : newcomerScore);

  it.each(['inferers', 'reputers'] as const)(
    'pulls the EMA score of %s once for every nonce they did not submit for, before seats are given',
    (name) => {
      expect(followPenalties({ set: few }, name)).toBeGreaterThan(20);
      expect(followPenalties({ set: enough }, name)).toBeGreaterThan(20);
      expect(followPenalties({ set: { ...few, groundTruthLag: 200 } }, name)).toBeGreaterThan(20);
      const unlike = { ...few, epochLength: 75, workerSubmissionWindow: 75 };
      expect(followPenalties({ set: unlike }, name)).toBeGreaterThan(20);
    },
  );

  it('spares those who are always there', () => {
    expect(followPenalties({ set: few }, 'forecasters')).toBe(0);
  });

  it('is a number that can be worked out: 8 above newcomers at 2, two nonces missed, leaves 6.86', () => {
    // 2 + (8 - 2) 0.9² = 6.86
    const populations = [inferers('honest', 2), inferers('intermittent', 1)];
    const scenario = smallScenario({ epochs: 60, inferers: populations, set: { groundTruthLag: 60 * 70 } });
    const { submitters } = presence(scenario, 'inferers');
    const there = Array.from({ length: 60 }, (_, epoch) => submitters(epoch).includes(2));
    const back = there.findIndex((is, e) => is && e > 2 && !there[e - 1] && !there[e - 2] && there[e - 3]);
    expect(back).toBeGreaterThan(2);
    const world = createWorld(scenario);
    const [topic] = world.topics;
    while (topic.windowsClosed < back) step(world);
    // The truth comes after the last window: no score interferes.
    topic.inferers.standing[2] = 8;
    topic.inferers.newcomerScore = 2;
    while (topic.windowsClosed === back) step(world);
    close(topic.inferers.standing[2], 6.86, 1e-14);
  });

  it('is not known to the first version', () => {
    const scenario = smallScenario({ ...mixed, profile: 'v0.6', set: few });
    const who = presence(scenario, 'inferers');
    for (const { epoch, before, after, given } of sittings(momentsOf(scenario, 'inferers'))) {
      const submitters = who.submitters(epoch);
      const compared = submitters.map((x) => (Number.isNaN(before.standing[x]) ? 0 : before.standing[x]));
      expect(given.active).toEqual(activeSet(compared, 6).map((n) => submitters[n]));
      before.standing.forEach((score, x) => {
        if (!submitters.includes(x) || given.active.includes(x)) expect(after.standing[x]).toBe(score);
      });
    }
  });
});

describe('those refused in the reference', () => {
  it.each(roleNames)('are among %s those who submitted for the nonce that is scored, not for a later one', (name) => {
    const scenario = smallScenario({ ...mixed, profile: 'reference', set: { ...few, groundTruthLag: 180 } });
    const who = presence(scenario, name);
    let refusals = 0;
    for (const { epoch, before, after, scored } of scorings(momentsOf(scenario, name))) {
      const refused = who.submitters(epoch).filter((x) => !scored.active.includes(x));
      before.standing.forEach((score, x) => {
        const at = scored.active.indexOf(x);
        if (at >= 0 && !Number.isNaN(scored.scores[at])) return;
        if (!refused.includes(x)) expect(after.standing[x], `${x} in epoch ${epoch}`).toBe(score);
        else {
          const was = Number.isNaN(score) ? null : score;
          close(after.standing[x], passiveUpdate(after.quantileScore, was, 0.1).toNumber(), 1e-12);
          ++refusals;
        }
      });
    }
    expect(refusals).toBeGreaterThan(40);
  });
});

describe('a judgement', () => {
  it('is about those who had the seats of that very nonce: their regrets move, and nobody else’s', () => {
    const scenario = smallScenario({ ...mixed, set: { ...few, groundTruthLag: 300 } });
    const world = createWorld(scenario);
    const [topic] = world.topics;
    const regretsOf = ({ regrets: { inferer, forecaster } }: Topic) => [Array.from(inferer), Array.from(forecaster)];
    let others = 0;
    while (topic.done < topic.epochs) {
      const before = regretsOf(topic);
      const { initialRegret } = topic;
      if (step(world) === undefined) continue;
      const { nonce, desk } = topic;
      if (nonce.status !== 'paid') continue;
      const { layout } = nonce;
      const roles = [
        [nonce.inferers, layout.inferer],
        [nonce.forecasters, layout.forecaster],
      ] as const;
      roles.forEach(([{ active, count }, from], r) => {
        const seated = Array.from(active.subarray(0, count));
        regretsOf(topic)[r].forEach((regret, x) => {
          const l = seated.indexOf(x);
          const loss = l < 0 ? NaN : desk.losses[from + l];
          if (Number.isNaN(loss)) expect(regret).toBe(before[r][x]);
          else {
            const was = Number.isNaN(before[r][x]) ? initialRegret : before[r][x];
            close(regret, 0.1 * (desk.losses[0] - loss) + 0.9 * was, 1e-10);
          }
          if (l < 0) ++others;
        });
      });
    }
    expect(others).toBeGreaterThan(500);
  });

  it('counts as experienced who had a regret and was paid ten times, of those with the seats of that nonce', () => {
    const world = createWorld(smallScenario({ ...mixed, epochs: 60, set: { ...few, groundTruthLag: 180 } }));
    const [topic] = world.topics;
    const seen = new Set<string>();
    while (topic.done < topic.epochs) {
      const before = ['inferers', 'forecasters'].map((role) => ({
        regrets: Array.from(topic.regrets[role === 'inferers' ? 'inferer' : 'forecaster']),
        inclusions: Array.from(topic[role as 'inferers'].inclusions),
      }));
      if (step(world) === undefined || topic.nonce.status !== 'paid') continue;
      const { nonce, desk } = topic;
      const expected = [nonce.inferers, nonce.forecasters].flatMap(({ active, count }, r) =>
        Array.from(active.subarray(0, count), (x) =>
          !Number.isNaN(before[r].regrets[x]) && before[r].inclusions[x] >= 10 ? 1 : 0,
        ),
      );
      expect(Array.from(desk.isExperienced.subarray(0, expected.length))).toEqual(expected);
      seen.add(expected.join(''));
    }
    expect(seen.size).toBeGreaterThan(8);
  });

  it('listens to those who report as much as to them before, whatever seats they have', () => {
    const world = createWorld(smallScenario({ ...mixed, epochs: 60, set: few }));
    const [topic] = world.topics;
    let moved = 0;
    while (topic.done < topic.epochs) {
      const before = Array.from(topic.coefficient);
      if (step(world) === undefined || topic.nonce.status !== 'paid') continue;
      const { nonce, desk, stake, coefficient } = topic;
      const seated = Array.from(nonce.reputers.active.subarray(0, nonce.reputers.count));
      const after = Array.from(coefficient);
      expect(after.filter((_, x) => !seated.includes(x))).toEqual(before.filter((_, x) => !seated.includes(x)));
      if (String(after) !== String(before)) ++moved;
      // The oracle is slow, and the first epochs differ little from 1.
      if (nonce.epoch < 25 || nonce.epoch % 9 !== 0 || seated.length < 2) continue;
      const V = nonce.layout.length;
      const reports = seated.map((_, m) =>
        Array.from(desk.reports.subarray(m * V, (m + 1) * V), (loss) => (Number.isNaN(loss) ? null : loss)),
      );
      const heard = listening(
        reports,
        seated.map((x) => stake[x]),
        seated.map((x) => before[x]),
      );
      seated.forEach((x, m) => {
        expect(Math.abs(after[x] - Number(heard.coefficients[m]))).toBeLessThan(1e-8);
        close(desk.reputerScore[m], Number(heard.scores[m]), 1e-8);
      });
    }
    expect(moved).toBeGreaterThan(30);
  });

  it('finds the weights that inferences had last in the books of those who had them', () => {
    for (const inferencesComputed of ['window-close', 'at-query']) {
      const scenario = smallScenario({
        ...mixed,
        epochs: 40,
        set: { ...few, groundTruthLag: 180, inferencesComputed },
      });
      const world = createWorld(scenario);
      const [topic] = world.topics;
      let others = 0;
      const sharesOf = () => [topic.inferers, topic.forecasters].map(({ weightShare }) => Array.from(weightShare));
      while (topic.done < topic.epochs) {
        const before = sharesOf();
        const { windowsClosed } = topic;
        const isDone = step(world) !== undefined;
        const made = inferencesComputed === 'at-query' ? isDone : topic.windowsClosed > windowsClosed;
        const after = sharesOf();
        if (!made) {
          expect(after).toEqual(before);
          continue;
        }
        const nonce = isDone ? topic.nonce : topic.ring[windowsClosed % topic.ring.length];
        [[nonce.inferers, nonce.infererWeight] as const, [nonce.forecasters, nonce.forecasterWeight] as const].forEach(
          ([{ active, count }, weights], r) => {
            const seated = Array.from(active.subarray(0, count));
            after[r].forEach((share, x) => {
              const l = seated.indexOf(x);
              expect(share).toBe(l >= 0 ? weights[l] : before[r][x]);
              if (l < 0 && !Number.isNaN(share)) ++others;
            });
          },
        );
      }
      expect(others).toBeGreaterThan(50);
    }
  });

  it('adds the true losses of those with the seats to their books', () => {
    const { inferers: role } = runTopic(smallScenario({ ...mixed, set: few }));
    const { tables } = runColumns(smallScenario({ ...mixed, set: few, record: everything }));
    const paid = new Set(rowsOf(tables.epochs).flatMap(({ status, epoch }) => (status === 'paid' ? [epoch] : [])));
    const counts = new Map<unknown, number>();
    for (const { role: kind, actor, epoch, active } of rowsOf(tables.actors)) {
      if (kind === 'inferer' && active === 1 && paid.has(epoch)) counts.set(actor, (counts.get(actor) ?? 0) + 1);
    }
    expect([...role.lossCount].filter((count) => count > 0).sort()).toEqual([...counts.values()].sort());
  });
});

describe('a nonce to which nobody comes', () => {
  it('has no inferers when none of them submits, no loss when no reputer does', () => {
    const never = { epochs: 6, inferers: [inferers('intermittent', 4, { probability: 0 })] };
    const empty = runColumns(smallScenario(never));
    expect(empty.words.status).toEqual(Array(6).fill('no-inferers'));
    expect(empty.numbers.registered_inferers).toEqual(Array(6).fill(4));
    expect(empty.numbers.submitted_inferers).toEqual(Array(6).fill(0));
    expect(empty.numbers.submitted_forecasters).toEqual(Array(6).fill(3));
    expect(empty.numbers.active_reputers).toEqual(Array(6).fill(0));
    const silent = { epochs: 6, reputers: [reputers('offline', 4, { probability: 1 })] };
    const unjudged = runColumns(smallScenario(silent));
    expect(unjudged.words.status).toEqual(Array(6).fill('no-loss'));
    expect(unjudged.numbers.submitted_reputers).toEqual(Array(6).fill(0));
    expect(unjudged.numbers.combined_loss.every(Number.isFinite)).toBe(true);
  });

  it('leaves regrets, standings and the chosen in peace, and the topic goes on after it', () => {
    const scenario = smallScenario({ epochs: 40, reputers: [reputers('offline', 1, { probability: 0.5 })] });
    const world = createWorld(scenario);
    const [topic] = world.topics;
    const statuses = new Set<string>();
    const memory = () =>
      JSON.stringify([
        Array.from(topic.regrets.inferer, String),
        Array.from(topic.inferers.earned),
        Array.from(topic.inferers.lossSum),
        topic.networkLoss,
        topic.initialRegret,
        topic.judgedEpoch,
        topic.latestRegime,
      ]);
    while (topic.done < topic.epochs) {
      const before = memory();
      if (step(world) === undefined) continue;
      statuses.add(topic.nonce.status);
      if (topic.nonce.status === 'no-loss') expect(memory()).toBe(before);
      else expect(memory()).not.toBe(before);
    }
    expect([...statuses].sort()).toEqual(['no-loss', 'paid']);
  });
});
