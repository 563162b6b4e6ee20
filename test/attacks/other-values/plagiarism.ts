export const values = { identities: 3, errorDeviation: 1, target: 'consensus', lag: 2, jitter: 0.5 };
