import { describe, expect, it } from 'vitest';
import { priceManipulation } from '../../sim/attacks/price-manipulation.ts';
import { attack, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { judgedView } from '../policies/views.ts';
import { errorIn, minds, moment, planned, start } from './planned.ts';

const values = { identities: 2, shift: 6, every: 4, tolerance: 0.5, payout: 30 };

/** What a contract pays when the combined inference is off by so much; the others' mean error is 2. */
function paidFor(off: number, changes: Record<string, string | number> = {}, epoch = start): number {
  const plan = planned(priceManipulation, { ...values, ...changes });
  const [key, other] = minds(plan, 2);
  // Places 10 and 11 are its own.
  const view = judgedView([3, 7, 10, 11], [0, 0, 0, 0], 0, { epoch, truth: 50 });
  view.inferences.set([51, 47, 90, 90]);
  view.values[0] = 50 + off;
  key.observe?.(view);
  other.observe?.(view);
  let earned = 0;
  plan.act?.(moment({ epoch, earnOutside: (allo) => (earned += allo) }));
  return earned;
}

describe('a manipulator of the price', () => {
  it('pushes in the epochs of settlement only, every key alike', () => {
    const own = minds(planned(priceManipulation, values), 2);
    for (const mind of own) {
      const pushes = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => errorIn(mind, start + n));
      expect(pushes).toEqual([6, 0, 0, 0, 6, 0, 0, 0, 6]);
    }
  });

  it('pushes the way that it wants, and by its strength', () => {
    const [key] = minds(planned(priceManipulation, { ...values, towards: 'down' }, { strength: () => 0.5 }), 1);
    expect(errorIn(key, start)).toBe(-3);
    expect(priceManipulation.direction?.({ towards: 'down' })).toBe(-1);
    expect(priceManipulation.direction?.({ towards: 'up' })).toBe(1);
  });

  it('wins a contract, once, when the network is off by the tolerance in the wanted direction', () => {
    expect(paidFor(1)).toBe(30); // half of the others' mean error of 2
    expect(paidFor(0.99)).toBe(0);
    expect(paidFor(-5)).toBe(0);
    expect(paidFor(-5, { towards: 'down' })).toBe(30);
    expect(paidFor(3.9, { tolerance: 2 })).toBe(0);
  });

  it('wins nothing where nothing is settled', () => {
    expect(paidFor(5, {}, start + 1)).toBe(0);
    expect(paidFor(5, {}, start - 4)).toBe(0);
  });

  it('at random has no direction: it wins some of what either way would bring', () => {
    const plan = planned(priceManipulation, { ...values, every: 1 }, { play: 'random' });
    const [key] = minds(plan, 1);
    let won = 0;
    for (let epoch = start; epoch < start + 60; ++epoch) {
      const view = judgedView([3], [0], 0, { epoch, truth: 0 });
      view.inferences[0] = 1;
      view.values[0] = 1;
      key.observe?.(view);
      plan.act?.(moment({ epoch, earnOutside: () => ++won }));
    }
    expect(won).toBeGreaterThan(15);
    expect(won).toBeLessThan(45);
  });

  it('reckons in its account what the run’s inferences settle, no more and no less', () => {
    const first = 10;
    const attacks = [attack('price-manipulation', { ...values, tolerance: 0.25 }, { start: first })];
    let won = 0;
    let settled = 0;
    const topic = runTopic(smallScenario({ epochs: 80, attacks }), ({ nonce, inferers: role }) => {
      if (nonce.epoch < first || (nonce.epoch - first) % 4 !== 0) return;
      ++settled;
      const others = Array.from(nonce.inferers.active.subarray(0, nonce.inferers.count), (x, j) => ({ x, j }))
        .filter(({ x }) => role.attack[x] < 0)
        .map(({ j }) => Math.abs(nonce.inferences[j] - nonce.step.truth));
      const usual = others.reduce((sum, error) => sum + error, 0) / others.length;
      if (nonce.values[0] - nonce.step.truth >= 0.25 * usual) ++won;
    });
    expect(settled).toBe(18);
    expect(won).toBeGreaterThan(0);
    expect(won).toBeLessThan(settled);
    expect(topic.attackers[0].account.outside).toBe(30 * won);
  });
});
