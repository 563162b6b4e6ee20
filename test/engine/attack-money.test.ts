import { describe, expect, it } from 'vitest';
import { toAllo } from '../../sim/chain/amounts.ts';
import { attackViews } from '../../sim/engine/attack-views.ts';
import { incomeOf } from '../../sim/engine/conspirators.ts';
import { type AttackScenario, type Scenario, withoutAttacks } from '../../sim/index.ts';
import { close } from '../support/close.ts';
import {
  attack,
  delegators,
  everything,
  hubScenario,
  type PairedColumns,
  type Row,
  rowsOf,
  runHub,
  runPair,
  runTopic,
  smallScenario,
} from './small-scenario.ts';

const kinds = ['sybil', 'promote-slander', 'reputer-cartel'] as const;
type Plan = Partial<Omit<AttackScenario, 'attack' | 'parameters'>>;

const bare = (attacks: readonly AttackScenario[], epochs = 30) =>
  smallScenario({ epochs, record: everything, attacks, set: { registrationFee: 2e18, dataSendingFee: 1e17 } });

const metricOf = ({ simulation }: PairedColumns, name: string) =>
  simulation.summary().find((metric) => metric.name === name)?.value;

const total = (rows: readonly Row[], column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0);

describe.each([
  ['without a budget', { budget: 0 }],
  ['that lasts no time', { duration: 0 }],
] as const)('an attack %s', (_words, plan: Plan) => {
  it.each(kinds)('changes no row of anybody: %s', (kind) => {
    for (const make of [bare, (attacks: readonly AttackScenario[]) => hubScenario({ attacks })]) {
      const scenario: Scenario = make([attack(kind, {}, { joins: 2, start: 5, ...plan })]);
      const pair = runPair(scenario);
      const { attacks, ...others } = pair.tables;
      expect(others).toEqual(pair.control);
      expect(Object.keys(others)).toContain('actors');
      for (const row of rowsOf(attacks)) {
        expect([row.keys, row.spent, row.income, row.net, row.outside, row.capital, row.strength]).toEqual(
          Array(7).fill(0),
        );
        expect([row.damage, row.honest_missed]).toEqual([expect.toBeOneOf([0, NaN]), 0]);
      }
      for (const name of ['attack_net', 'attack_outlay', 'attack_capital', 'attack_victims_loss']) {
        expect(metricOf(pair, name), name).toBe(0);
      }
    }
  });
});

describe('an attack that is honest', () => {
  // Its only member adds nothing to any loss, and errs as the median honest reputer does.
  const honest = { ownShift: 0, oneOutShift: 0 };
  const on: Plan = { joins: 3, start: 8, owner: 'm' };

  it('brings the same as one that is played honestly, in the mean over seeds', () => {
    const differences = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((seed) => {
      const net = (play: AttackScenario['play']) => {
        const scenario = {
          ...bare([attack('reputer-cartel', { ...honest, identities: 1 }, { ...on, play })], 60),
          seed,
        };
        return metricOf(runPair(scenario), 'attack_net') as number;
      };
      return net('attack') / net('honest') - 1;
    });
    const mean = differences.reduce((sum, one) => sum + one, 0) / differences.length;
    const deviation = Math.sqrt(
      differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (differences.length - 1),
    );
    // The 95 % interval of Student's t for eight values.
    expect(Math.abs(mean)).toBeLessThanOrEqual((2.365 * deviation) / Math.sqrt(differences.length));
    expect(Math.abs(mean)).toBeLessThan(0.05);
  });

  it.each(kinds)('differs in nothing from one that starts when all is over: %s', (kind) => {
    const late = runPair(bare([attack(kind, {}, { joins: 3, start: 100 })]));
    const played = runPair(bare([attack(kind, {}, { joins: 3, start: 100, play: 'honest' })]));
    expect(played.tables).toEqual(late.tables);
    expect(metricOf(played, 'attack_net')).toBe(metricOf(late, 'attack_net'));
    expect(total(rowsOf(played.tables.attacks), 'strength')).toBe(0);
    expect(total(rowsOf(played.tables.attacks), 'work_saved')).toBe(0);
  });
});

