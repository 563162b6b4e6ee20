import { describe, expect, it } from 'vitest';
import type { SummaryMetric } from '../../sim/index.ts';
import {
  attack,
  type Changes,
  everything,
  forecasters,
  inferers,
  type Row,
  reputers,
  rowsOf,
  runPair,
  smallScenario,
} from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Two attacks that overlap on one topic, one that joins long before it starts, one that ends; epochs that nobody judges. */
const changes: Changes = {
  epochs: 70,
  record: everything,
  rewardPerEpoch: 40,
  inferers: [inferers('honest', 7), inferers('intermittent', 3)],
  forecasters: [forecasters('regime-ema', 2), forecasters('peeking', 1)],
  reputers: [reputers('offline', 3, { probability: 0.4 })],
  attacks: [
    attack('sybil', { identities: 3 }, { name: 'copies', joins: 8, start: 15, duration: 30 }),
    attack('promote-slander', { allies: 2 }, { name: 'lies', joins: 20, start: 20, duration: 35, owner: 'liars' }),
    attack('reputer-cartel', { identities: 2 }, { name: 'judges', joins: 2, start: 25, duration: 25 }),
  ],
  set: {
    groundTruthLag: 130,
    maxTopInferersToReward: 11,
    maxTopReputersToReward: 4,
    registrationFee: 3e18,
    dataSendingFee: 1e17,
  },
};

const policies = { copies: 'sybil', lies: 'promote-slander', judges: 'reputer-cartel' } as const;
type Name = keyof typeof policies;
const isAttackers = ({ policy }: Row) => Object.values(policies).includes(String(policy) as 'sybil');

