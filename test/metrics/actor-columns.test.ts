import { describe, expect, it } from 'vitest';
import type { Topic } from '../../sim/engine/topic.ts';
import { actorTable, type Sink } from '../../sim/index.ts';
import { createActorRows } from '../../sim/metrics/actor-rows.ts';
import type { RoleColumns } from '../../sim/state/role-columns.ts';
import type { Seats } from '../../sim/state/seats.ts';
import {
  attack,
  type Changes,
  everything,
  forecasters,
  inferers,
  type Row,
  reputers,
  rowsOf,
  runColumns,
  runTopic,
  smallScenario,
} from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';

/** More actors than seats, comings and goings, chance absences, an attack, losses that come late. */
const eventful: Changes = {
  epochs: 45,
  record: everything,
  rewardPerEpoch: 50,
  inferers: [
    inferers('honest', 8),
    inferers('intermittent', 3),
    inferers('noisy', 2, {}, 'late', { joins: 15 }),
    inferers('biased', 2, {}, 'early', { leaves: 20, owner: 'team-#' }),
  ],
  forecasters: [forecasters('peeking', 3), forecasters('ema', 2, {}, 'ema', { owner: 'team-#' })],
  reputers: [
    reputers('honest', 3, {}, 'honest', { owner: 'guild', leaves: 35 }),
    reputers('offline', 2, { probability: 0.6 }),
  ],
  attacks: [attack('sybil', { identities: 3 }, { joins: 12, start: 12, duration: 20 })],
  set: { groundTruthLag: 150, maxTopInferersToReward: 9, maxTopForecastersToReward: 4, maxTopReputersToReward: 4 },
};

/** What only the hub chain moves. */
const money = ['wallet', 'delegated', 'cost'];

const forecastColumns = ['forecast_loss', 'observed_loss', 'forecast_correlation'] as const;

const roles = [
  ['inferer', 'inferers'],
  ['forecaster', 'forecasters'],
  ['reputer', 'reputers'],
] as const;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const numbersIn = (rows: readonly Row[], column: string) => rows.map((row) => Number(row[column]));

describe('columns of actors', () => {
  it('are those promised', () => {
    const names = actorTable.columns.map(({ name }) => name);
    expect(names).toEqual([
      ...['topic', 'epoch', 'block', 'actor', 'role', 'policy', 'owner', 'active', 'value', 'loss', 'regret'],
      ...['weight', 'score', 'ema_score', 'stake', 'listening_coefficient', 'reward'],
      ...['wallet', 'delegated', 'cost'],
      ...['forecast_loss', 'observed_loss', 'forecast_correlation'],
    ]);
  });
});

