import { everything } from '../../engine/small-scenario.ts';

export const values = {
  topics: 1,
  inferersPerTopic: 3,
  stakePerIdentity: 50_000,
  funding: 2,
  fee: 0.3,
  difficulty: 0.1,
};
export const changes = { rewardPerEpoch: null, record: { ...everything, chain: { every: 60 } } };
