/** What happened around a topic since the nonce before was done. Amounts in ALLO; NaN and 0 without a hub chain. */
export interface Economy {
  weight: number;
  /** Part of the weight of all active topics. */
  share: number;
  /** Effective. */
  feeRevenue: number;
  stake: number;
  /** What could be paid for the nonce, and what went back because it could not. */
  rewardPool: number;
  returned: number;
  paidDelegators: number;
  consumerFees: number;
  requests: number;
  requestsServed: number;
  /** Mean age (blocks) and mean absolute error (target units) of the inferences that requests got. */
  inferenceAge: number;
  inferenceError: number;
  lateMessages: number;
  droppedMessages: number;
  slashed: number;
}

export function createEconomy(): Economy {
  return {
    weight: NaN,
    share: NaN,
    feeRevenue: NaN,
    stake: NaN,
    rewardPool: NaN,
    returned: NaN,
    paidDelegators: NaN,
    consumerFees: NaN,
    requests: 0,
    requestsServed: 0,
    inferenceAge: NaN,
    inferenceError: NaN,
    lateMessages: 0,
    droppedMessages: 0,
    slashed: NaN,
  };
}

/** Begins a new account, on the hub chain. */
export function resetEconomy(economy: Economy): void {
  economy.rewardPool = 0;
  economy.returned = 0;
  economy.paidDelegators = 0;
  economy.consumerFees = 0;
  economy.requests = 0;
  economy.requestsServed = 0;
  economy.inferenceAge = NaN;
  economy.inferenceError = NaN;
  economy.lateMessages = 0;
  economy.droppedMessages = 0;
  economy.slashed = 0;
}
