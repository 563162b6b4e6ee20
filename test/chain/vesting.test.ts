import { describe, expect, it } from 'vitest';
import { moneyRules } from '../../sim/chain/money-rules.ts';
import { lockedInMonth, monthOfBlock } from '../../sim/chain/supply.ts';
import { lockedTokens } from '../../sim/protocol/monthly-emission.ts';
import { allo, protocol, tokenomics } from './money-values.ts';

const mainnet = moneyRules(tokenomics('mainnet'), protocol());

describe('lockedInMonth', () => {
  it('keeps everything of investors and team for a year, then frees a third and a thirty-sixth a month', () => {
    const team = [0, 11, 12, 13, 35, 36, 84].map((month) => lockedInMonth(mainnet, 'team', month));
    const X = allo(175_000_000);
    expect(team).toEqual([X, X, (X * 24n) / 36n, (X * 23n) / 36n, X / 36n, 0n, 0n]);
  });

  it('rounds down to whole uallo and else is what the monthly model says', () => {
    for (let month = 0; month < 96; ++month) {
      for (const [name, tokens] of [
        ['investors_seed', 260.5e6],
        ['investors_preseed', 50e6],
        ['team', 175e6],
      ] as const) {
        const locked = Number(lockedInMonth(mainnet, name, month)) / 1e18;
        expect(Math.abs(locked - lockedTokens(tokens, month))).toBeLessThan(1e-6);
      }
    }
  });

  it('frees the foundation’s part over 24 months without a cliff, and nothing of it is locked in the snapshot', () => {
    const locked = [0, 1, 12, 23, 24].map((month) => lockedInMonth(mainnet, 'foundation', month));
    const X = allo(99_500_000);
    expect(locked).toEqual([X, (X * 23n) / 24n, X / 2n, X / 24n, 0n]);
    const snapshot = moneyRules(tokenomics('snapshot'), protocol());
    expect(lockedInMonth(snapshot, 'foundation', 0)).toBe(0n);
  });

  it('never locks what participants have', () => {
    expect(lockedInMonth(mainnet, 'participants', 0)).toBe(0n);
  });

  it('follows the scenario’s cliff', () => {
    const late = moneyRules(tokenomics('mainnet', { vestingCliffMonths: 24, vestingMonths: 48 }), protocol());
    const X = allo(175_000_000);
    expect([23, 24, 36, 48].map((month) => lockedInMonth(late, 'team', month))).toEqual([X, X / 2n, X / 4n, 0n]);
  });
});

describe('monthOfBlock', () => {
  it('goes up in the block in which the emission is recalculated', () => {
    const blocks = [0, 1, 471_300, 471_301, 942_600, 942_601];
    expect(blocks.map((block) => monthOfBlock(mainnet, block))).toEqual([0, 0, 0, 1, 1, 2]);
  });
  it('counts from the token generation event, not from the start of the run', () => {
    const later = moneyRules(tokenomics('mainnet', { startMonth: 9 }), protocol());
    expect(monthOfBlock(later, 471_301)).toBe(10);
  });
});
