import { everything } from '../../engine/small-scenario.ts';

export const values = { identities: 3, errorDeviation: 1, messages: 20, tip: 0.002, proposerShare: 0.7, lastBlocks: 1 };
export const changes = {
  rewardPerEpoch: null,
  hub: { messagesPerBlock: 2 },
  record: { ...everything, chain: { every: 60 } },
};
