export const values = { pairs: 2, errorDeviation: 1, delta: 1, centreError: 0.5 };
