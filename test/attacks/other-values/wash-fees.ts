import { everything } from '../../engine/small-scenario.ts';

export const values = { identities: 3, errorDeviation: 1, stakeShare: 0.5, fee: 2 };
export const changes = { rewardPerEpoch: null, record: { ...everything, chain: { every: 60 } } };
