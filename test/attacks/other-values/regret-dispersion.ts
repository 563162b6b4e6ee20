export const values = { identities: 3, errorDeviation: 1, noiseMultiple: 10 };
