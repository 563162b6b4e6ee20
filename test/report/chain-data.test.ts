import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chainInWords } from '../../src/report/chain-words.ts';
import { type ChainData, readChain } from '../../src/report/data/chain.ts';
import { readEpochs } from '../../src/report/data/epochs.ts';
import { timeAxis } from '../../src/report/data/time-axis.ts';
import { tokenFlow } from '../../src/report/data/token-flow.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Row, RowWriter } from './row-writer.ts';
import { SyntheticChain, syntheticChainColumns } from './synthetic-chain.ts';
import { syntheticEpochColumns } from './synthetic-run.ts';

function chainOf(rows: readonly Row[]): ChainData {
  const folder = temporaryFolder();
  const writer = new RowWriter(folder, 'chain', syntheticChainColumns, {});
  for (const row of rows) writer.add(row);
  writer.finish();
  const chain = readChain(join(folder, 'chain.arrow'));
  if (chain === undefined) throw new Error('no rows');
  return chain;
}

const rowsOf = (count: number, options: { daysPerRow: number; topics: number }): Row[] => {
  const chain = new SyntheticChain(options);
  return Array.from({ length: count }, () => chain.step());
};

/** Two months of whole numbers: 100 and 50 are emitted, 10 and 20 come in as fees, the rest is minted. */
const SMALL: readonly Row[] = [
  { day: 30, month: 1, block: 100, emission: 100, minted_interval: 90, fees: 10, treasury: 910, mint_remaining: 910 },
  { day: 60, month: 2, block: 200, emission: 50, minted_interval: 40, fees: 20, treasury: 880, mint_remaining: 870 },
].map((row) => ({ ...row, to_validators: 0.25 * row.emission, to_topics: 0.75 * row.emission, returned: 0 }));

describe('the chain table, read for charts', () => {
  it('has a point for every row, and sums of flows over all of them', () => {
    const chain = chainOf(SMALL);
    expect([...chain.mean('treasury')]).toEqual([910, 880]);
    expect(chain.total('emission')).toBe(150);
    expect(chain.total('slashed')).toBeNaN();
    expect([...chain.x]).toEqual([30, 60]);
    // Per day: 100 and 50 over 30 days each.
    expect([...chain.rate('emission')].map((rate) => Number(rate.toFixed(4)))).toEqual([3.3333, 1.6667]);
  });

  it('divides by the days that each interval really lasted, the first from the start of the run', () => {
    const uneven = [SMALL[0], { ...SMALL[1], day: 40 }];
    expect([...chainOf(uneven).rate('emission')].map((rate) => Number(rate.toFixed(4)))).toEqual([3.3333, 5]);
  });

  it('joins rows into points when there are many, and says how many', () => {
    const chain = chainOf(rowsOf(1_000, { daysPerRow: 1, topics: 3 }));
    expect(chain.rows).toBe(1_000);
    expect(chain.x.length).toBeLessThanOrEqual(256);
    expect(chain.x.length * chain.rowsPerPoint).toBeGreaterThanOrEqual(1_000);
    const summed = chain.sum('emission').reduce((sum, value) => sum + value, 0);
    expect(summed / chain.total('emission')).toBeCloseTo(1, 12);
  });

  it('is undefined without rows', () => {
    const folder = temporaryFolder();
    new RowWriter(folder, 'chain', syntheticChainColumns, {}).finish();
    expect(readChain(join(folder, 'chain.arrow'))).toBeUndefined();
  });

  it('checks the identities in every row, and tells which one is off and by how much', () => {
    const rows = rowsOf(48, { daysPerRow: 30, topics: 0 });
    const sound = chainOf(rows).identities;
    expect(sound.length).toBe(6);
    expect(sound.filter(({ holds }) => !holds)).toEqual([]);
    const off = rows.map((row, r) => (r === 20 ? { ...row, circulating: Number(row.circulating) + 5 } : row));
    const found = chainOf(off).identities.filter(({ holds }) => !holds);
    expect(found.map(({ words }) => words)).toEqual([
      'circulating + locked + treasury = total supply + still to be minted + burnt',
    ]);
    expect(found[0].largest).toBeCloseTo(5, 5);
  });
});

describe('the axis of time', () => {
  const at = (day: number, month: number, block: number) => ({ day, month, block });
  it('has days below 120 of them, else months of the schedule or, where rows share a month, of 30 days', () => {
    const short = timeAxis(at(1, 0, 10), at(119, 3, 1_190), true);
    expect([short.unit, short.ofBlock(500)]).toEqual(['day', 50]);
    const monthly = timeAxis(at(30, 7, 300), at(360, 18, 3_600), true);
    expect([monthly.column, monthly.daysPerUnit]).toEqual(['month', 30]);
    expect(monthly.ofBlock(600)).toBeCloseTo(8, 12);
    const fine = timeAxis(at(1, 0, 10), at(360, 11, 3_600), false);
    expect([fine.column, fine.columnPerUnit, fine.ofBlock(600)]).toEqual(['day', 30, 2]);
  });
});

