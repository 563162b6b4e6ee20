import { describe, expect, it } from 'vitest';
import { type AttackScenario, controlOf, type Scenario } from '../../sim/index.ts';
import {
  attack,
  type Changes,
  everything,
  inferers,
  rowsOf,
  runColumns,
  runPair,
  runTopic,
  smallScenario,
} from './small-scenario.ts';

const start = 8;
const changes: Changes = { epochs: 30, record: everything, inferers: [inferers('honest', 8)] };
const attacked = (...attacks: AttackScenario[]): Scenario => smallScenario({ ...changes, attacks });
const plans = [
  attack('sybil', { identities: 3 }, { start }),
  attack('promote-slander', {}, { start }),
  attack('reputer-cartel', {}, { start }),
];

/** Rows of the actors that are nobody's keys. */
const honestRows = (scenario: Scenario) =>
  rowsOf(runColumns(scenario).tables.actors).filter(({ owner }) => owner !== 'mallory');

describe('the controls of an attack', () => {
  it('are the run without it, its resources played honestly and at random, and with one identity', () => {
    const scenario = attacked(plans[0]);
    expect(controlOf(scenario, 'no-attack')).toEqual({ ...scenario, attacks: [] });
    expect(controlOf(scenario, 'honest')?.attacks).toEqual([{ ...plans[0], play: 'honest' }]);
    expect(controlOf(scenario, 'random')?.attacks).toEqual([{ ...plans[0], play: 'random' }]);
  });

  it.each(plans.map((plan) => [plan.attack, plan] as const))(
    'of %s are one run until it starts, whatever is played',
    (_name, plan) => {
      const rowsBefore = (play: AttackScenario['play']) =>
        rowsOf(runColumns(attacked({ ...plan, play })).tables.actors).filter(({ epoch }) => Number(epoch) < start);
      expect(rowsBefore('honest')).toEqual(rowsBefore('attack'));
      expect(rowsBefore('random')).toEqual(rowsBefore('attack'));
      expect(rowsBefore('honest').length).toBeGreaterThan(100);
    },
  );

  it.each(plans.map((plan) => [plan.attack, plan] as const))(
    'of %s hold the same keys and stakes, and differ from it and from each other once it has started',
    (_name, plan) => {
      const run = (play: AttackScenario['play']) => rowsOf(runColumns(attacked({ ...plan, play })).tables.actors);
      const [attacking, honest, random] = [run('attack'), run('honest'), run('random')];
      const means = (rows: typeof honest) =>
        rows.map(({ epoch, role, actor, owner, stake }) => [epoch, role, actor, owner, stake]);
      expect(means(honest)).toEqual(means(attacking));
      expect(means(random)).toEqual(means(attacking));
      expect(honest).not.toEqual(attacking);
      expect(random).not.toEqual(attacking);
      expect(random).not.toEqual(honest);
    },
  );
});

describe('an attack without time or money', () => {
  const without = honestRows(attacked());

  it.each(plans.map((plan) => [plan.attack, plan] as const))('of %s changes no row of anybody', (_name, plan) => {
    for (const nothing of [{ duration: 0 }, { budget: 0 }]) {
      const scenario = attacked({ ...plan, ...nothing });
      const rows = rowsOf(runColumns(scenario).tables.actors);
      expect(rows).toEqual(without);
      const { tables, control } = runPair(scenario);
      expect(tables.epochs).toEqual(control.epochs);
    }
  });

  it('leaves another attack alone that has both', () => {
    const alone = runColumns(attacked(plans[0])).tables;
    expect(runColumns(attacked(plans[0], { ...plans[2], owner: 'nobody', budget: 0 })).tables.epochs).toEqual(
      alone.epochs,
    );
  });
});

