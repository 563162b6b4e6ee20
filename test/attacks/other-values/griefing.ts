export const values = { identities: 2, stakeShare: 0.4, victims: 1, target: 'worst', harm: 1, persistence: 0.5 };
