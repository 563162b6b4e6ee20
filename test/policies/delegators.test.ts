import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delegator, DelegatorView } from '../../sim/policies/delegators/delegator.ts';
import type { Birth } from '../../sim/policies/policy.ts';
import { delegatorPolicies } from '../../sim/policies/registry.ts';
import { identity } from '../../sim/random/identity.ts';
import { births, bornWith, type Values, valuesOf } from './views.ts';

const delegator = (policy: string, values: Values = {}, birth: Birth = bornWith()): Delegator =>
  delegatorPolicies[policy].create(valuesOf(delegatorPolicies[policy], values), birth);

/** Reputers with these stakes, called by their place unless `names` says otherwise. */
function view(
  stake: readonly number[],
  changes: Partial<DelegatorView> = {},
  names = [...stake.keys()],
): DelegatorView {
  const identities = names.map((name) => identity('reputer', name));
  return {
    decision: 0,
    places: stake.length,
    stake: Float64Array.from(stake),
    yield: new Float64Array(stake.length).fill(NaN),
    high: Int32Array.from(identities, ({ high }) => high),
    low: Int32Array.from(identities, ({ low }) => low),
    placed: new Float64Array(stake.length),
    ...changes,
  };
}

/** What it decides; the column handed to it is longer than there are places and full of old numbers. */
function sharesOf(one: Delegator, seen: DelegatorView): number[] {
  const shares = new Float64Array(seen.places + 2).fill(9);
  one.placeInto(seen, shares);
  expect([...shares.subarray(seen.places)]).toEqual([9, 9]);
  return [...shares.subarray(0, seen.places)];
}

const near = (shares: readonly number[], expected: readonly number[]) => {
  expect(shares.length).toBe(expected.length);
  for (const [p, share] of shares.entries()) expect(share).toBeCloseTo(expected[p], 12);
};

const policies = Object.keys(delegatorPolicies);

describe.each(policies)('a delegator that is %s', (policy) => {
  it('places no negative share and never more than it holds, and all of it at its first decision', () => {
    const amounts = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 1000 }), (stake, seed) => {
        const yields = Float64Array.from(stake, (_, p) => ((seed + p) % 4 === 0 ? NaN : ((seed * (p + 1)) % 97) / 97));
        const shares = sharesOf(delegator(policy, {}, births(1, String(seed))[0]), view(stake, { yield: yields }));
        let sum = 0;
        for (const share of shares) {
          expect(share).toBeGreaterThanOrEqual(0);
          sum += share;
        }
        expect(sum).toBeLessThanOrEqual(1);
        expect(sum).toBeGreaterThan(1 - 1e-12);
      }),
    );
  });

  it('decides nothing where there is nobody', () => {
    expect(sharesOf(delegator(policy), view([]))).toEqual([]);
  });

  it('decides the same about everybody in whatever order they stand', () => {
    const stake = [5, 1, 1, 7, 3];
    const yields = [0.1, NaN, 0.3, 0.2, 0];
    const order = [3, 1, 4, 0, 2];
    const birth = births(1)[0];
    const before = sharesOf(delegator(policy, {}, birth), view(stake, { yield: Float64Array.from(yields) }));
    const turned = view(
      order.map((p) => stake[p]),
      { yield: Float64Array.from(order, (p) => yields[p]) },
      order,
    );
    near(
      sharesOf(delegator(policy, {}, birth), turned),
      order.map((p) => before[p]),
    );
  });
});

