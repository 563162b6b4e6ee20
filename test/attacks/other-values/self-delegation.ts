import type { Changes } from '../../engine/small-scenario.ts';

export const values = {
  identities: 3,
  stakePerIdentity: 2000,
  tokens: 100_000,
  ownPart: 0.5,
  moveEvery: 2,
  rent: 0.001,
  lean: -1,
  noise: 0.3,
};

/** The hub chain, where stake comes back after an epoch. */
export const changes: Changes = {
  rewardPerEpoch: null,
  funding: { initial: 1000, perEpoch: 10 },
  set: { removeStakeDelayWindow: 720 },
};

/** Stake, tokens, and rent for the run at the default rate; not at a higher one. */
export const plan = { budget: 503_000 };
