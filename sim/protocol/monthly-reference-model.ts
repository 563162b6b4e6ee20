import {
  cappedEmissionRate,
  maximumEmissionRate,
  monthlyUnlock,
  smoothedEmissionRate,
  stakersShare,
  targetEmissionRate,
} from './monthly-emission.ts';

/*
 * The monthly model of supply and emission whose rows stand in the chain's tests. ALLO, doubles, one step a month.
 *
 * Simplified: no fees, a month is a calendar month, and what each group of holders stakes is a fixed share of what it
 * holds freely. The half of the emission that workers earn goes to the group "participants".
 */

interface Category {
  readonly name: CategoryName;
  /** Tokens at the start, ALLO. */
  readonly allocation: number;
  /** Share of its circulating tokens that the group stakes. */
  readonly stakedShare: number;
  /** `start`: free from month 0; `cliff`: a third in month 12, the rest until month 36; `emission`: minted over time. */
  readonly release: 'start' | 'cliff' | 'emission';
}

type CategoryName = 'investors_preseed' | 'investors_seed' | 'team' | 'ecosystem' | 'foundation' | 'participants';

const categories: readonly Category[] = [
  { name: 'investors_preseed', allocation: 50e6, stakedShare: 0.75, release: 'cliff' },
  { name: 'investors_seed', allocation: 260.5e6, stakedShare: 0.75, release: 'cliff' },
  { name: 'team', allocation: 175e6, stakedShare: 0.75, release: 'cliff' },
  { name: 'ecosystem', allocation: 359.5e6, stakedShare: 0, release: 'emission' },
  { name: 'foundation', allocation: 100e6, stakedShare: 0.25, release: 'start' },
  { name: 'participants', allocation: 55e6, stakedShare: 0.4, release: 'start' },
];

const maximumSupply = 1e9; // ALLO
const emissionFactor = 0.025; // per month
const smoothing = 0.1; // per monthly step
const validatorShare = 0.25; // of the emission
const reputerShare = 1 / 3; // of the topics' rewards
/** 12 % a year: 1.12^(1/12) - 1 per month. */
const maximumMonthlyYield = 0.009488792934583046;

type Measure = 'total' | 'emission' | 'circulating' | 'staked';

/** Columns of the model, named as in the rows of the chain's tests. */
export type MonthlyColumn =
  | `${CategoryName | 'network'}_tokens_${Measure}`
  | 'ehat_target_i'
  | 'ehat_max_i'
  | 'ehat_i'
  | 'e_i'
  | 'validator_rewards'
  | 'topics_rewards';

/** One month: amounts in ALLO, rates per month and unit of staked token. */
export type MonthlyRow = Readonly<Record<MonthlyColumn, number>>;

/** All columns, in the order of the rows of the chain's tests. */
export const monthlyColumns: readonly MonthlyColumn[] = [
  ...(['network', ...categories.map((category) => category.name)] as const).flatMap((name) =>
    (['total', 'emission', 'circulating', 'staked'] as const).map((measure) => `${name}_tokens_${measure}` as const),
  ),
  'ehat_target_i',
  'ehat_max_i',
  'ehat_i',
  'e_i',
  'validator_rewards',
  'topics_rewards',
];

/** Month 0: foundation and participants hold what they were given, nothing is emitted. */
export function monthlyReferenceStart(): MonthlyRow {
  const row = emptyRow();
  for (const { name, allocation, stakedShare, release } of categories) {
    const free = release === 'start' ? allocation : 0;
    row[`${name}_tokens_total`] = allocation;
    row[`${name}_tokens_emission`] = free;
    row[`${name}_tokens_circulating`] = free;
    row[`${name}_tokens_staked`] = stakedShare * free;
  }
  row.ehat_max_i = maximumEmissionRate(maximumMonthlyYield, stakersShare(validatorShare, reputerShare));
  sumCategories(row);
  return row;
}

/**
 * The month after `previous`: unlock, stake, rate, emission, pay, record.
 *
 * @param previous the row of month `month` - 1; its totals, circulating amounts and rate e are read
 * @param month 1, 2, ...
 */
export function monthlyReferenceStep(previous: MonthlyRow, month: number): MonthlyRow {
  const row = emptyRow();
  let staked = 0;
  let circulating = 0;
  for (const { name, allocation, stakedShare, release } of categories) {
    const unlocked = release === 'cliff' ? monthlyUnlock(allocation, month) : 0;
    const free = previous[`${name}_tokens_circulating`] + unlocked;
    row[`${name}_tokens_emission`] = unlocked;
    row[`${name}_tokens_circulating`] = free;
    staked += stakedShare * free;
    circulating += free;
  }

  const treasury = previous.ecosystem_tokens_total;
  const target = targetEmissionRate(emissionFactor, treasury, staked, circulating, maximumSupply);
  const maximum = maximumEmissionRate(maximumMonthlyYield, stakersShare(validatorShare, reputerShare));
  const capped = cappedEmissionRate(target, maximum);
  const rate = smoothedEmissionRate(smoothing, capped, previous.e_i, month === 1);
  const emission = rate * staked;

  for (const { name, stakedShare, release } of categories) {
    if (release === 'emission') {
      row[`${name}_tokens_total`] = treasury - emission;
      row[`${name}_tokens_emission`] = emission;
      continue;
    }
    // Stakers earn half of the emission in proportion to stake; the workers' half goes to the participants.
    const free = row[`${name}_tokens_circulating`];
    let income = (0.5 * emission * stakedShare * free) / staked;
    if (name === 'participants') income += 0.5 * emission;
    row[`${name}_tokens_total`] = previous[`${name}_tokens_total`] + income;
    row[`${name}_tokens_circulating`] = free + income;
    row[`${name}_tokens_staked`] = stakedShare * (free + income);
  }

  row.ehat_target_i = target;
  row.ehat_max_i = maximum;
  row.ehat_i = capped;
  row.e_i = rate;
  row.validator_rewards = validatorShare * emission;
  row.topics_rewards = emission - row.validator_rewards;
  sumCategories(row);
  return row;
}

/** Months 0 to `months` - 1, from constants alone. */
export function monthlyReferenceModel(months: number): MonthlyRow[] {
  const rows: MonthlyRow[] = [];
  for (let month = 0; month < months; ++month) {
    rows.push(month === 0 ? monthlyReferenceStart() : monthlyReferenceStep(rows[month - 1], month));
  }
  return rows;
}

function emptyRow(): Record<MonthlyColumn, number> {
  return Object.fromEntries(monthlyColumns.map((column) => [column, 0])) as Record<MonthlyColumn, number>;
}

function sumCategories(row: Record<MonthlyColumn, number>): void {
  for (const measure of ['total', 'emission', 'circulating', 'staked'] as const) {
    let sum = 0;
    for (const { name } of categories) sum += row[`${name}_tokens_${measure}`];
    row[`network_tokens_${measure}`] = sum;
  }
}
