export const values = { identities: 3, errorDeviation: 1, votingShare: 0.8, window: 1, victims: 0.5, veto: true };
