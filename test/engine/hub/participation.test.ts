import { describe, expect, it } from 'vitest';
import { createPrice, priceAt } from '../../../sim/engine/price.ts';
import { rootKey } from '../../../sim/random/root-key.ts';
import { type Changes, hubScenario, inferers, reputers, rowsOf, runColumns, smallScenario } from '../small-scenario.ts';

const inAllo = (amount: number) => ({ amount, currency: 'ALLO' as const });
const inFiat = (amount: number) => ({ amount, currency: 'fiat' as const });
/** Four inferers who each earn about a tenth to a sixth of the reward. */
const usual = inferers('honest', 4);

/** The same story with rewards from outside and with those of the hub chain. */
const worlds = [
  ['a fixed reward', (changes: Changes) => smallScenario({ ...plain, ...changes, rewardPerEpoch: 100 })],
  ['the hub chain', (changes: Changes) => hubScenario({ ...plain, ...changes })],
] as const;
const plain: Changes = { epochs: 20, forecasters: [], inferers: [usual] };

describe.each(worlds)('with %s', (_name, scenarioOf) => {
  const registered = (changes: Changes) => runColumns(scenarioOf(changes)).numbers.registered_inferers;

  it('an actor whose costs are above its rewards leaves after so many epochs as it has patience', () => {
    const costly = (patience: number) => [usual, inferers('honest', 1, {}, 'costly', { cost: inAllo(1e6), patience })];
    // Nonce e is closed when nonces up to e + 2 are open: with patience p it is gone from nonce p + 2 on.
    for (const patience of [1, 4]) {
      const counts = registered({ inferers: costly(patience) });
      expect(counts.indexOf(4)).toBe(patience + 2);
      expect(new Set(counts.slice(patience + 2))).toEqual(new Set([4]));
    }
  });

  it('an actor without patience, or whose costs are small, stays', () => {
    const others = [
      inferers('honest', 1, {}, 'stubborn', { cost: inAllo(1e6) }),
      inferers('honest', 1, {}, 'cheap', { cost: inAllo(1e-15), patience: 1 }),
    ];
    expect(new Set(registered({ inferers: [usual, ...others] }))).toEqual(new Set([6]));
  });

  it('an outsider comes when the role pays more than it costs by its margin, one in an epoch', () => {
    const outside = (amount: number, entryMargin: number) =>
      registered({ inferers: [usual, inferers('honest', 3, {}, 'outside', { cost: inAllo(amount), entryMargin })] });
    expect(outside(0.01, 0.2).slice(0, 8)).toEqual([4, 4, 4, 5, 6, 7, 7, 7]);
    expect(new Set(outside(1e6, 0.2))).toEqual(new Set([4]));
    // About 60 ALLO for four: 12 for a fifth, 10 for a sixth, 8.6 for a seventh.
    const some = outside(9, 0.2);
    expect(some.at(-1)).toBeLessThan(7);
    expect(outside(9, 50).at(-1)).toBe(4);
  });

  it('an outsider waits for the epoch in which it may come', () => {
    const late = { cost: inAllo(0.01), entryMargin: 0, joins: 9 };
    const counts = registered({ inferers: [usual, inferers('honest', 1, {}, 'late', late)] });
    expect(counts.indexOf(5)).toBe(9);
    const never = { ...late, leaves: 9 };
    const waits = inferers('honest', 1, {}, 'waits', { cost: inAllo(0.01), entryMargin: 0, joins: 9 });
    const both = registered({ inferers: [usual, inferers('honest', 1, {}, 'never', never), waits] });
    expect(both.indexOf(5)).toBe(9); // one that may not come any more keeps nobody out
  });

  it('costs in fiat are as many ALLO as they buy', () => {
    const fiat = { cost: inFiat(50), patience: 2 };
    const at = (value: number) => {
      const price = { process: 'constant', price: value };
      return registered({ price, inferers: [usual, inferers('honest', 1, {}, 'fiat', fiat)] }).at(-1);
    };
    expect(at(100)).toBe(5); // half an ALLO
    expect(at(0.001)).toBe(4); // fifty thousand
  });

  it('costs are recorded in ALLO', () => {
    const price = { process: 'constant', price: 4 };
    const fiat = inferers('honest', 1, {}, 'fiat', { cost: inFiat(10) });
    const record = { epochs: { every: 1 }, actors: { every: 1 }, chain: { every: 0 } };
    const { tables } = runColumns(scenarioOf({ price, inferers: [usual, fiat], record }));
    const rows = rowsOf(tables.actors).filter(({ actor }) => actor === 'fiat-0');
    expect(new Set(rows.map(({ cost }) => cost))).toEqual(new Set([2.5]));
  });
});

describe('a reputer that finds it no longer worth while', () => {
  it('unregisters, and its stake leaves the topic', () => {
    const costly = reputers('honest', 1, {}, 'costly', { cost: inAllo(1e6), patience: 2 });
    const changes: Changes = { reputers: [reputers('honest', 2), costly], set: { removeStakeDelayWindow: 60 } };
    const { numbers } = runColumns(hubScenario(changes));
    expect(numbers.registered_reputers).toEqual([3, 3, 3, 3, ...Array(8).fill(2)]);
    expect(numbers.topic_stake.at(-1)).toBeLessThan(0.9 * numbers.topic_stake[0]);
  });
});

describe('the price of an ALLO', () => {
  it('is that of the day of the block', () => {
    const price = { process: 'gbm', start: 2, drift: 0, volatility: 1 };
    const scenario = hubScenario({ price, tokenomics: { secondsPerBlock: 8640 } });
    const path = createPrice(scenario, rootKey(scenario.seed), {});
    expect(priceAt(path, 9)).toBe(priceAt(path, 0));
    expect(priceAt(path, 10)).not.toBe(priceAt(path, 9));
    const { tables } = runColumns(scenario);
    const { block, price: told } = tables.chain.numbers;
    expect(told).toEqual(block.map((at) => priceAt(path, at)));
  });
});
