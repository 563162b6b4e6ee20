import { describe, expect, it } from 'vitest';
import type { AttackScenario, Scenario } from '../../sim/index.ts';
import { adjustedStakesInto } from '../../sim/protocol/adjusted-stake.ts';
import { attack, type Changes, inferers, reputers, runHub, smallScenario } from '../engine/small-scenario.ts';
import { allClose, close } from '../support/close.ts';
import { judgementsOf } from './judgements.ts';

const start = 12;
/** Place of the whale behind four honest reputers. */
const whale = 4;

function scenarioWith(
  values: Record<string, number> = {},
  plan: Partial<AttackScenario> = {},
  changes: Changes = {},
): Scenario {
  return smallScenario({
    epochs: 24,
    inferers: [inferers('honest', 6)],
    reputers: [{ ...reputers('perfect', 4), stake: { median: 1000, sigma: 0 } }],
    attacks: [attack('stake-whale', { noise: 0, ...values }, { start, ...plan })],
    ...changes,
  });
}

describe('a whale among four honest reputers of equal stake', () => {
  it.each([
    // Share of the stake, adjusted stakes of the whale and of an honest one: min(5 s, 1) and min(5 (1 - s) / 4, 1).
    [0.1, 0.5, 1],
    [0.2, 1, 1],
    [0.6, 1, 0.5],
    [0.84, 1, 0.2],
  ])('with a share %f counts %f in the consensus, where each of them counts %f', (share, own, other) => {
    const stakes = Float64Array.of((1 - share) / 4, (1 - share) / 4, (1 - share) / 4, (1 - share) / 4, share);
    const adjusted = new Float64Array(5);
    adjustedStakesInto(new Float64Array(5).fill(1), stakes, 5, adjusted);
    allClose(Array.from(adjusted), [other, other, other, other, own], 1e-12);
    // And in a run, before listening answers.
    const set = { gradientDescentMaxIters: 1 };
    const judged = judgementsOf(scenarioWith({ stakeShare: share }, { joins: start }, { set }))[start];
    allClose(judged.adjusted, [other, other, other, other, own], 1e-9);
  });

  it.each([
    [0.6, 1 / 3], // 1 / (1 + 5 x 0.4)
    [0.8, 1 / 2],
    [0.9, 2 / 3],
  ])('with a share %f pulls the consensus by %f of its lean, and is scored by how far it still is', (share, part) => {
    const set = { gradientDescentMaxIters: 1 };
    const values = { stakeShare: share, lean: 0.5 };
    const { scores, trueLoss } = judgementsOf(scenarioWith(values, { joins: start }, { set }))[start];
    const size = Math.sqrt(trueLoss.length) * 0.5;
    const norm = Math.sqrt(trueLoss.reduce((sum, loss) => sum + (loss + 0.5 * part) ** 2, 0));
    close(scores[0], 1 / ((size * part) / norm + 0.01), 1e-9);
    close(scores[whale], 1 / ((size * (1 - part)) / norm + 0.01), 1e-9);
  });

  it('moves the network’s losses by its share of the stake without any cap, all alike', () => {
    const { network, trueLoss } = judgementsOf(scenarioWith({ stakeShare: 0.7, lean: 0.5 }))[start];
    network.forEach((loss, v) => {
      close(loss - trueLoss[v], 0.35, 1e-9);
    });
  });

  it('grows on the hub chain by what it earns, and honest reputers by what they do', () => {
    const hub = { rewardPerEpoch: null, funding: { initial: 1000, perEpoch: 10 } };
    const stakes: number[][] = [];
    const earned: number[][] = [];
    runHub(scenarioWith({ stakeShare: 0.7 }, {}, hub), ({ topics: [topic] }, done) => {
      if (done === undefined) return;
      stakes.push(Array.from(topic.stake));
      earned.push(Array.from(topic.reputers.earned));
    });
    const growth = (x: number) => stakes[23][x] - stakes[0][x];
    for (const x of [0, whale]) {
      expect(growth(x)).toBeGreaterThan(0);
      close(growth(x) / (earned[23][x] - earned[0][x]), 1, 1e-9);
    }
  });

  it('measures like anybody else until it starts, and where it is played honestly', () => {
    const noise = 0.1;
    const honest = judgementsOf(scenarioWith({ noise }, { play: 'honest' }));
    expect(judgementsOf(scenarioWith({ noise }, { start: 24 }))).toEqual(honest);
    expect(judgementsOf(scenarioWith({ noise })).slice(0, start)).toEqual(honest.slice(0, start));
    expect(judgementsOf(scenarioWith({ noise, lean: 0 }))).toEqual(honest);
  });
});
