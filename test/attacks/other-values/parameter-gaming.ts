export const values = { identities: 3, errorDeviation: 1, parameter: 'pNorm', value: 0.1, loss: 'abse' };
