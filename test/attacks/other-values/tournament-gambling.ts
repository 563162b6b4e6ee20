export const values = { identities: 3, errorDeviation: 1, inflation: 4, diversify: 0 };
