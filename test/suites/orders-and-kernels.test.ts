import { describe, expect, it } from 'vitest';
import { advanceBlockByBlock, advanceMoney } from '../../sim/chain/money.ts';
import { createWeightSum, setWeight, weightSum } from '../../sim/chain/weight-sum.ts';
import { createWorld, step } from '../../sim/engine/step.ts';
import type { Topic } from '../../sim/engine/topic.ts';
import { type ActorOrder, createSimulation, type RunInputs, type Scenario } from '../../sim/index.ts';
import { createHub, forecasters, hubScenario, inferers, reputers, smallScenario } from '../engine/small-scenario.ts';

const backwards: ActorOrder = (_topic, _role, count) => Int32Array.from({ length: count }, (_, n) => count - 1 - n);

/** Twice as many inferers as seats, all newcomers to begin with. */
const crowded = smallScenario({
  epochs: 30,
  inferers: [inferers('honest', 8), inferers('noisy', 4)],
  forecasters: [forecasters('peeking', 3)],
  reputers: [reputers('honest', 4)],
  set: { maxTopInferersToReward: 6, scoreWindowInferers: 20 },
});

interface Seat {
  readonly epoch: number;
  readonly actor: string;
  readonly reward: number;
}

/** Who had a seat among the inferers, and what it brought, sorted by name. */
function seatsOf(scenario: Scenario, inputs: RunInputs): Seat[] {
  const world = createWorld(scenario, inputs);
  const seats: Seat[] = [];
  while (!world.finished) {
    const topic = step(world);
    if (topic === undefined) continue;
    const { active, count } = topic.nonce.inferers;
    for (let l = 0; l < count; ++l) {
      const actor = nameOf(topic, active[l], world.labels.actors.words);
      seats.push({ epoch: topic.nonce.epoch, actor, reward: topic.desk.infererReward[l] });
    }
  }
  return seats.sort((a, b) => a.epoch - b.epoch || (a.actor < b.actor ? -1 : 1));
}

function nameOf({ infererLabels }: Topic, x: number, words: readonly string[]): string {
  return words[infererLabels.actor[x]];
}

function summaryOf(scenario: Scenario, inputs: RunInputs) {
  const simulation = createSimulation(scenario, inputs);
  while (!simulation.finished) simulation.advance(1000, () => {});
  return simulation.summary();
}

describe('an order of actors', () => {
  it('places them, and leaves them their names, identities and numbers', () => {
    const [usual] = createWorld(crowded).topics;
    const [turned] = createWorld(crowded, { actorOrder: backwards }).topics;
    expect([...turned.inferers.high].reverse()).toEqual([...usual.inferers.high]);
    expect([...turned.inferers.number]).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect([...turned.stake].reverse()).toEqual([...usual.stake]);
    expect([...turned.infererLabels.actor].reverse()).toEqual([...usual.infererLabels.actor]);
  });

  it('gives the same seats to the same actors, newcomers with equal scores included, for the same pay', () => {
    const usual = seatsOf(crowded, {});
    const turned = seatsOf(crowded, { actorOrder: backwards });
    expect(turned.map(({ epoch, actor }) => [epoch, actor])).toEqual(usual.map(({ epoch, actor }) => [epoch, actor]));
    expect(usual.slice(0, 6).map(({ actor }) => actor)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `honest-${n}`));
    turned.forEach(({ reward }, s) => {
      expect(Math.abs(reward - usual[s].reward)).toBeLessThan(1e-9);
    });
  });

  it('is refused when it is no permutation', () => {
    const twice: ActorOrder = (_topic, _role, count) => new Int32Array(count);
    expect(() => createWorld(crowded, { actorOrder: twice })).toThrow(
      'An order of 12 actors is a permutation of 0 .. 11.',
    );
  });
});

describe('the plain kernels', () => {
  const many = (profile: string) =>
    smallScenario({
      profile,
      epochs: 15,
      inferers: [inferers('honest', 24)],
      forecasters: [forecasters('peeking', 3)],
    });

  it.each(['v0.6', 'v0.17'])('are other calculations, and come to the same under %s', (profile) => {
    const fast = summaryOf(many(profile), {});
    const plain = summaryOf(many(profile), { kernels: 'plain' });
    expect(plain).not.toEqual(fast);
    plain.forEach(({ name, value }, m) => {
      const other = fast[m].value ?? 0;
      expect(Math.abs((value ?? 0) - other), name).toBeLessThanOrEqual(1e-9 * Math.abs(other) + 1e-12);
    });
  });

  it('add weights up one by one', () => {
    const [tree, plain] = [createWeightSum(), createWeightSum(true)];
    // In pairs the last two come to a digit of 1; one after the other each is lost beside it.
    const weights = [1, 2 ** -53, 2 ** -53, 2 ** -53];
    weights.forEach((weight, place) => {
      setWeight(tree, place, weight);
      setWeight(plain, place, weight);
    });
    expect([weightSum(tree), weightSum(plain)]).toEqual([1 + 2 ** -52, 1]);
  });

  it('go through money block by block, to the same uallo', () => {
    const scenario = hubScenario({ tokenomics: { blocksPerMonth: 70 } });
    const [closed, single] = [createHub(scenario), createHub(scenario)].map(({ chain }) => chain.money);
    advanceMoney(closed, 500);
    advanceBlockByBlock(single, 500);
    expect(single.ledger.balance).toEqual(closed.ledger.balance);
    expect(single.block).toBe(500);
  });
});