describe('the flow of tokens', () => {
  it('balances: what came in is what went out and what the account kept', () => {
    // 130 minted and 30 in fees came in, 150 went out: 10 are kept.
    const flow = tokenFlow(chainOf(SMALL));
    expect(flow).toMatchObject({ minted: 130, fees: 30, emission: 150, kept: 10, difference: 0, paid: undefined });
    const whole = tokenFlow(chainOf(rowsOf(60, { daysPerRow: 2, topics: 5 })));
    const paid = Object.values(whole.paid ?? {}).reduce((sum, amount) => sum + amount, 0);
    expect(paid + whole.returned + whole.unpaid).toBeCloseTo(whole.toTopics, 6);
    expect(Math.abs(whole.difference / whole.emission)).toBeLessThan(1e-9);
  });

  it('shows what is not accounted for, unless slashed stake explains it', () => {
    const more = SMALL.map((row, r) => (r === 1 ? { ...row, treasury: 883 } : row));
    expect(tokenFlow(chainOf(more))).toMatchObject({ kept: 13, difference: 3, slashed: 0 });
    const explained = more.map((row, r) => (r === 1 ? { ...row, slashed: 4 } : row));
    expect(tokenFlow(chainOf(explained))).toMatchObject({ kept: 13, difference: 0, slashed: 3 });
  });
});

describe('the hub chain in words', () => {
  it('says who got the emission, the yield, the cap, what was minted, and how long the treasury lasts', () => {
    const rows = SMALL.map((row, r) => ({ ...row, staker_yield: 0.12 - 0.02 * r, real_yield: 0.05, cap_binds: 1 - r }));
    // At the end 50 are emitted and 20 come in a month: 880 last 880 / 30 months.
    expect(chainInWords(chainOf(rows))).toEqual([
      'In 60 days the hub chain emitted 150 ALLO: validators and their delegators got 25.0 %, topics 75.0 %.',
      'A staked token yielded 12.0 % a year at the start and 10.0 % at the end; after inflation 5.0 % at the start and 5.0 % at the end.',
      'The cap on the yield bound in 1 of the 2 intervals recorded with an emission.',
      '130 ALLO were minted and 30 ALLO paid in fees: fees covered 20 % of the emission, 40 % in the last interval.',
      'The treasury holds 880 ALLO at the end: 29.3 months at the pace of the last interval (the emission falls with it, so that it lasts longer).',
    ]);
  });

  it('speaks of no start and end in a single row, and says when the cap always or never bound', () => {
    const row = { ...SMALL[0], staker_yield: 0.12, cap_binds: 1 };
    expect(chainInWords(chainOf([row])).slice(1, 3)).toEqual([
      'A staked token yielded 12.0 % a year.',
      'The cap on the yield bound throughout.',
    ]);
    expect(chainInWords(chainOf([{ ...row, cap_binds: 0 }]))[2]).toBe('The cap on the yield never bound.');
  });

  it('has no figures for fees that cover next to nothing', () => {
    const inWords = (fees: number): string | undefined =>
      chainInWords(chainOf(SMALL.map((row) => ({ ...row, fees })))).find((sentence) => sentence.includes('minted;'));
    expect(inWords(2e-13)).toBe('130 ALLO were minted; fees covered next to nothing of the emission.');
    expect(inWords(0)).toBe('130 ALLO were minted; there were no fees.');
    expect(inWords(0.04)).toBeUndefined();
  });

  it('says when nothing was left to be minted, and when fees outweigh the emission', () => {
    const spent = SMALL.map((row, r) => ({ ...row, treasury: 10, mint_remaining: r === 0 ? 5 : 0 }));
    expect(chainInWords(chainOf(spent)).at(-1)).toContain('From day 60 on nothing was left to be minted');
    const rich = SMALL.map((row) => ({ ...row, fees: 200 }));
    expect(chainInWords(chainOf(rich)).at(-1)).toContain('Fees outweigh the emission');
  });
});

describe('the standings of topics', () => {
  function standingsOf(rows: readonly Row[]) {
    const folder = temporaryFolder();
    const writer = new RowWriter(folder, 'epochs', syntheticEpochColumns, {});
    for (const row of rows) writer.add(row);
    writer.finish();
    return readEpochs(join(folder, 'epochs.arrow')).standings;
  }
  const row = (topic: string, epoch: number, block: number, share: number): Row => ({
    topic,
    epoch,
    block,
    status: 'paid',
    topic_share: share,
    topic_weight: 10 * share,
  });

  it('hold a share until the topic’s next epoch, and no longer than an epoch when it stops', () => {
    const slow = [0, 40, 80].map((block, e) => row('slow', e, block, 0.5));
    const stopped = [0, 10].map((block, e) => row('stopped', e, block, 0.25));
    const found = standingsOf([...slow, ...stopped].sort((a, b) => Number(a.block) - Number(b.block)));
    const [first, second] = found?.topics ?? [];
    expect(found?.block.length).toBe(81);
    expect([...first.share].every((share) => share === 0.5)).toBe(true);
    expect([...second.share.subarray(0, 21)].every((share) => share === 0.25)).toBe(true);
    expect(second.share[21]).toBe(0);
    expect(first.weight[80]).toBe(5);
  });

  it('begin when the first topic has a share', () => {
    const found = standingsOf([60, 120].map((block, e) => row('late', e, block, 0.5)));
    expect(found?.block[0]).toBe(60);
    expect(found?.topics[0].share[0]).toBe(0.5);
  });

  it('keep no more moments in a longer run: the later of neighbours counts', () => {
    const rows = Array.from({ length: 1_000 }, (_, e) => row('one', e, 60 * e, (e + 1) / 1_000));
    const found = standingsOf(rows);
    expect(found?.block.length).toBeLessThanOrEqual(128);
    // Each step of 512 blocks holds the last of the epochs, 60 blocks long, that begin in it: the first one that of block 480.
    expect(found?.topics[0].share[0]).toBe(0.009);
    expect(found?.topics[0].share.at(-1)).toBe(1);
  });

  it('are undefined without a hub chain', () => {
    expect(standingsOf([{ topic: 'one', epoch: 0, block: 60, status: 'paid' }])).toBeUndefined();
  });
});