describe('income of attacks', () => {
  it.each(kinds)('is what the ledger moved into the wallets of its keys: %s', (kind) => {
    const scenario = bare([attack(kind, {}, { joins: 3, start: 8, duration: 15 })]);
    let balances = 0;
    const topic = runTopic(scenario, ({ inferers, forecasters, reputers, books }) => {
      balances = 0;
      for (const role of [inferers, forecasters, reputers]) {
        for (let x = 0; x < role.count; ++x) {
          if (role.attack[x] >= 0) balances += toAllo(books.ledger.balance[role.account[x]]) - 1; // what it had at first
        }
      }
    });
    const pair = runPair(scenario);
    close(total(rowsOf(pair.tables.attacks), 'income'), balances, 1e-12);
    close(metricOf(pair, 'attack_income') as number, balances, 1e-12);
    close(incomeOf(topic.attackers[0]), balances, 1e-12);
    expect(balances).toBeGreaterThan(10);
  });

  it('on the hub chain is what its stake has grown by: what delegators get of a reward is not its own', () => {
    const crowd = delegators('uniform', 40, { tokens: { median: 20_000, sigma: 0 }, start: 300 });
    const cartel = attack('reputer-cartel', { identities: 2, stakeShare: 0.5 }, { joins: 1, start: 3 });
    const scenario = hubScenario({ epochs: 20, delegators: [crowd], attacks: [cartel] });
    const { world, topics } = runHub(scenario);
    const [topic] = topics;
    const [attacker] = world.attackers;
    let own = 0;
    let passedOn = 0;
    for (let x = 0; x < topic.reputers.count; ++x) {
      if (topic.reputers.attack[x] < 0) continue;
      own += toAllo(topic.positions[x]?.own ?? 0n);
      passedOn += topic.reputers.passedOn[x];
    }
    expect(passedOn).toBeGreaterThan(1);
    close(incomeOf(attacker), own - attacker.account.locked, 1e-6);
    const [view] = attackViews(scenario, world);
    close(view.capital(19), own, 1e-12);
    expect(view.income()).toBe(incomeOf(attacker));
  });
});

describe('money of attacks in a run', () => {
  const plan: Plan = { joins: 4, start: 10, duration: 12, workCost: 3, capitalRate: 0.5, notional: 40 };
  const scenario = bare([attack('reputer-cartel', { identities: 2 }, plan), attack('sybil', { identities: 3 }, plan)]);
  const pair = runPair(scenario);
  const rows = rowsOf(pair.tables.attacks);

  it('adds up in every row: net = income + outside - all that was paid, taken, and the cost of capital and work', () => {
    for (const row of rows) {
      const of = (column: string) => Number(row[column]);
      const paid = of('fees') + of('tips') + of('bribes') + of('rent');
      expect(row.spent).toBe(paid);
      expect(of('net')).toBeCloseTo(
        of('income') + of('outside') - paid - of('slashed') - of('capital_cost') - of('work_cost'),
        12,
      );
    }
  });

  it('adds up over the rows to the summary of the whole run', () => {
    const columns = ['fees', 'tips', 'bribes', 'rent', 'slashed', 'capital_cost', 'work_cost', 'work_saved'];
    for (const column of [...columns, 'outside', 'income', 'net']) {
      expect(metricOf(pair, `attack_${column}`), column).toBeCloseTo(total(rows, column), 9);
    }
    expect(total(rows, 'outside')).toBeGreaterThan(0);
  });

  it('charges for stake as long as its keys are there, a 365th of a year’s rate a day', () => {
    const [cartel] = rows.filter(({ attack: name, phase }) => name === 'reputer-cartel' && phase === 'attacking');
    const { secondsPerBlock } = scenario.tokenomics;
    const epoch = Number(scenario.topics[0].topicParameters.epochLength);
    const years = (epoch * Number(secondsPerBlock)) / (365 * 86_400);
    expect(cartel.capital).toBe(cartel.stake);
    close(Number(cartel.capital_cost), Number(cartel.stake) * 0.5 * years, 1e-12);
    for (const { phase, capital } of rows) if (phase === 'absent' || phase === 'over') expect(capital).toBe(0);
    expect(metricOf(pair, 'attack_capital')).toBe(cartel.stake);
  });

  it('charges for honest work of each key before the start', () => {
    const waiting = rows.filter(({ phase }) => phase === 'waiting');
    expect(waiting.length).toBe(12);
    for (const { keys, work_cost: cost, work_saved: saved } of waiting)
      expect([cost, saved]).toEqual([3 * Number(keys), 0]);
  });

  it('counts nothing from outside but while it acts', () => {
    for (const { phase, outside } of rows) if (phase !== 'attacking') expect(outside).toBe(0);
  });

  it('has as victims the honest keys: what they lose is the difference of both runs’ rewards', () => {
    const [first] = [...new Set(rows.map(({ attack: name }) => name))];
    const once = rows.filter(({ attack: name }) => name === first);
    close(metricOf(pair, 'attack_victims_reward') as number, total(once, 'honest_reward'), 1e-12);
    close(
      metricOf(pair, 'attack_victims_loss') as number,
      total(once, 'control_honest_reward') - total(once, 'honest_reward'),
      1e-9,
    );
    expect(withoutAttacks(scenario).attacks).toEqual([]);
  });
});
