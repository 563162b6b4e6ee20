export const values = { identities: 2, errorDeviation: 1, followers: 0, rho: 0.5, failureRate: 0.9, failureFactor: 2 };
/** Long enough for the model to fail. */
export const changes = { epochs: 60 };