describe('a uniform delegator', () => {
  it('gives the same to each, whatever their stakes', () => {
    expect(sharesOf(delegator('uniform'), view([1, 100, 0, 7]))).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});

describe('a proportional delegator', () => {
  it('gives to each as it has', () => {
    expect(sharesOf(delegator('proportional'), view([1, 2, 5]))).toEqual([0.125, 0.25, 0.625]);
  });

  it('gives the same to each where nobody has anything', () => {
    expect(sharesOf(delegator('proportional'), view([0, 0]))).toEqual([0.5, 0.5]);
  });
});

describe('a yield-seeking delegator', () => {
  const seek = (yields: readonly number[], values: Values, placed: readonly number[] = yields.map(() => 0)) =>
    sharesOf(
      delegator('yield-seeking', values),
      view(
        yields.map(() => 1),
        { yield: Float64Array.from(yields), placed: Float64Array.from(placed) },
      ),
    );

  it('finds a place e times as attractive when it yields more by the temperature', () => {
    const free = { temperature: 0.1, inertia: 0 };
    near(seek([0.3, 0.2], free), [Math.E / (Math.E + 1), 1 / (Math.E + 1)]);
  });

  it('takes the best alone near temperature 0, equally if there are two, and spreads equally at a high one', () => {
    expect(seek([0.1, 0.4, 0.2], { temperature: 1e-9, inertia: 0 })).toEqual([0, 1, 0]);
    expect(seek([0.4, 0.4, 0.2], { temperature: 1e-9, inertia: 0 })).toEqual([0.5, 0.5, 0]);
    for (const share of seek([0.1, 0.4, 0.2], { temperature: 1e6, inertia: 0 })) expect(share).toBeCloseTo(1 / 3, 6);
  });

  it('counts places without a known yield as the mean of the others, and all the same where none is known', () => {
    const free = { temperature: 0.1, inertia: 0 };
    near(seek([0.1, NaN, 0.3], free), seek([0.1, 0.2, 0.3], free));
    expect(seek([NaN, NaN], free)).toEqual([0.5, 0.5]);
  });

  it('leaves the share `inertia` of what is placed and moves the rest, its wallet included', () => {
    // Of 0.5 and 0.3 placed 0.1 and 0.06 stay; 0.84 go to the better place.
    near(seek([0, 1], { temperature: 1e-9, inertia: 0.2 }, [0.5, 0.3]), [0.1, 0.06 + 0.84]);
  });

  it('moves nothing at all of what is placed when its inertia is 1', () => {
    // Ten tenths sum to a little less than 1.
    const placed = new Array<number>(10).fill(0.1);
    expect(seek([...placed.keys()], { temperature: 1e-9, inertia: 1 }, placed)).toEqual(placed);
  });
});

describe('a loyal delegator', () => {
  const chosen = (shares: readonly number[]) => {
    expect(shares.filter((share) => share !== 0)).toEqual([1]);
    return shares.indexOf(1);
  };

  it('takes the reputer of its rank by stake, the last one if there are fewer', () => {
    const places = [1, 2, 3, 4, 9].map((rank) =>
      chosen(sharesOf(delegator('loyal', { choice: 'largest', rank }), view([10, 40, 20, 30]))),
    );
    expect(places).toEqual([1, 3, 2, 0, 0]);
  });

  it('tells equal stakes apart by who they are, so that each rank is somebody else', () => {
    const ranks = [1, 2, 3, 4];
    const pick = (rank: number, names?: number[]) =>
      chosen(sharesOf(delegator('loyal', { choice: 'largest', rank }), view([5, 5, 5, 5], {}, names)));
    const places = ranks.map((rank) => pick(rank));
    expect([...places].sort()).toEqual([0, 1, 2, 3]);
    expect(ranks.map((rank) => 3 - pick(rank, [3, 2, 1, 0]))).toEqual(places);
  });

  it('chooses by chance as often as stakes say, never one without stake', () => {
    const stake = [1, 0, 3, 6];
    const counts = [0, 0, 0, 0];
    for (const birth of births(10_000)) counts[chosen(sharesOf(delegator('loyal', {}, birth), view(stake)))] += 1;
    expect(counts[1]).toBe(0);
    for (const [p, count] of counts.entries()) {
      const share = stake[p] / 10;
      expect(Math.abs(count / 10_000 - share)).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / 10_000));
    }
  });

  it('chooses any of them where nobody has stake', () => {
    const counts = [0, 0];
    for (const birth of births(1000)) counts[chosen(sharesOf(delegator('loyal', {}, birth), view([0, 0])))] += 1;
    expect(Math.min(...counts)).toBeGreaterThan(430);
  });

  it('chooses differently because of a newcomer only by choosing the newcomer', () => {
    let drawn = 0;
    for (const birth of births(500)) {
      const without = chosen(sharesOf(delegator('loyal', {}, birth), view([2, 1, 1])));
      const with4 = chosen(sharesOf(delegator('loyal', {}, birth), view([1, 2, 1, 1], {}, [9, 0, 1, 2])));
      if (with4 === 0) drawn += 1;
      else expect(with4 - 1).toBe(without);
    }
    expect(drawn).toBeGreaterThan(60);
    expect(drawn).toBeLessThan(140);
  });

  it('stays with the reputer, wherever that stands and whatever stakes and yields become', () => {
    const one = delegator('loyal', { choice: 'largest' });
    expect(chosen(sharesOf(one, view([1, 9, 1])))).toBe(1);
    expect(chosen(sharesOf(one, view([100, 50, 0], {}, [0, 2, 1])))).toBe(2);
  });

  it('chooses again once the reputer is gone, and then stays there', () => {
    const one = delegator('loyal', { choice: 'largest' });
    sharesOf(one, view([1, 9, 2]));
    expect(chosen(sharesOf(one, view([1, 2], {}, [0, 2])))).toBe(1);
    expect(chosen(sharesOf(one, view([1, 9, 2])))).toBe(2);
  });
});
