import { everything } from '../../engine/small-scenario.ts';

export const values = { tokens: 50_000, every: 2, part: 0.5 };
export const changes = {
  rewardPerEpoch: null,
  set: { removeStakeDelayWindow: 60 },
  record: { ...everything, chain: { every: 60 } },
};
