import { describe, expect, it } from 'vitest';
import { reshape } from '../../sim/engine/own-topics.ts';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import {
  attack,
  type Changes,
  everything,
  hubScenario,
  inferers,
  rowsOf,
  runColumns,
  runHub,
  runPair,
  smallScenario,
} from './small-scenario.ts';

const values = { topics: 2, inferersPerTopic: 2, stakePerIdentity: 5000, funding: 1, fee: 0.1 };

function puppets(plan: Partial<AttackScenario> = {}, changes: Changes = {}, other: typeof values = values): Scenario {
  return hubScenario({
    epochs: 16,
    funding: { initial: 1, perEpoch: 0.1 },
    ...changes,
    attacks: [attack('sock-puppet-topic', other, { start: 4, ...plan })],
  });
}

const isOwn = (name: string) => name.startsWith('sock-puppet-topic-topic-');
const namesOf = ({ topics }: Scenario) => topics.map(({ name }) => name);

describe('an attack that changes its topic', () => {
  const gaming = (plan: Partial<AttackScenario> = {}) =>
    smallScenario({ attacks: [attack('parameter-gaming', { parameter: 'cNorm', value: 3, loss: 'abse' }, plan)] });

  it('changes what it says and nothing else, whenever it starts', () => {
    const written = gaming({ start: 20 });
    const [topic] = reshape(written).scenario.topics;
    const [before] = written.topics;
    expect(topic).toEqual({
      ...before,
      topicParameters: { ...before.topicParameters, cNorm: 3 },
      loss: { method: 'abse' },
    });
  });

  it('leaves it as it is when played honestly or at random, for no time or without money', () => {
    for (const plan of [{ play: 'honest' }, { play: 'random' }, { duration: 0 }, { budget: 0 }] as const) {
      const written = gaming(plan);
      expect(reshape(written).scenario).toBe(written);
    }
  });

  it('does so where the scenario fixes rewards, too', () => {
    const rows = (plan: Partial<AttackScenario>) => runColumns(gaming(plan)).numbers.combined_loss;
    expect(rows({})).not.toEqual(rows({ play: 'honest' }));
  });
});

