export const values = { identities: 3, errorDeviation: 2, shift: -5, on: 2, off: 3, trigger: 'start', quiet: 1 };
