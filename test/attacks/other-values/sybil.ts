export const values = { identities: 3, errorDeviation: 1, jitter: 0.5 };