describe.each(['v0.6', 'v0.17'])('rows of actors (%s)', (profile) => {
  const scenario = smallScenario({ ...eventful, profile });
  const { tables } = runColumns(scenario);
  const actors = rowsOf(tables.actors);
  const epochs = rowsOf(tables.epochs);
  const ofNonce = (epoch: number, role: string) => actors.filter((row) => row.epoch === epoch && row.role === role);

  it('are one for each actor registered, role by role, in the order of the scenario', () => {
    for (const { epoch, block, ...row } of epochs) {
      for (const [role, plural] of roles) {
        const own = ofNonce(Number(epoch), role);
        expect(own).toHaveLength(Number(row[`registered_${plural}`]));
        expect(sum(numbersIn(own, 'active'))).toBe(row[`active_${plural}`]);
        expect(own.every((one) => one.topic === 'topic' && one.block === block)).toBe(true);
      }
    }
    const first = actors.filter(({ epoch }) => epoch === 0);
    expect(first.map(({ actor }) => actor).slice(0, 13)).toEqual([
      ...Array.from({ length: 8 }, (_, n) => `honest-${n}`),
      ...Array.from({ length: 3 }, (_, n) => `intermittent-${n}`),
      'early-0',
      'early-1',
    ]);
    expect(ofNonce(15, 'inferer').map(({ actor }) => actor)).toContain('late-1');
    expect(ofNonce(14, 'inferer').map(({ actor }) => actor)).not.toContain('late-1');
    expect(ofNonce(19, 'inferer').map(({ actor }) => actor)).toContain('early-0');
    expect(ofNonce(20, 'inferer').map(({ actor }) => actor)).not.toContain('early-0');
    // Attackers’ keys stand behind all others.
    expect(
      ofNonce(12, 'inferer')
        .slice(-3)
        .map(({ actor }) => actor),
    ).toEqual(['sybil-0', 'sybil-1', 'sybil-2']);
  });

  it('say who decides and who owns: keys of the same owner in several roles have one name', () => {
    const about = (actor: string, role: string) => {
      const found = actors.filter((row) => row.actor === actor && row.role === role);
      const words = new Set(found.map(({ policy, owner }) => `${policy} of ${owner}`));
      expect(words.size).toBe(1);
      return [...words][0];
    };
    expect(about('early-1', 'inferer')).toBe('biased of team-1');
    expect(about('ema-1', 'forecaster')).toBe('ema of team-1');
    expect(about('honest-2', 'reputer')).toBe('honest of guild');
    expect(about('honest-2', 'inferer')).toBe('honest of topic/inferers/honest-2');
    expect(about('sybil-2', 'inferer')).toBe('sybil of mallory');
  });

  it('hold rewards that sum to those of the epoch, per class', () => {
    let unpaid = 0;
    for (const { epoch, status, reward, ...row } of epochs) {
      const paid = roles.map(([role]) => sum(numbersIn(ofNonce(Number(epoch), role), 'reward')));
      roles.forEach(([, plural], r) => {
        if (row[`reward_${plural}`] === 0) expect(paid[r]).toBe(0);
        else close(paid[r], Number(row[`reward_${plural}`]), 1e-12);
      });
      if (status === 'paid') {
        close(sum(paid), 50, 1e-12);
        close(Number(reward), 50, 1e-12);
      } else {
        ++unpaid;
        expect([sum(paid), reward]).toEqual([0, 0]);
      }
    }
    expect(unpaid).toBeGreaterThan(0);
  });

  it('hold weights that sum to 1, those of workers together and those of reputers', () => {
    const weightsOf = (epoch: number, role: string) =>
      numbersIn(ofNonce(epoch, role), 'weight').filter((weight) => !Number.isNaN(weight));
    for (const { epoch, status } of epochs) {
      close(sum([...weightsOf(Number(epoch), 'inferer'), ...weightsOf(Number(epoch), 'forecaster')]), 1, 1e-12);
      const judges = weightsOf(Number(epoch), 'reputer');
      if (status === 'paid') close(sum(judges), 1, 1e-12);
      else expect(judges).toEqual([]);
    }
  });

  it('give the combined inference as the mean of the values by weight, once weights count', () => {
    let compared = 0;
    for (const { epoch, combined_inference: combined, initial_regret: regret } of epochs) {
      if (regret === 0) continue; // all are new: a median or a plain mean
      const workers = [...ofNonce(Number(epoch), 'inferer'), ...ofNonce(Number(epoch), 'forecaster')];
      const said = workers.filter(({ value, weight }) => !Number.isNaN(value) && !Number.isNaN(weight));
      const mean = sum(said.map(({ value, weight }) => Number(value) * Number(weight)));
      const size = Math.max(...said.map(({ value }) => Math.abs(Number(value))));
      expect(Math.abs(mean - Number(combined))).toBeLessThan(1e-12 * size);
      ++compared;
    }
    expect(compared).toBeGreaterThan(20);
  });

  it('hold the true losses of the values beside them', () => {
    const truths = new Map(epochs.map(({ epoch, truth }) => [epoch, Number(truth)]));
    for (const { role, epoch, value, loss, active } of actors) {
      if (role === 'reputer') {
        expect(value).toBeNaN();
        continue;
      }
      if (Number.isNaN(value)) {
        expect(loss).toBeNaN();
        if (role === 'inferer') expect(active).toBe(0);
        continue;
      }
      expect(active).toBe(1);
      const error = Number(value) - Number(truths.get(epoch));
      close(Number(loss), Math.log10(Math.max(error * error, 1e-12)), 1e-12);
    }
  });

  it('leave empty what an actor without a seat or a role does not have', () => {
    const judged = new Set(epochs.filter(({ status }) => status === 'paid').map(({ epoch }) => epoch));
    for (const row of actors) {
      const { role, active, epoch } = row;
      if (active === 0) {
        for (const column of ['value', 'loss', 'weight', 'score']) expect(row[column], column).toBeNaN();
        expect(row.reward).toBe(0);
      }
      if (role === 'reputer') {
        expect(row.regret).toBeNaN();
        expect(row.stake).toBeGreaterThan(0);
        expect(row.listening_coefficient).toBeGreaterThanOrEqual(0);
        if (active === 1) expect(Number(row.score) > 0 && Number(row.loss) > 0).toBe(true);
      } else {
        expect([row.stake, row.listening_coefficient, row.delegated]).toEqual([NaN, NaN, NaN]);
        if (!judged.has(epoch)) expect(row.score).toBeNaN();
      }
    }
  });

  it('are what the topic knows when the nonce is done, actor by actor', () => {
    const scores = { inferer: 'infererScore', forecaster: 'forecasterScore', reputer: 'reputerScore' } as const;
    let r = 0;
    const expectRole = (topic: Topic, role: keyof typeof scores, columns: RoleColumns, seats: Seats): void => {
      const { nonce, desk, regrets } = topic;
      const seated = Array.from(seats.active.subarray(0, seats.count));
      for (let x = 0; x < columns.count; ++x) {
        if (nonce.epoch < columns.registered[x] || nonce.epoch >= columns.gone[x]) continue;
        const row = actors[r++];
        const l = seated.indexOf(x);
        expect([row.role, row.epoch, row.active]).toEqual([role, nonce.epoch, l >= 0 ? 1 : 0]);
        expect(row.ema_score).toBe(columns.standing[x]);
        if (role === 'inferer') {
          expect(row.value).toBe(l >= 0 ? nonce.inferences[l] : NaN);
          expect(row.regret).toBe(regrets.inferer[x]);
        } else if (role === 'forecaster') {
          expect(row.value).toBe(l >= 0 ? nonce.values[nonce.layout.forecaster + l] : NaN);
          expect(row.regret).toBe(regrets.forecaster[x]);
        } else {
          expect(row.stake).toBe(topic.stake[x]);
          expect(row.listening_coefficient).toBe(topic.coefficient[x]);
        }
        if (l >= 0 && nonce.status === 'paid') expect(row.score).toBe(desk[scores[role]][l]);
      }
    };
    runTopic(scenario, (topic) => {
      expectRole(topic, 'inferer', topic.inferers, topic.nonce.inferers);
      expectRole(topic, 'forecaster', topic.forecasters, topic.nonce.forecasters);
      expectRole(topic, 'reputer', topic.reputers, topic.nonce.reputers);
    });
    expect(r).toBe(actors.length);
  });

  it('of reputers hold the mean absolute error of their reports', () => {
    runTopic(scenario, ({ nonce, desk: { reports, trueLoss } }) => {
      const seated = ofNonce(nonce.epoch, 'reputer').filter(({ active }) => active === 1);
      seated.forEach(({ loss }, m) => {
        const errors: number[] = [];
        for (let v = 0; v < nonce.layout.length; ++v) {
          const error = Math.abs(reports[m * nonce.layout.length + v] - trueLoss[v]);
          if (!Number.isNaN(error)) errors.push(error);
        }
        close(Number(loss), sum(errors) / errors.length, 1e-12);
      });
    });
  });

  it('of forecasters compare the losses that they forecast with those that the network came to see', () => {
    let compared = 0;
    runTopic(scenario, ({ nonce, desk: { losses } }) => {
      const K = nonce.layout.inferers;
      const seated = ofNonce(nonce.epoch, 'forecaster').filter(({ active }) => active === 1);
      seated.forEach((row, k) => {
        const [forecast, observed, correlation] = forecastColumns.map((column) => Number(row[column]));
        const pairs = Array.from({ length: K }, (_, j) => [
          nonce.forecasts[k * K + j],
          losses[nonce.layout.inferer + j],
        ]).filter(([f, l]) => !Number.isNaN(f) && !Number.isNaN(l));
        if (nonce.status !== 'paid' || pairs.length === 0) {
          expect([forecast, observed, correlation]).toEqual([NaN, NaN, NaN]);
          return;
        }
        close(forecast, sum(pairs.map(([f]) => f)) / pairs.length, 1e-12);
        close(observed, sum(pairs.map(([, l]) => l)) / pairs.length, 1e-12);
        if (!Number.isNaN(correlation)) {
          expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
          ++compared;
        }
      });
    });
    expect(compared).toBeGreaterThan(20);
    for (const row of actors) {
      if (row.role === 'forecaster' && row.active === 1) continue;
      for (const column of forecastColumns) expect(row[column], column).toBeNaN();
    }
  });

  it('tell forecasters who know the losses from those who do not', () => {
    const mean = (policy: string) => {
      const known = actors.filter((row) => row.policy === policy && !Number.isNaN(row.forecast_correlation));
      return sum(numbersIn(known, 'forecast_correlation')) / known.length;
    };
    expect(mean('peeking')).toBeGreaterThan(0.5);
    expect(mean('peeking')).toBeGreaterThan(mean('ema') + 0.2);
  });

  it('do not mistake one column for another: no two are the same', () => {
    const reals = actorTable.columns.filter(({ name, type }) => type === 'float64' && !money.includes(name));
    const printed = reals.map(({ name }) => actors.map((row) => String(row[name])).join(' '));
    expect(new Set(printed).size).toBe(12);
  });
});