describe('an attack with little money', () => {
  it('stakes what its purse holds, in the same parts', () => {
    const stakes = (budget: number | null) =>
      rowsOf(runColumns(attacked({ ...plans[2], budget })).tables.actors)
        .filter(({ owner, epoch }) => owner === 'mallory' && epoch === start)
        .map(({ stake }) => Number(stake));
    const whole = stakes(null);
    expect(new Set(whole).size).toBe(1);
    const half = (whole.length * whole[0]) / 2;
    expect(stakes(half).map((one) => one / whole[0])).toEqual(whole.map(() => expect.closeTo(0.5, 12)));
    expect(stakes(100 * half)).toEqual(whole);
  });

  it('shares its purse with the other attacks of its owner', () => {
    const members = (owner: string) =>
      attack('reputer-cartel', {}, { name: owner, owner: 'mallory', start, budget: 1000 });
    const rows = rowsOf(runColumns(attacked(members('one'), members('other'))).tables.actors);
    const held = rows
      .filter(({ owner, epoch }) => owner === 'mallory' && epoch === start)
      .map(({ stake }) => Number(stake));
    expect(held.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1000, 9);
    expect(held.slice(3)).toEqual([0, 0, 0]); // nothing is left for the other
  });

  it('leaves when it cannot pay its fees any longer', () => {
    const fees = { registrationFee: 1e18, dataSendingFee: 1e18 };
    const scenario = smallScenario({ ...changes, set: fees, attacks: [{ ...plans[0], joins: 0, budget: 3 * 6 }] });
    const seated = rowsOf(runColumns(scenario).tables.actors).filter(({ owner }) => owner === 'mallory');
    // Three keys pay 2 ALLO each for the first epoch, and 1 for each after; the bill that cannot be paid ends it. Nonces that
    // are open by then are answered still.
    const last = seated.reduce((most, { epoch }) => Math.max(most, Number(epoch)), -1);
    expect(last).toBeGreaterThanOrEqual(4);
    expect(last).toBeLessThan(10);
  });
});

describe('attacks of one owner', () => {
  it('compose: each with its own keys, start and end, in one run', () => {
    const all = [plans[0], { ...plans[1], start: 12, duration: 6 }, { ...plans[2], start: 20 }];
    const rows = rowsOf(runColumns(attacked(...all)).tables.actors).filter(({ owner }) => owner === 'mallory');
    const policies = (epoch: number) => new Set(rows.filter((row) => row.epoch === epoch).map(({ policy }) => policy));
    expect(policies(10)).toEqual(new Set(['sybil', 'promote-slander', 'reputer-cartel']));
    expect(policies(18)).toEqual(new Set(['sybil', 'reputer-cartel']));
  });
});

describe('what others have sent for the epoch at hand', () => {
  /** Whether a copier's answers are answers that honest inferers gave to the same epoch. */
  const copiesOfTheEpoch = (knowledge: AttackScenario['knowledge']) => {
    const copier = attack('plagiarism', { identities: 1, jitter: 0, target: 'random' }, { start, knowledge });
    const rows = rowsOf(runColumns(attacked(copier)).tables.actors).filter(({ role }) => role === 'inferer');
    const own = rows.filter(({ owner, epoch }) => owner === 'mallory' && Number(epoch) > start + 3);
    return own.map(({ epoch, value }) =>
      rows.some((row) => row.owner !== 'mallory' && row.epoch === epoch && row.value === value),
    );
  };

  it('is seen by keys that may look, and by no others', () => {
    const seen = copiesOfTheEpoch('last-look');
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual(seen.map(() => true));
    expect(copiesOfTheEpoch('public')).toEqual(seen.map(() => false));
  });

  it('is shown to nobody else, whatever a plan would make of it', () => {
    const shownTo = (knowledge: AttackScenario['knowledge']) => {
      const { inferers: role } = runTopic(attacked(attack('plagiarism', { identities: 1 }, { start, knowledge })));
      return Array.from(role.looks);
    };
    expect(shownTo('public')).toEqual(Array(9).fill(0));
    expect(shownTo('last-look')).toEqual([...Array(8).fill(0), 1]);
  });

  it('is seen by reputers too: those who may look repeat the mean of what honest ones report', () => {
    const reported = (knowledge: AttackScenario['knowledge']) => {
      const lazy = attack('lazy-reputers', { identities: 1 }, { start, knowledge });
      return rowsOf(runColumns(attacked(lazy)).tables.actors)
        .filter(({ owner, epoch }) => owner === 'mallory' && Number(epoch) > start + 3)
        .map(({ loss }) => Number(loss));
    };
    const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
    // Losses of reputers are the distance of their reports to the truth.
    expect(mean(reported('last-look'))).toBeLessThan(mean(reported('public')) / 3);
  });
});
