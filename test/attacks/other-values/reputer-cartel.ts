export const values = { identities: 4, stakeShare: 0.2, victims: 1, ownShift: 1, oneOutShift: -2, noise: 0.3 };
