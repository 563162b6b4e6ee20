export const values = { identities: 3, class: 'forecasters', evenness: 0.5, stakeShare: 0.5 };
