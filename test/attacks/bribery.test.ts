import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bribedPayoff, type Faith, honestPayoff, takesBribe } from '../../sim/attacks/bribe.ts';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import {
  attack,
  type Changes,
  everything,
  inferers,
  reputers,
  runColumns,
  runTopic,
  smallScenario,
} from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';
import { judgementsOf } from './judgements.ts';

const start = 12;
/** With which the six reputers have scruples of unlike size. */
const seed = 'bribes-4';

/** A lone offer: the losing side earns nothing, and nobody doubts or scruples. */
const bare: Faith = { loserShare: 0, credibility: 1, bribe: 1, counterBribe: 0 };

describe('a bribe of p + ε, due only if the bribed side loses', () => {
  it.each([
    // belief q, p + ε, honest payoff h = 1 - q
    [0, 1.001, 1],
    [0.25, 0.667, 0.75], // 0.25 + 0.75 x 0.667 = 0.75025
    [0.4, 0.334, 0.6], // 0.4 + 0.6 x 0.334 = 0.6004
  ])('flips a reputer of belief %f as soon as %f is offered, and not below', (belief, bribe, h) => {
    close(honestPayoff(bare, belief), h, 1e-12);
    expect(takesBribe({ ...bare, bribe }, belief, 0)).toBe(true);
    expect(takesBribe({ ...bare, bribe: bribe - 0.002 }, belief, 0)).toBe(false);
  });

  it('with p all that honest reports earn convinces under every belief, however small ε is', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        (q, e) => {
          expect(takesBribe({ ...bare, bribe: 1 + e }, q, 0)).toBe(true);
        },
      ),
    );
  });

  it('is taken for more if the losing side earns something, the briber is doubted, others pay the honest, or it is wrong', () => {
    // q = 0.2, λ = 0.5, κ = 0.25, c = 0.8, p + ε = 1.1: 0.2 + 0.8 (0.5 + 0.88) = 1.304 against 0.8 + 0.2 x 0.75 = 0.95.
    const faith = { loserShare: 0.5, credibility: 0.8, bribe: 1.1, counterBribe: 0.25 };
    close(bribedPayoff(faith, 0.2), 1.304, 1e-12);
    close(honestPayoff(faith, 0.2), 0.95, 1e-12);
    expect(takesBribe(faith, 0.2, 0.353)).toBe(true);
    expect(takesBribe(faith, 0.2, 0.355)).toBe(false);
    for (const doubt of [{ credibility: 0.7 }, { counterBribe: 0.75 }])
      expect(takesBribe({ ...faith, ...doubt }, 0.2, 0.353)).toBe(false);
  });
});

type Values = Record<string, number>;

function scenarioWith(values: Values = {}, plan: Partial<AttackScenario> = {}, changes: Changes = {}): Scenario {
  return smallScenario({
    epochs: 24,
    record: everything,
    inferers: [inferers('honest', 6), inferers('noisy', 2)],
    reputers: [{ ...reputers('perfect', 6), stake: { median: 100_000, sigma: 0.5 } }],
    attacks: [attack('bribery', { victims: 2, ...values }, { start, ...plan })],
    ...changes,
  });
}

/** Places of those who report something else than they see, by epoch. */
function bribedIn(scenario: Scenario): number[][] {
  return judgementsOf(scenario).map(({ reports, trueLoss }) =>
    [...reports].filter(([, report]) => report.some((loss, v) => !Object.is(loss, trueLoss[v]))).map(([x]) => x),
  );
}

/** What the attack has paid as bribes, and holds in escrow, after each nonce. */
function moneyOf(scenario: Scenario): { paid: number; escrow: number; held: number }[] {
  const money: { paid: number; escrow: number; held: number }[] = [];
  runTopic(scenario, ({ attackers: [{ account }] }) => {
    money.push({ paid: account.paid[2], escrow: account.escrow, held: account.purse.held });
  });
  return money;
}

