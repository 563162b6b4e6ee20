export const values = { identities: 3, errorDeviation: 1, wait: 0.4, missProbability: 0.9, blend: 0.5, withhold: 0.1 };
