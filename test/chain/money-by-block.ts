import type { MoneyRules } from '../../sim/chain/money.ts';

/*
 * The rules of money as a plain loop over blocks, in integers: what the closed form has to equal. It shares no code with it
 * but the rules it reads, and the arithmetic of the rate, which is doubles.
 */

const one = 10n ** 18n;
const groups = ['investors_seed', 'investors_preseed', 'team', 'foundation', 'participants'] as const;

/** Balances by account, uallo; and the state of the emission. */
export interface PlainMoney {
  readonly rules: MoneyRules;
  readonly balance: Record<string, bigint>;
  minted: bigint;
  block: number;
  rate: number;
  perBlock: bigint;
  enabled: boolean;
  hadRate: number;
  pending: boolean;
  toTopicsLastBlock: bigint;
  exhaustedAt: number;
  stoppedAt: number;
  topicStake: bigint;
  readonly held: bigint[];
  readonly validators: {
    own: bigint;
    readonly commission: bigint;
    delegated: bigint;
    fee: bigint;
    shared: bigint;
    earned: bigint;
  }[];
  /** 10^-18 uallo. */
  pool: bigint;
}

export function plainMoney(
  rules: MoneyRules,
  stakes: readonly bigint[],
  commissions: readonly bigint[],
  enabled: boolean,
): PlainMoney {
  const money: PlainMoney = {
    rules,
    balance: { ecosystem: 0n, fee_collector: 0n, distribution: 0n, community_pool: 0n, bonded: 0n, rewards: 0n },
    minted: rules.startMinted,
    block: 0,
    rate: rules.startRate,
    perBlock: 0n,
    enabled,
    hadRate: -1,
    pending: false,
    toTopicsLastBlock: 0n,
    exhaustedAt: -1,
    stoppedAt: -1,
    topicStake: 0n,
    held: groups.map(() => 0n),
    validators: stakes.map((own, v) => ({
      own,
      commission: commissions[v],
      delegated: 0n,
      fee: 0n,
      shared: 0n,
      earned: 0n,
    })),
    pool: 0n,
  };
  groups.forEach((name, g) => {
    money.balance[name] = rules.allocation[g];
  });
  money.balance.participants += rules.startMinted;
  for (const own of stakes) pass(money, 'participants', 'bonded', own);
  holdersAct(money);
  return money;
}

export function stepBlock(money: PlainMoney): void {
  if (money.stoppedAt >= 0) return;
  const { rules, balance } = money;
  const block = money.block + 1;
  handOut(money, balance.fee_collector);
  const toTopicsBefore = money.toTopicsLastBlock;
  money.toTopicsLastBlock = 0n;
  if (block % rules.blocksPerMonth === 1 % rules.blocksPerMonth) {
    money.block = block;
    holdersAct(money);
    money.pending = true;
  }
  money.block = block;
  if (!money.enabled || block < rules.emissionStart) return;
  if (money.pending) {
    setRate(money);
    money.pending = false;
  }
  let emission = money.perBlock;
  if (emission === 0n) return;
  const remaining = rules.ecosystemAllocation - money.minted;
  if (emission > balance.ecosystem + remaining) {
    if (rules.stopsAtExhaustion) {
      money.stoppedAt = block;
      money.toTopicsLastBlock = toTopicsBefore;
      return;
    }
    emission = balance.ecosystem + remaining;
    if (emission === 0n && money.exhaustedAt < 0) money.exhaustedAt = block;
  }
  if (emission > balance.ecosystem) {
    const minted = emission - balance.ecosystem;
    balance.ecosystem += minted;
    money.minted += minted;
  }
  const toValidators = (emission * rules.validatorPart) / one;
  pass(money, 'ecosystem', 'fee_collector', toValidators);
  pass(money, 'ecosystem', 'rewards', emission - toValidators);
  money.toTopicsLastBlock = emission - toValidators;
}

function pass({ balance }: PlainMoney, from: string, to: string, amount: bigint): void {
  balance[from] -= amount;
  balance[to] += amount;
  if (balance[from] < 0n) throw new Error(`${from} overdrawn`);
}