describe('bribery', () => {
  it('has those who take it shift the losses of the best inferers alike, and nobody before it starts', () => {
    const judged = judgementsOf(scenarioWith({ moralCost: 0 }));
    for (const { epoch, reports, trueLoss, layout } of judged) {
      for (const report of reports.values()) {
        const off = report
          .map((loss, v) => loss - trueLoss[v])
          .map((shift, v) => [v, shift])
          .filter(([, by]) => by !== 0 && !Number.isNaN(by));
        if (epoch < start) expect(off).toEqual([]);
        else {
          expect(off).toHaveLength(4);
          for (const [v, by] of off) close(by, v < layout.oneOutInferer ? 0.5 : -0.5, 1e-9);
        }
      }
    }
  });

  it('convinces whoever the inequality says: those of a moral cost below the gain', () => {
    // With q = 0, λ = 0 and no deposit the gain is c (p + ε) - 1; moral costs are exponential.
    const values = { belief: 0, learning: 0, loserShare: 0, deposit: 0, credibility: 1, p: 1, moralCost: 1 };
    const shares = [0.2, 0.7, 2].map((epsilon) => {
      const changes = {
        epochs: start + 1,
        set: { maxTopReputersToReward: 200 },
        reputers: [reputers('perfect', 200)],
      };
      return (bribedIn(scenarioWith({ ...values, epsilon }, {}, changes)).at(-1) as number[]).length / 200;
    });
    [0.2, 0.7, 2].forEach((gain, n) => {
      const expected = 1 - Math.exp(-gain);
      expect(Math.abs(shares[n] - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 200));
    });
  });

  it('pays nothing if its side wins, and what it set aside is free again', () => {
    const money = moneyOf(scenarioWith({ moralCost: 0 }));
    for (const { paid } of money) expect(paid).toBe(0);
    expect(money[start - 4].escrow).toBe(0);
    expect(money[start].escrow).toBeGreaterThan(0);
    for (const { escrow, held } of money) expect(held).toBe(escrow);
  });

  it('pays each who took it, by stake, if its side loses', () => {
    // Scruples are large enough for all but a fifth of the stake.
    const scenario = scenarioWith({ learning: 0, moralCost: 1, epsilon: 0.1 }, {}, { seed });
    const judged = judgementsOf(scenario);
    const bribed = bribedIn(scenario);
    const money = moneyOf(scenario);
    const usual = judged.slice(0, start).reduce((mean, { rewards }, n) => {
      const reward = rewards.reduce((sum, one) => sum + one, 0) / rewards.length;
      return n === 0 ? reward : mean + 0.1 * (reward - mean);
    }, 0);
    for (let epoch = start; epoch < 24; ++epoch) {
      const { stakes, reputers: seated } = judged[epoch];
      const all = stakes.reduce((sum, one) => sum + one, 0);
      const taken = bribed[epoch].reduce((sum, x) => sum + stakes[seated.indexOf(x)], 0);
      expect(taken).toBeGreaterThan(0);
      expect(taken / all).toBeLessThan(0.5);
      close((money[epoch].paid - money[epoch - 1].paid) / ((1.1 * usual * taken * 6) / all), 1, 1e-9);
    }
  });

  it('that wins is believed in more, and so taken by more; that loses by fewer', () => {
    const hesitating = { credibility: 0, p: 0, deposit: 1, epsilon: 0, loserShare: 0, learning: 0.5, moralCost: 0.2 };
    // No money at all: only who expects the bribed side to win joins it, at 2 q - 1 > μ.
    const winning = bribedIn(scenarioWith({ ...hesitating, belief: 0.75 }, {}, { seed }));
    expect(winning[start]).toHaveLength(5);
    expect(winning[23]).toHaveLength(6);
    const losing = bribedIn(scenarioWith({ ...hesitating, belief: 0.55 }, {}, { seed }));
    expect(losing[start].length).toBeGreaterThan(0);
    expect(losing[23]).toEqual([]);
  });

  it('offers nothing that it cannot set aside', () => {
    const { tables } = runColumns(scenarioWith({ moralCost: 0, deposit: 1 }, { budget: 1 }));
    expect(tables).toEqual(runColumns({ ...scenarioWith(), attacks: [] }).tables);
  });

  it('does nothing where it is played honestly, and nothing once it is over', () => {
    const bare = runColumns({ ...scenarioWith(), attacks: [] }).tables;
    expect(runColumns(scenarioWith({}, { play: 'honest' })).tables).toEqual(bare);
    expect(bribedIn(scenarioWith({ moralCost: 0 }, { duration: 4 })).map((places) => places.length)).toEqual(
      Array.from({ length: 24 }, (_, epoch) => (epoch >= start && epoch < start + 4 ? 6 : 0)),
    );
  });

  it('without a plan has other inferers run down one time and praised the next', () => {
    const judged = judgementsOf(scenarioWith({ moralCost: 0, victims: 1 }, { play: 'random' }, { epochs: 40 }));
    const signs = judged.slice(start).map(({ reports, trueLoss, layout, inferers: places }) => {
      const [report] = reports.values();
      return places
        .map((_, j) => Math.sign(report[layout.inferer + j] - trueLoss[layout.inferer + j]))
        .filter((by) => by !== 0);
    });
    for (const one of signs) expect(one).toHaveLength(1);
    expect(new Set(signs.flat())).toEqual(new Set([1, -1]));
  });
});
