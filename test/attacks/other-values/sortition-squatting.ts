export const values = { identities: 6, errorDeviation: 1, slack: 0.5, worst: 2 };
