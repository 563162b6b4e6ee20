import { describe, expect, it } from 'vitest';
import type { AttackResult } from '../../src/report/data/attacks.ts';
import { type Comparison, RIVALS } from '../../src/report/data/epochs.ts';
import {
  attackInWords,
  comparisonInWords,
  earningsInWords,
  skillScore,
  totalEarningsInWords,
} from '../../src/report/headline.ts';
import { expectationsInWords } from '../../src/report/tables.ts';

const base: Comparison = {
  rival: RIVALS[0],
  n: 100,
  combined: -1,
  other: -0.7,
  mean: 0.3,
  halfWidth: 0.1,
  blocks: 10,
  better: 0.5,
};

describe('a comparison in words', () => {
  it('says by what share the loss is lower, with its interval', () => {
    // 1 - 10^-0.3 = 49.9 %, 1 - 10^-0.2 = 36.9 %, 1 - 10^-0.4 = 60.2 %.
    expect(comparisonInWords(base)).toBe(
      'The combined inference beats the naive inference (without forecasters): its loss is 50 % lower in the geometric mean (95 %: 37 % to 60 %); difference of log10 losses +0.300 ± 0.100 (95 %, n = 100 epochs); smaller loss in 50 % of the epochs.',
    );
  });

  it('says who loses', () => {
    const text = comparisonInWords({ ...base, mean: -0.3 });
    expect(text).toContain('loses to the naive inference');
    expect(text).toContain('100 % higher');
    expect(text).toContain('−0.300 ± 0.100');
  });

  it('claims nothing when zero lies inside the interval, or when there is none', () => {
    expect(comparisonInWords({ ...base, halfWidth: 0.31 })).toMatch(/^Against the naive .* no clear difference/);
    expect(comparisonInWords({ ...base, halfWidth: Number.NaN })).toContain('too few epochs for an interval');
    expect(comparisonInWords({ ...base, mean: 1e-16, halfWidth: 0 })).toContain('no clear difference');
  });

  it('has a skill score of zero for equal losses, of nine tenths for a tenth of the loss', () => {
    expect(skillScore(0)).toBe(0);
    expect(skillScore(1)).toBeCloseTo(0.9, 12);
  });
});

describe('an attack in words', () => {
  const totals: Readonly<Record<string, number>> = { earned: 30, earned_per_key: 10, honest_per_key: 5, spent: 4 };
  const attack = {
    attack: 'sybil',
    topic: 'eth',
    attacking: 50,
    from: 10,
    to: 59,
    dilution: 0.2,
    damage: { n: 50, mean: 0.3, halfWidth: 0.05, blocks: 7 },
    total: (column: string) => totals[column] ?? 0,
    overall: () => Number.NaN,
  } as unknown as AttackResult;

  it('sets the reward of a key against the honest mean, and says what it did to the others', () => {
    expect(attackInWords(attack, false)).toBe(
      "Attack sybil, epochs 10 to 59: each of its keys earned 10 ALLO, 2 times the honest mean of 5 ALLO (together it earned 30 and spent 4 ALLO). Honest keys lost 20 % of their reward. The network's loss rose by 100 %: difference of log10 losses +0.300 ± 0.050 (95 %, n = 50 epochs).",
    );
  });

  it('says what its owner gained or lost, where the costs were recorded', () => {
    const losing = { ...attack, overall: (column: string) => (column === 'net' ? -12_345 : Number.NaN) };
    expect(attackInWords(losing, false)).toContain(
      'its owner lost 12.3 k ALLO net of all costs (one run, no interval).',
    );
  });

  it('names the topic among several, and says when it never began', () => {
    expect(attackInWords({ ...attack, attacking: 0 }, true)).toBe(
      'Attack sybil on eth: it never began in the epochs recorded.',
    );
  });
});

describe('earnings in words', () => {
  const share = (role: 'inferers' | 'forecasters' | 'reputers', paid: number, mean: number, halfWidth = 0.02) => ({
    role,
    paid,
    mean,
    halfWidth,
    n: 40,
    blocks: 6,
  });
  const earnings = [share('inferers', 60, 0.6), share('forecasters', 10, 0.1), share('reputers', 30, 0.3)];

  it('tell the share of each role with its interval, and the amounts', () => {
    expect(earningsInWords({ earnings })).toBe(
      'Of the 100 ALLO that the topic paid, an epoch’s reward went to inferers 60.0 ± 2.0 % (60 ALLO), forecasters 10.0 ± 2.0 % (10 ALLO), reputers 30.0 ± 2.0 % (30 ALLO) on average (95 %, n = 40 epochs that paid; one run).',
    );
  });

  it('add up over the topics that paid, and say nothing when none did', () => {
    const other = [share('inferers', 20, 0.2), share('forecasters', 30, 0.3), share('reputers', 50, 0.5)];
    const text = totalEarningsInWords([{ earnings }, { earnings: other }, { earnings: [] }]);
    expect(text).toContain('Of the 200 ALLO that topics paid, inferers got 40.0 % (20.0 % to 60.0 % in single topics)');
    expect(text).toContain('n = 2 topics that paid');
    expect([earningsInWords({ earnings: [] }), totalEarningsInWords([{ earnings: [] }])]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('expectations in words', () => {
  const expected = {
    metric: 'skill',
    topic: '',
    sign: 'positive',
    above: null,
    below: null,
    seeds: 1,
    than: '',
  } as const;
  const metrics = [{ name: 'skill', value: 0.2, unit: '1', topic: '' }];

  it('count those that hold, those that do not, and those that one run cannot tell', () => {
    const all = [expected, { ...expected, sign: 'negative' as const }, { ...expected, seeds: 20 }];
    expect(expectationsInWords(all, metrics)).toBe(
      'Of the 3 expectations of the scenario 1 holds in this run and 1 does not; 1 cannot be told from one run (one run, n = 1).',
    );
    expect(expectationsInWords([], metrics)).toBeUndefined();
  });
});