/** Last block's fees to validators by power, the tax and all dust to the community pool. */
function handOut(money: PlainMoney, fee: bigint): void {
  pass(money, 'fee_collector', 'distribution', fee);
  const all = money.validators.reduce((sum, { own, delegated }) => sum + own + delegated, 0n);
  let dust = fee * one;
  for (const validator of money.validators) {
    const power = all === 0n ? 0n : ((validator.own + validator.delegated) * one) / all;
    const reward = (fee * (one - money.rules.communityTax) * power) / one;
    const commission = (reward * validator.commission) / one;
    validator.fee += commission;
    validator.shared += reward - commission;
    validator.earned += reward;
    dust -= reward;
  }
  toPool(money, dust);
}

function toPool(money: PlainMoney, dust: bigint): void {
  money.pool += dust;
  pass(money, 'distribution', 'community_pool', money.pool / one);
  money.pool %= one;
}

export function plainLocked(rules: MoneyRules, g: number, month: number): bigint {
  if (groups[g] === 'participants') return 0n;
  const [amount, cliff, months] =
    groups[g] === 'foundation'
      ? [rules.foundationLocked, 0, rules.foundationVestingMonths]
      : [rules.allocation[g], rules.vestingCliffMonths, rules.vestingMonths];
  if (month < cliff) return amount;
  return month >= months ? 0n : (amount * BigInt(months - month)) / BigInt(months);
}

function monthOf({ rules, block }: PlainMoney): number {
  return rules.startMonth + Math.floor(Math.max(0, block - 1) / rules.blocksPerMonth);
}

function holdersAct(money: PlainMoney): void {
  const { rules, balance, validators, held } = money;
  const bondedBefore = held.reduce((sum, amount) => sum + amount, 0n);
  let rest = 0n;
  let dust = 0n;
  for (const validator of validators) {
    const tokens = validator.own + validator.delegated;
    const forOwn = tokens === 0n ? 0n : (validator.shared * validator.own) / tokens;
    const whole = (validator.fee + forOwn) / one;
    dust += (validator.fee + forOwn) % one;
    rest += validator.shared - forOwn;
    pass(money, 'distribution', 'bonded', whole);
    validator.own += whole;
    validator.fee = 0n;
    validator.shared = 0n;
  }
  groups.forEach((name, g) => {
    const whole = bondedBefore === 0n ? 0n : (rest * held[g]) / bondedBefore / one;
    pass(money, 'distribution', name, whole);
    dust += -whole * one;
  });
  toPool(money, dust + rest);
  const ownBonds = validators.reduce((sum, { own }) => sum + own, 0n);
  let all = 0n;
  groups.forEach((name, g) => {
    const free = balance[name] + held[g] - plainLocked(rules, g, monthOf(money));
    const wanted = ownBonds === 0n || free < 0n ? 0n : (free * rules.stakedShare[g]) / one;
    pass(money, 'bonded', name, held[g]);
    pass(money, name, 'bonded', wanted);
    held[g] = wanted;
    all += wanted;
  });
  let left = all;
  for (const validator of validators) {
    validator.delegated = ownBonds === 0n ? 0n : (all * validator.own) / ownBonds;
    left -= validator.delegated;
  }
  const first = validators.find(({ own }) => own > 0n);
  if (first !== undefined) first.delegated += left;
}

/** Powers of two and 5 only: the exact value of a double as a fraction. */
function exactly(x: number): [bigint, bigint] {
  let denominator = 1n;
  let numerator = x;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return [BigInt(numerator), denominator];
}

function setRate(money: PlainMoney): void {
  const { rules, balance } = money;
  const month = monthOf(money);
  const inAllo = (amount: bigint) => Number(amount) / 1e18;
  const staked = balance.bonded + money.topicStake;
  const treasury = balance.ecosystem + rules.ecosystemAllocation - money.minted;
  let circulating = rules.maxSupply - treasury;
  groups.forEach((_, g) => {
    circulating -= plainLocked(rules, g, month);
  });
  const target =
    rules.emissionFactor * (inAllo(treasury) / inAllo(staked)) * (inAllo(circulating) / inAllo(rules.maxSupply));
  const stakers = rules.validatorShare + (1 - rules.validatorShare) * rules.initialReputerShare;
  const capped = Math.min(target, rules.maximumMonthlyYield / stakers);
  const first = rules.startRate === 0 && (money.hadRate < 0 || money.hadRate === month);
  if (money.hadRate < 0) money.hadRate = month;
  money.rate = first ? capped : rules.smoothing * capped + (1 - rules.smoothing) * money.rate;
  const [numerator, denominator] = exactly(money.rate);
  money.perBlock = (staked * numerator) / denominator / BigInt(rules.blocksPerMonth);
}
