import type { ParameterValue } from '../parameters/declaration.ts';
import { toUallo } from './amounts.ts';
import { decimal, one, partOf } from './decimals.ts';

/** Groups of holders; accounts of the ledger have the same names. */
export const holderNames = ['investors_seed', 'investors_preseed', 'team', 'foundation', 'participants'] as const;
export type HolderName = (typeof holderNames)[number];

/** The rules of supply and emission, read from a scenario once. Amounts in uallo, rates and shares as doubles. */
export interface MoneyRules {
  readonly maxSupply: bigint;
  /** What may be minted as emission in all, uallo. */
  readonly ecosystemAllocation: bigint;
  /** Tokens of each group at the start, in the order of `holderNames`. */
  readonly allocation: readonly bigint[];
  /** Part of its free tokens that each group stakes, a decimal of 18 places. */
  readonly stakedShare: readonly bigint[];
  readonly vestingCliffMonths: number;
  readonly vestingMonths: number;
  /** Of the foundation's tokens, uallo. */
  readonly foundationLocked: bigint;
  readonly foundationVestingMonths: number;

  readonly emissionFactor: number;
  readonly smoothing: number;
  readonly maximumMonthlyYield: number;
  /** v, as a double for the rate and as a decimal for the payment. */
  readonly validatorShare: number;
  readonly validatorPart: bigint;
  readonly initialReputerShare: number;
  readonly measuredReputerShare: 'of-one-block' | 'of-the-month' | 'constant';
  readonly stopsAtExhaustion: boolean;
  /** A decimal of 18 places. */
  readonly communityTax: bigint;
  /** First block that may emit. */
  readonly emissionStart: number;

  /** Blocks in a month; see `monthOf`. */
  readonly blocksPerMonth: number;
  readonly secondsPerBlock: number;
  /** Months between the token generation event and block 1. */
  readonly startMonth: number;
  readonly startMinted: bigint;
  readonly startRate: number;
}

type Values = Readonly<Record<string, ParameterValue>>;

const groupShares = {
  investors_seed: 'investorsPercentOfTotalSupply',
  investors_preseed: 'investorsPreseedPercentOfTotalSupply',
  team: 'teamPercentOfTotalSupply',
  foundation: 'foundationTreasuryPercentOfTotalSupply',
  participants: 'participantsPercentOfTotalSupply',
} as const satisfies Record<HolderName, string>;

/**
 * @param tokenomics value of every parameter of supply and emission
 * @param protocol values of measuredReputerShare and emissionAtExhaustion
 * @throws RangeError when the values contradict each other, see `tokenomicsProblem`
 */
export function moneyRules(tokenomics: Values, protocol: Values): MoneyRules {
  const problem = tokenomicsProblem(tokenomics);
  if (problem !== undefined) throw new RangeError(problem);
  const number = (name: string): number => numberIn(tokenomics, name);
  const maxSupply = toUallo(number('maxSupply'));
  const allocation = holderNames.map((name) => partOf(maxSupply, decimal(number(groupShares[name]))));
  const ecosystemAllocation = partOf(maxSupply, decimal(number('ecosystemTreasuryPercentOfTotalSupply')));
  // What rounding left over, if anything, goes to the last group: all that is not minted exists from the start.
  allocation[allocation.length - 1] += maxSupply - ecosystemAllocation - allocation.reduce((sum, share) => sum + share);
  const staked = (group: string) => decimal(number(`stakedShare.${group}`));
  return {
    maxSupply,
    ecosystemAllocation,
    allocation,
    stakedShare: [
      staked('investors'),
      staked('investors'),
      staked('team'),
      staked('foundation'),
      staked('participants'),
    ],
    vestingCliffMonths: number('vestingCliffMonths'),
    vestingMonths: number('vestingMonths'),
    foundationLocked: partOf(maxSupply, decimal(number('lockedFoundationPercentage'))),
    foundationVestingMonths: number('foundationVestingMonths'),
    emissionFactor: number('fEmission'),
    smoothing: number('oneMonthSmoothingDegree'),
    maximumMonthlyYield: number('maximumMonthlyPercentageYield'),
    validatorShare: number('validatorsVsAlloraPercentReward'),
    validatorPart: decimal(number('validatorsVsAlloraPercentReward')),
    initialReputerShare: number('initialReputerShare'),
    measuredReputerShare: protocol.measuredReputerShare as MoneyRules['measuredReputerShare'],
    stopsAtExhaustion: protocol.emissionAtExhaustion === 'stops-the-chain',
    communityTax: decimal(number('communityTax')),
    emissionStart: number('emissionStart'),
    blocksPerMonth: number('blocksPerMonth'),
    secondsPerBlock: number('secondsPerBlock'),
    startMonth: number('startMonth'),
    startMinted: toUallo(number('startMinted')),
    startRate: number('startRate'),
  };
}

/** What is wrong with values that are each allowed but do not fit together: one sentence; undefined: nothing. */
export function tokenomicsProblem(tokenomics: Values): string | undefined {
  const share = (name: string): bigint => decimal(numberIn(tokenomics, name));
  const ecosystem = share('ecosystemTreasuryPercentOfTotalSupply');
  const sum = holderNames.reduce((shares, name) => shares + share(groupShares[name]), ecosystem);
  if (sum !== one) return `The shares of maxSupply add up to ${Number(sum) / 1e18}; expected 1.`;
  const locked = numberIn(tokenomics, 'lockedFoundationPercentage');
  const foundation = numberIn(tokenomics, groupShares.foundation);
  if (locked > foundation)
    return `lockedFoundationPercentage is ${locked}; expected at most ${foundation}, the foundation’s share of maxSupply.`;
  const minted = numberIn(tokenomics, 'startMinted');
  const most = Number(partOf(toUallo(numberIn(tokenomics, 'maxSupply')), ecosystem)) / 1e18;
  if (minted > most) return `startMinted is ${minted}; expected at most ${most}, which is all that may be minted.`;
  return undefined;
}

function numberIn(values: Values, name: string): number {
  const value = values[name];
  if (typeof value !== 'number') throw new TypeError(`parameter ${name} is not a number`);
  return value;
}
