export const values = { identities: 3, allies: 1, errorDeviation: 1, promote: 2, slander: 0.5 };
