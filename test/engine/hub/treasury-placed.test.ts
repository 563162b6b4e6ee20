import { describe, expect, it } from 'vitest';
import { createTreasury, type HubTreasury } from '../../../sim/engine/hub/treasury.ts';
import { createAttackAccount, createPurse } from '../../../sim/state/attack-account.ts';
import { close } from '../../support/close.ts';
import { hubScenario, runHub } from '../small-scenario.ts';

describe('tokens that an attack has placed', () => {
  it('are those on reputers, with what they earn, and stay placed when they are asked back until they are paid out', () => {
    let treasury: HubTreasury | undefined;
    const account = createAttackAccount(createPurse(Number.POSITIVE_INFINITY));
    const found: number[][] = [];
    const run = runHub(
      hubScenario({ epochs: 10, set: { removeStakeDelayWindow: 100_000 } }),
      ({ world, topics }, done) => {
        if (done === undefined) return;
        if (done.nonce.epoch === 2) {
          treasury = createTreasury(world.books, topics, 0, 0, account, 100_000);
          found.push([treasury?.placed ?? -1, treasury?.free ?? -1]);
          treasury?.place(0, 0, 40_000);
          found.push([treasury?.placed ?? -1, treasury?.free ?? -1]);
        }
        if (done.nonce.epoch === 8) treasury?.askBack(0, 0, 40_000);
      },
    );
    expect(found).toEqual([
      [0, expect.closeTo(100_000, 6)],
      [expect.closeTo(40_000, 6), expect.closeTo(60_000, 6)],
    ]);
    treasury?.reckon();
    // Claimed when tokens were asked back, what they earned is free by then, or waits to be claimed.
    expect(treasury?.placed).toBeGreaterThan(39_999.999);
    expect(account.placedIncome).toBeGreaterThan(0);
    close((treasury?.placed ?? 0) + (treasury?.free ?? 0) - 100_000, account.placedIncome, 1e-6);
    expect(run.world.finished).toBe(true);
  });
});
