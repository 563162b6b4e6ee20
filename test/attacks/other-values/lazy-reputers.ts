export const values = { identities: 4, stakeShare: 0.2, lag: 3, noise: 0.3 };
