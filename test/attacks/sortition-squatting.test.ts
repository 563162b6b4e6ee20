import { describe, expect, it } from 'vitest';
import { sortitionSquatting } from '../../sim/attacks/sortition-squatting.ts';
import { attack, inferers, runTopic, smallScenario } from '../engine/small-scenario.ts';
import { judgedView } from '../policies/views.ts';
import { allClose } from '../support/close.ts';
import { errorIn, minds, planned, start } from './planned.ts';

/** How many times as wide as honest a key's error is in each epoch, given in which of them it had a seat. */
function widthsOf(values: Record<string, number>, seated: string, strength?: (epoch: number) => number): number[] {
  const plan = planned(sortitionSquatting, values, strength === undefined ? {} : { strength });
  const [key, other] = minds(plan, 2);
  return Array.from(seated, (seat, n) => {
    const width = errorIn(key, start + n, { error: 1 }) / errorIn(key, start - 1, { error: 1 });
    // Places of its keys begin at 10; a neighbour sits in each epoch.
    const view = judgedView(seat === 'S' ? [9, 10] : [9], seat === 'S' ? [0, 0] : [0], 0, { epoch: start + n });
    key.observe?.(view);
    other.observe?.(view);
    return width;
  });
}

describe('a squatter', () => {
  it('grows slacker with every seat, up to its worst, and does its best again when it has lost it', () => {
    allClose(widthsOf({ slack: 0.5, worst: 3 }, 'SSSSS.S'), [1, 1.5, 2.25, 3, 3, 3, 1], 1e-12);
    allClose(widthsOf({ slack: 0, worst: 3 }, 'SSS'), [1, 1, 1], 1e-12);
  });

  it('is slack by its strength', () => {
    allClose(
      widthsOf({ slack: 1, worst: 4 }, 'SSS', (epoch) => (epoch >= start ? 0.5 : 0)),
      [1, 1.5, 2.5],
      1e-12,
    );
  });

  it('is told of seats by public places: others’ seats are not its own', () => {
    allClose(widthsOf({ slack: 1, worst: 9 }, '...'), [1, 1, 1], 1e-12);
  });

  it('holds seats in a crowded topic with errors four times as wide', () => {
    const attacks = [attack('sortition-squatting', { identities: 10, slack: 3 }, { start: 10 })];
    let seats = 0;
    let all = 0;
    const scenario = { epochs: 100, inferers: [inferers('honest', 8)], set: { maxTopInferersToReward: 8 }, attacks };
    runTopic(smallScenario(scenario), ({ nonce, inferers: role }) => {
      if (nonce.epoch < 20) return;
      for (let j = 0; j < nonce.inferers.count; ++j) if (role.attack[nonce.inferers.active[j]] === 0) ++seats;
      all += nonce.inferers.count;
    });
    expect(all).toBe(80 * 8);
    expect(seats / all).toBeGreaterThan(0.2);
  });
});