describe('rows of attacks', () => {
  const scenario = smallScenario(changes);
  const { tables, control, simulation } = runPair(scenario);
  const rows = rowsOf(tables.attacks);
  const actors = rowsOf(tables.actors);
  const epochs = rowsOf(tables.epochs);
  const controlEpochs = rowsOf(control.epochs);
  const actorsOf = (epoch: number) => actors.filter((row) => row.epoch === epoch);
  const plans = new Map(scenario.attacks.map((one) => [one.name, one]));
  const numberOf = (row: Row, column: string) => Number(row[column]);

  it('are one for each attack and nonce of its topic', () => {
    expect(rows.map(({ attack: name, epoch, block, topic }) => [name, epoch, block, topic])).toEqual(
      epochs.flatMap(({ epoch, block }) => ['copies', 'lies', 'judges'].map((name) => [name, epoch, block, 'topic'])),
    );
    for (const { attack: name, owner } of rows) expect(owner).toBe(plans.get(String(name))?.owner);
  });

  it('say when its keys are absent, waiting, attacking, and when it is over', () => {
    for (const { attack: name, epoch, phase } of rows) {
      const { joins, start, duration } = plans.get(String(name)) as (typeof scenario.attacks)[number];
      const e = Number(epoch);
      const expected =
        e < joins ? 'absent' : e < start ? 'waiting' : e < start + Number(duration) ? 'attacking' : 'over';
      expect(phase, `${name} in epoch ${epoch}`).toBe(expected);
    }
    expect(new Set(rows.map(({ phase }) => phase)).size).toBe(4);
  });

  it('hold what the rows of actors of both runs say', () => {
    let compared = 0;
    for (const row of rows) {
      const name = String(row.attack) as Name;
      const e = Number(row.epoch);
      const all = actorsOf(e);
      const own = all.filter(({ policy }) => policy === policies[name]);
      const honest = all.filter((one) => !isAttackers(one));
      expect(row.keys).toBe(own.length);
      expect(own.every(({ owner }) => owner === row.owner)).toBe(true);
      expect(row.seats).toBe(own.filter(({ active }) => active === 1).length);
      const stakes = own.map((one) => numberOf(one, 'stake')).filter((stake) => !Number.isNaN(stake));
      close(numberOf(row, 'stake'), sum(stakes), 1e-12);
      const joined = e === plans.get(name)?.joins ? own.length : 0;
      close(numberOf(row, 'spent'), 3 * joined + 0.1 * own.length, 1e-12);
      const earned = sum(own.map((one) => numberOf(one, 'reward')));
      close(numberOf(row, 'earned'), earned, 1e-12);
      const honestReward = sum(honest.map((one) => numberOf(one, 'reward')));
      close(numberOf(row, 'honest_reward'), honestReward, 1e-12);
      if (own.length === 0) expect([row.earned_per_key, row.honest_per_key]).toEqual([NaN, NaN]);
      else {
        close(numberOf(row, 'earned_per_key'), earned / own.length, 1e-12);
        const ofRole = own.map(({ role }) => {
          const neighbours = honest.filter((one) => one.role === role).map((one) => numberOf(one, 'reward'));
          return sum(neighbours) / neighbours.length;
        });
        close(numberOf(row, 'honest_per_key'), sum(ofRole) / own.length, 1e-12);
        ++compared;
      }
      const controlReward = numberOf(controlEpochs[e], 'reward');
      close(numberOf(row, 'control_honest_reward'), controlReward, 1e-12);
      if (controlReward === 0) expect(row.dilution).toBeNaN();
      else expect(numberOf(row, 'dilution')).toBeCloseTo(1 - honestReward / controlReward, 12);
      const weights = own
        .filter(({ role }) => role !== 'reputer')
        .map((one) => numberOf(one, 'weight'))
        .filter((weight) => !Number.isNaN(weight));
      close(numberOf(row, 'weight'), sum(weights), 1e-12);
      expect(row.combined_loss).toBe(epochs[e].combined_loss);
      expect(row.control_combined_loss).toBe(controlEpochs[e].combined_loss);
      expect(row.damage).toBe(numberOf(epochs[e], 'combined_loss') - numberOf(controlEpochs[e], 'combined_loss'));
      const ofReputers = (some: readonly Row[], column: string) =>
        some.filter(({ role }) => role === 'reputer').map((one) => numberOf(one, column));
      expect(row.honest_missed).toBe(0); // honest actors stay away in the same epochs of both runs
      close(numberOf(row, 'honest_stake'), sum(ofReputers(honest, 'stake')), 1e-12);
      const ears = ofReputers(own, 'listening_coefficient');
      close(numberOf(row, 'listening') || 0, ears.length > 0 ? sum(ears) / ears.length : 0, 1e-12);
      const consensus = ofReputers(own, 'weight').filter((share) => !Number.isNaN(share));
      if (!Number.isNaN(numberOf(row, 'consensus_share')))
        close(numberOf(row, 'consensus_share'), sum(consensus), 1e-9);
      if (epochs[e].status === 'paid')
        close(numberOf(row, 'reward_share'), earned / numberOf(epochs[e], 'reward'), 1e-9);
      else expect(row.reward_share).toBeNaN();
    }
    expect(compared).toBeGreaterThan(100);
    expect(rows.some(({ earned }) => Number(earned) > 0)).toBe(true);
  });

  it('sum to the summary: all attacks on the topic together, over the judged epochs in which one is on', () => {
    const isJudged = (row: Row | undefined) => row?.status === 'paid' || row?.status === 'unpaid';
    const judged = (e: number) => isJudged(epochs[e]) && isJudged(controlEpochs[e]);
    expect(epochs.every((row) => isJudged(row))).toBe(false);
    const on = rows.filter(({ phase }) => phase === 'attacking');
    const onEpochs = [...new Set(on.map(({ epoch }) => Number(epoch)))].filter(judged);
    const after = epochs.map(({ epoch }) => Number(epoch)).filter((e) => e >= 55 && judged(e));
    const first = (e: number) => rows.find(({ epoch }) => epoch === e) as Row;
    const total = (column: string, of: readonly Row[]) => sum(of.map((row) => numberOf(row, column)));
    const keys = total('keys', on);
    const scoresOf = (whose: (row: Row) => boolean) =>
      onEpochs
        .flatMap(actorsOf)
        .filter((row) => row.role === 'inferer' && whose(row))
        .map((row) => numberOf(row, 'score'))
        .filter((score) => !Number.isNaN(score));
    const mean = (values: readonly number[]) => sum(values) / values.length;
    const score = mean(scoresOf(isAttackers));
    const scoreHonest = mean(scoresOf((row) => !isAttackers(row)));
    expect(scoreHonest).toBeGreaterThan(0);
    const expected = {
      attack_epochs: onEpochs.length,
      attack_earned: total('earned', on),
      attack_earned_per_key: total('earned', on) / keys,
      attack_reward_ratio:
        total('earned', on) / sum(on.map((row) => numberOf(row, 'honest_per_key') * numberOf(row, 'keys'))),
      attack_dilution:
        1 - total('honest_reward', onEpochs.map(first)) / total('control_honest_reward', onEpochs.map(first)),
      attack_damage: total('damage', onEpochs.map(first)) / onEpochs.length,
      attack_weight:
        total(
          'weight',
          on.filter(({ epoch }) => judged(Number(epoch))),
        ) / onEpochs.length,
      attack_score: score,
      attack_score_honest: scoreHonest,
      attack_score_margin: score - scoreHonest,
      attack_damage_after: total('damage', after.map(first)) / after.length,
    };
    const found = simulation.summary().filter(({ name }) => name in expected);
    expect(found.map(({ name }) => name)).toEqual(Object.keys(expected));
    for (const { name, value, topic } of found) {
      expect(topic).toBe('topic');
      expect(value, name).not.toBe(0);
      close(value as number, expected[name as keyof typeof expected], 1e-9);
    }
    expect(after.length).toBeGreaterThan(5);
  });

  it('say null in the summary of what never happened', () => {
    const valuesOf = (summary: readonly SummaryMetric[]) =>
      Object.fromEntries(
        summary.filter(({ name }) => name.startsWith('attack_')).map(({ name, value }) => [name, value]),
      );
    const never = [attack('sybil', { identities: 2 }, { joins: 5, start: 30 })];
    const values = valuesOf(runPair(smallScenario({ epochs: 10, attacks: never })).simulation.summary());
    expect(values).toMatchObject({
      attack_epochs: 0,
      attack_earned: 0,
      attack_earned_per_key: null,
      attack_reward_ratio: null,
      attack_dilution: null,
      attack_damage: null,
      attack_weight: null,
      attack_score: null,
      attack_score_honest: null,
      attack_score_margin: null,
      attack_damage_after: null,
    });
  });

  it('leave the honest mean empty where no honest key has a role that the attack has', () => {
    const alone = { epochs: 12, forecasters: [], attacks: [attack('promote-slander')] };
    const pair = runPair(smallScenario({ ...alone, record: everything }));
    expect(rowsOf(pair.tables.attacks).every(({ honest_per_key: mean }) => Number.isNaN(mean))).toBe(true);
    expect(pair.simulation.summary().find(({ name }) => name === 'attack_reward_ratio')?.value).toBeNull();
  });

  it('are empty of losses and weights where nobody answers', () => {
    const nobody = { epochs: 4, inferers: [], attacks: [attack('reputer-cartel')] };
    for (const row of rowsOf(runPair(smallScenario(nobody)).tables.attacks)) {
      const cells = [row.weight, row.combined_loss, row.control_combined_loss, row.damage, row.dilution];
      expect(cells).toEqual(Array(5).fill(NaN));
      expect([row.earned, row.honest_reward, row.control_honest_reward, row.seats]).toEqual([0, 0, 0, 0]);
      expect(row.stake).toBeGreaterThan(0);
    }
  });
});
