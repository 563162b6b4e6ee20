export const values = { identities: 3, lag: 2, shrinkage: 0 };
