import { describe, expect, it } from 'vitest';
import { incomeOf } from '../../sim/engine/conspirators.ts';
import type { AttackScenario, ParameterValue, Scenario } from '../../sim/index.ts';
import { attack, hubScenario, reputers, runHub } from '../engine/small-scenario.ts';

const values = { topics: 2, stakePerIdentity: 30_000, funding: 1, fee: 0.05 };

function scenarioWith(
  plan: Partial<AttackScenario> = {},
  other: Readonly<Record<string, ParameterValue>> = {},
): Scenario {
  return hubScenario({
    epochs: 20,
    funding: { initial: 1, perEpoch: 0.05 },
    reputers: [reputers('honest', 3)],
    attacks: [attack('sock-puppet-topic', { ...values, ...other }, { start: 3, ...plan })],
  });
}

/** ALLO that its owner has earned, and what was paid in all topics of its own and in the topic attacked. */
function earned(scenario: Scenario): { readonly own: number; readonly puppets: number; readonly home: number } {
  let puppets = 0;
  let home = 0;
  const { world } = runHub(scenario, (_run, done) => {
    if (done === undefined || done.nonce.status !== 'paid') return;
    if (done.name === 'topic') home += done.economy.rewardPool;
    else puppets += done.economy.rewardPool;
  });
  const [attacker] = world.attackers;
  attacker.treasury?.reckon();
  return { own: incomeOf(attacker), puppets, home };
}

describe('sock-puppet topics', () => {
  it('earn for their owner all that they are paid', () => {
    const { own, puppets } = earned(scenarioWith());
    expect(puppets).toBeGreaterThan(100);
    expect(own / puppets).toBeCloseTo(1, 9);
  });

  it('draw the more the more there are, and the honest topic the less', () => {
    const [one, two, five] = [1, 2, 5].map((topics) => earned(scenarioWith({}, { topics })));
    expect(two.own).toBeGreaterThan(one.own);
    expect(five.own).toBeGreaterThan(two.own);
    expect(two.home).toBeLessThan(one.home);
    expect(five.home).toBeLessThan(two.home);
  });

  it('are paid as much however hard their truth is to predict: weights do not ask', () => {
    const [easy, hard] = [1e-6, 10].map((difficulty) => earned(scenarioWith({}, { difficulty })).own);
    expect(Math.abs(hard / easy - 1)).toBeLessThan(0.01);
  });

  it('earn more than the same tokens staked honestly, while fees are cheap', () => {
    expect(earned(scenarioWith()).own).toBeGreaterThan(1.5 * earned(scenarioWith({ play: 'honest' })).own);
  });

  it('do not exist when it is played honestly: its tokens are on the reputers of the topic attacked', () => {
    const { topics, world } = runHub(scenarioWith({ play: 'honest' }));
    const { treasury } = world.attackers[0];
    expect(topics).toHaveLength(1);
    const placed = [0, 1, 2].map((x) => treasury?.placedOn(0, x) ?? 0);
    for (const one of placed) expect(one / placed[0]).toBeCloseTo(1, 9);
    expect(placed[0] + placed[1] + placed[2]).toBeGreaterThan(60_000);
  });
});
