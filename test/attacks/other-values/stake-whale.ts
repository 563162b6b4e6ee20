export const values = { stakeShare: 0.2, lean: -1, noise: 0.3 };
