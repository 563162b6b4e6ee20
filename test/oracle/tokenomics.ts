/** The monthly reference model of supply and emission: a closed loop, only constants go in. Amounts in ALLO. */
import type { Big } from './numbers.ts';
import { decimal, one, smaller, sum, zero } from './numbers.ts';

export type Category = 'investors_preseed' | 'investors_seed' | 'team' | 'ecosystem' | 'foundation' | 'participants';

export const categories: readonly Category[] = [
  'investors_preseed',
  'investors_seed',
  'team',
  'ecosystem',
  'foundation',
  'participants',
];

const initialTotal: Record<Category, Big> = {
  investors_preseed: decimal('50000000'),
  investors_seed: decimal('260500000'),
  team: decimal('175000000'),
  ecosystem: decimal('359500000'),
  foundation: decimal('100000000'),
  participants: decimal('55000000'),
};

const stakedShare: Record<Category, Big> = {
  investors_preseed: decimal('0.75'),
  investors_seed: decimal('0.75'),
  team: decimal('0.75'),
  ecosystem: zero,
  foundation: decimal('0.25'),
  participants: decimal('0.40'),
};

const vested: readonly Category[] = ['investors_preseed', 'investors_seed', 'team'];

/** One category at the end of a month. */
export interface CategoryMonth {
  total: Big;
  /** unlocked this month; for the ecosystem: emitted */
  emission: Big;
  circulating: Big;
  staked: Big;
}

/** One month; the rates are shares of the staked tokens a month. */
export interface Month {
  categories: Record<Category, CategoryMonth>;
  total: Big;
  emission: Big;
  circulating: Big;
  staked: Big;
  targetRate: Big;
  maximumRate: Big;
  limitedRate: Big;
  rate: Big;
  validatorRewards: Big;
  topicsRewards: Big;
}

/** Share of a category's first total that unlocks in a month: a third after a year, the rest over two more years. */
function unlockedShare(month: number): Big {
  if (month === 12) return one.div(3);
  return month >= 13 && month <= 36 ? one.div(36) : zero;
}

function overCategories(of: (category: Category) => Big): Record<Category, Big> {
  return Object.fromEntries(categories.map((category) => [category, of(category)])) as Record<Category, Big>;
}

function summary(parts: Record<Category, CategoryMonth>): Pick<Month, 'total' | 'emission' | 'circulating' | 'staked'> {
  const over = (field: keyof CategoryMonth): Big => sum(categories.map((category) => parts[category][field]));
  return { total: over('total'), emission: over('emission'), circulating: over('circulating'), staked: over('staked') };
}

/** Months 0 to `last`. */
export function referenceMonths(last: number): Month[] {
  const supply = decimal('1000000000');
  const maximumRate = decimal('1.12').pow(one.div(12)).minus(1).div('0.5');
  const atStart = (category: Category): Big =>
    category === 'foundation' || category === 'participants' ? initialTotal[category] : zero;
  const total = overCategories((category) => initialTotal[category]);
  const circulating = overCategories(atStart);
  const monthOf = (emission: Record<Category, Big>): Record<Category, CategoryMonth> =>
    Object.fromEntries(
      categories.map((category) => [
        category,
        {
          total: total[category],
          emission: emission[category],
          circulating: circulating[category],
          staked: stakedShare[category].times(circulating[category]),
        },
      ]),
    ) as Record<Category, CategoryMonth>;

  const first = monthOf(overCategories(atStart));
  const months: Month[] = [
    {
      categories: first,
      ...summary(first),
      targetRate: zero,
      maximumRate,
      limitedRate: zero,
      rate: zero,
      validatorRewards: zero,
      topicsRewards: zero,
    },
  ];
  let rate = zero;
  for (let month = 1; month <= last; month += 1) {
    const unlocked = overCategories((category) =>
      vested.includes(category) ? initialTotal[category].times(unlockedShare(month)) : zero,
    );
    for (const category of categories) circulating[category] = circulating[category].plus(unlocked[category]);
    const staked = overCategories((category) => stakedShare[category].times(circulating[category]));
    const allStaked = sum(Object.values(staked));
    const targetRate = decimal('0.025')
      .times(total.ecosystem)
      .div(allStaked)
      .times(sum(Object.values(circulating)))
      .div(supply);
    const limitedRate = smaller(targetRate, maximumRate);
    rate = month === 1 ? limitedRate : decimal('0.1').times(limitedRate).plus(decimal('0.9').times(rate));
    const emission = rate.times(allStaked);
    total.ecosystem = total.ecosystem.minus(emission);
    for (const category of categories) {
      if (category === 'ecosystem') continue;
      let income = emission.div(2).times(staked[category]).div(allStaked);
      if (category === 'participants') income = income.plus(emission.div(2));
      total[category] = total[category].plus(income);
      circulating[category] = circulating[category].plus(income);
    }
    const parts = monthOf({ ...unlocked, ecosystem: emission });
    months.push({
      categories: parts,
      ...summary(parts),
      targetRate,
      maximumRate,
      limitedRate,
      rate,
      validatorRewards: emission.times('0.25'),
      topicsRewards: emission.times('0.75'),
    });
  }
  return months;
}
