import { describe, expect, it } from 'vitest';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import { attack, type Changes, inferers, reputers, smallScenario } from '../engine/small-scenario.ts';
import { close } from '../support/close.ts';
import { type Judged, judgementsOf } from './judgements.ts';

const start = 12;

/** Of whom all are listened to in full. */
const perfect = [{ ...reputers('perfect', 4), stake: { median: 1000, sigma: 0 } }];

/** Four honest reputers of equal stake, and keys behind them. */
function scenarioWith(
  values: Record<string, number> = {},
  plan: Partial<AttackScenario> = {},
  changes: Changes = {},
): Scenario {
  return smallScenario({
    epochs: 20,
    inferers: [inferers('honest', 6)],
    reputers: [{ ...reputers('honest', 4), stake: { median: 1000, sigma: 0 } }],
    attacks: [attack('stake-splitting', values, { start, ...plan })],
    ...changes,
  });
}

const keysOf = ({ reputers: seated }: Judged) => seated.flatMap((x, m) => (x >= 4 ? [m] : []));
const sumOver = (column: readonly number[], seats: readonly number[]) => seats.reduce((sum, m) => sum + column[m], 0);
const shareOf = (column: readonly number[], judged: Judged) =>
  sumOver(column, keysOf(judged)) /
  sumOver(
    column,
    column.map((_, m) => m),
  );

describe('a stake divided over keys', () => {
  it.each([
    // Keys, adjusted stake of them all and of four honest ones with 0.6 of the stake theirs: k min((4 + k) 0.6 / k, 1)
    // against 4 min((4 + k) 0.4 / 4, 1).
    [1, 1, 2],
    [2, 2, 2.4],
    [3, 3, 2.8],
    [5, 5, 3.6],
    [6, 6, 4],
    [8, 7.2, 4],
  ])('over %i of them is %f of adjusted stake against %f', (identities, own, others) => {
    const set = { gradientDescentMaxIters: 1, maxTopReputersToReward: 20 };
    const values = { identities, stakeShare: 0.6 };
    const judged = judgementsOf(scenarioWith(values, { joins: start }, { set, reputers: perfect }))[start];
    close(sumOver(judged.adjusted, keysOf(judged)), own, 1e-9);
    close(shareOf(judged.adjusted, judged), own / (own + others), 1e-9);
  });

  it('counts in the network’s losses with its raw stake, however it is divided', () => {
    for (const identities of [1, 2, 5]) {
      const set = { maxTopReputersToReward: 20 };
      const values = { identities, stakeShare: 0.6, noise: 0, lean: 0.5 };
      const judged = judgementsOf(scenarioWith(values, {}, { set, reputers: perfect }))[start];
      close(shareOf(judged.stakes, judged), 0.6, 1e-12);
      close(judged.network[0] - judged.trueLoss[0], 0.3, 1e-9);
    }
  });

  it('has free seats, and in time those of honest reputers whom it outscores; none of them where it cannot', () => {
    const seats = (stakeShare: number) =>
      judgementsOf(scenarioWith({ identities: 6, stakeShare }, {}, { epochs: 60 })).map(
        (judged) => keysOf(judged).length,
      );
    const [some, most] = [seats(0.6), seats(0.9)];
    expect([some[start], most[start]]).toEqual([2, 2]); // of six seats four are held
    expect([some[59], most[59]]).toEqual([2, 6]);
  });

  it('reports the same under all keys once it has started, and by each key for itself before', () => {
    for (const { epoch, reports } of judgementsOf(scenarioWith({ identities: 2 }))) {
      if (epoch < start) expect(reports.get(4)).not.toEqual(reports.get(5));
      else expect(reports.get(4)).toEqual(reports.get(5));
    }
  });

  it('acts like honest reputers until it starts, and where it is played honestly', () => {
    const honest = judgementsOf(scenarioWith({}, { play: 'honest' }));
    expect(judgementsOf(scenarioWith({}, { start: 20 }))).toEqual(honest);
    expect(judgementsOf(scenarioWith()).slice(0, start)).toEqual(honest.slice(0, start));
  });
});
