export const values = { identities: 3, stakeShare: 0.2, lean: -1, noise: 0.3 };