describe('topics of an attack’s own', () => {
  it('stand behind those of the scenario, whose topics they are like but for what the attack says', () => {
    const { scenario, ownedBy } = reshape(puppets());
    expect(namesOf(scenario)).toEqual(['topic', 'sock-puppet-topic-topic-0', 'sock-puppet-topic-topic-1']);
    expect([...ownedBy]).toEqual([
      ['sock-puppet-topic-topic-0', 0],
      ['sock-puppet-topic-topic-1', 0],
    ]);
    const [home, own] = scenario.topics;
    expect(own.topicParameters).toEqual(home.topicParameters);
    expect(own.truth).toMatchObject({ process: 'ar1' });
    expect(own.demand.rate).toBe(0);
    expect(own.creation.at).toBe(4 * 60);
    expect(own.inferers.map(({ policy, count, owner }) => [policy, count, owner])).toEqual([['honest', 2, 'mallory']]);
    expect(own.reputers.map(({ count, stake }) => [count, stake.median])).toEqual([[1, 0]]);
  });

  it('are not there when it is played honestly, lasts no time or has no money', () => {
    for (const plan of [{ play: 'honest' }, { duration: 0 }, { budget: 0 }] as const) {
      expect(namesOf(reshape(puppets(plan)).scenario)).toEqual(['topic']);
    }
  });

  it('are full of people without a plan when it is played at random', () => {
    const { scenario } = reshape(puppets({ play: 'random' }));
    expect(scenario.topics[1].inferers.map(({ policy }) => policy)).toEqual(['random']);
  });

  it('draw of the emission what their weight is of all weights', () => {
    let checked = 0;
    runHub(puppets(), (run, done) => {
      const { chain } = run;
      if (done === undefined || !isOwn(done.name) || done.chainTopic === undefined) return;
      const { reward, weight, epochLength } = done.chainTopic;
      const sum = chain.topics.reduce((all, one) => all + (one.active ? one.weight : 0), 0);
      const perBlock = Number(chain.money.emission.toTopicsLastBlock);
      // All topics end in the same blocks, so their weights are of the same moment.
      expect(Number(reward) / (perBlock * epochLength)).toBeCloseTo(weight / sum, 12);
      ++checked;
    });
    expect(checked).toBeGreaterThan(15);
  });

  it('are paid for by its treasury: the fee for each, the funding, and the tokens on their reputers', () => {
    const run = runHub(puppets({}, { set: { createTopicFee: 2e18 } }));
    const [attacker] = run.world.attackers;
    const own = run.topics.filter(({ name }) => isOwn(name));
    for (const { stake } of own) expect(stake[0]).toBe(5000);
    // Two fees of 2, two times 1 at the start, and 0.1 for each of 12 or 13 epoch ends.
    expect(attacker.account.paid[0]).toBeGreaterThan(4 + 2 + 2 * 1.1 - 1e-9);
    expect(attacker.account.paid[0]).toBeLessThan(4 + 2 + 2 * 1.4);
    expect(attacker.ranges).toHaveLength(2 * 2);
  });

  it('are not founded by those who cannot pay the fee', () => {
    const run = runHub(puppets({ budget: 3 }, { set: { createTopicFee: 2e18 } }));
    const created = run.topics.filter(({ chainTopic }) => chainTopic !== undefined).map(({ name }) => name);
    expect(created).toEqual(['topic', 'sock-puppet-topic-topic-0']);
    expect(run.world.attackers[0].account.purse.paid).toBeLessThanOrEqual(3 + 1e-9);
  });

  it('cost the fees of their keys', () => {
    const spent = (dataSendingFee: number) =>
      runHub(puppets({}, { set: { dataSendingFee } })).world.attackers[0].account.paid[0];
    // Three keys in each of two topics send one payload per epoch.
    const epochs = (spent(1e15) - spent(0)) / (6 * 0.001);
    expect(epochs).toBeGreaterThan(8);
    expect(epochs).toBeLessThan(13);
  });

  it('are left when it is over: nobody submits, nothing more is paid in, the tokens are asked back', () => {
    const set = { removeStakeDelayWindow: 60 };
    const run = runHub(puppets({ duration: 5 }, { set, epochs: 24 }));
    for (const { inferers: role, stake } of run.topics.filter(({ name }) => isOwn(name))) {
      expect(Array.from(role.gone)).toEqual([5, 5]);
      expect(stake[0]).toBeLessThan(5000);
    }
    const lasting = runHub(puppets({}, { set, epochs: 24 }));
    const paid = ({ world }: typeof run) => world.attackers[0].account.paid[0];
    expect(paid(run)).toBeLessThan(2 + 2 * 0.1 * 7);
    expect(paid(lasting)).toBeGreaterThan(2 + 2 * 0.1 * 17);
  });
});

describe('a paired run with topics of an attack’s own', () => {
  const scenario = puppets({}, { record: everything, inferers: [inferers('honest', 4)] });
  const { tables, control } = runPair(scenario);
  const topicsIn = (all: typeof tables) => [...new Set(rowsOf(all.epochs).map(({ topic }) => topic))];

  it('has them in the run and not in the control', () => {
    expect(topicsIn(tables)).toHaveLength(3);
    expect(topicsIn(control)).toEqual(['topic']);
  });

  it('compares every epoch of the topic attacked with the same epoch without', () => {
    const own = rowsOf(tables.epochs).filter(({ topic }) => topic === 'topic');
    const other = rowsOf(control.epochs);
    const rows = rowsOf(tables.attacks);
    expect(rows.map(({ epoch }) => epoch)).toEqual(own.map(({ epoch }) => epoch));
    expect(rows.map((row) => row.control_combined_loss)).toEqual(other.map((row) => row.combined_loss));
    // The same topic, the same draws: only what is paid differs.
    expect(own.map((row) => row.combined_loss)).toEqual(other.map((row) => row.combined_loss));
    // Its tokens were participants’ before: the notional stake that emission hangs on is rounded otherwise.
    for (const epoch of [0, 1]) expect(Number(own[epoch].reward)).toBeCloseTo(Number(other[epoch].reward), 9);
    for (const row of rows.slice(6, -3)) expect(Number(row.dilution), `epoch ${row.epoch}`).toBeGreaterThan(0.05);
  });
});