describe('what actors hold', () => {
  const topic = runTopic(smallScenario({ epochs: 1, record: everything }));
  const all = [...topic.infererLabels.actor, ...topic.forecasterLabels.actor, ...topic.reputerLabels.actor];
  const words = Array.from({ length: Math.max(...all) + 1 }, (_, code) => `actor-${code}`);

  it('is read off their columns, actor by actor; stake is delegated to reputers only', () => {
    [topic.inferers, topic.forecasters, topic.reputers].forEach((role, n) => {
      for (let x = 0; x < role.count; ++x) {
        role.wallet[x] = 100 * n + x;
        role.cost[x] = 1000 + 100 * n + x;
        role.delegated[x] = 2000 + 100 * n + x;
      }
    });
    const rows = createActorRows({ topics: [], actors: words, policies: [], owners: [] }, 100);
    const found: Record<string, number[]> = {};
    const sink: Sink = ({ columns, data, rows: count }) => {
      columns.forEach(({ name }, c) => {
        found[name] = Array.from((data[c] as Float64Array).subarray(0, count));
      });
    };
    rows.add(topic, sink);
    rows.flush(sink);
    const places = [topic.inferers, topic.forecasters, topic.reputers].flatMap(({ count }, n) =>
      Array.from({ length: count }, (_, x) => 100 * n + x),
    );
    expect(found.wallet).toEqual(places);
    expect(found.cost).toEqual(places.map((place) => 1000 + place));
    expect(found.delegated).toEqual(places.map((place) => (place >= 200 ? 2000 + place : Number.NaN)));
  });
});
