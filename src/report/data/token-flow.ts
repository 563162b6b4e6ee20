import type { ChainData } from './chain.ts';
import { ecosystemBalance, ecosystemGain } from './chain-identities.ts';

/** Classes that topics pay, as the columns `paid_<class>` name them. */
export const PAID_CLASSES = ['inferers', 'forecasters', 'reputers', 'delegators'] as const;
export type PaidClass = (typeof PAID_CLASSES)[number];

/** Where the tokens of a run came from and where they went, ALLO. */
export interface TokenFlow {
  readonly minted: number;
  readonly fees: number;
  /** Rewards that topics could not pay and that went back to the ecosystem account. */
  readonly returned: number;
  /** Came into the ecosystem account besides: slashed stake, where that is its destination. */
  readonly slashed: number;
  readonly emission: number;
  readonly toValidators: number;
  readonly toTopics: number;
  /** What topics paid to each class; undefined when the table does not tell, so that topics are where the flow ends. */
  readonly paid: Readonly<Record<PaidClass, number>> | undefined;
  /** Of what topics were given: neither paid nor returned by the end. Negative when they paid from what they held before. */
  readonly unpaid: number;
  /** By how much the ecosystem account grew. */
  readonly kept: number;
  /** What came in less what went out and what was kept: rounding, when the books balance. */
  readonly difference: number;
}

/** Smaller parts of the emission are rounding; a change of the treasury, a difference of large balances, is less exact. */
const ROUNDING = 1e-12;
const ROUNDING_OF_BALANCES = 1e-9;

/** Sums over the run. */
export function tokenFlow(chain: ChainData): TokenFlow {
  const total = (column: string): number => chain.total(column) || 0;
  const [minted, fees, returned] = [total('minted_interval'), total('fees'), total('returned')];
  const [emission, toValidators, toTopics] = [total('emission'), total('to_validators'), total('to_topics')];
  const told = PAID_CLASSES.some((name) => Number.isFinite(chain.total(`paid_${name}`)));
  const [inferers, forecasters, reputers, delegators] = PAID_CLASSES.map((name) => total(`paid_${name}`));
  // The balance before the first row is the one that its own interval leaves.
  const change = ecosystemBalance(chain.last) - ecosystemBalance(chain.first) + ecosystemGain(chain.first);
  const kept = Math.abs(change) < ROUNDING_OF_BALANCES * emission ? 0 : change;
  const surplus = kept - (minted + fees + returned - emission);
  const slashed = Math.min(Math.max(surplus, 0), total('slashed'));
  const unpaid = toTopics - inferers - forecasters - reputers - delegators - returned;
  return {
    minted,
    fees,
    returned,
    slashed,
    emission,
    toValidators,
    toTopics,
    paid: told ? { inferers, forecasters, reputers, delegators } : undefined,
    unpaid: told && Math.abs(unpaid) > ROUNDING * emission ? unpaid : 0,
    kept,
    difference: surplus - slashed + (emission - toValidators - toTopics),
  };
}
