export const values = { identities: 2, blend: 0, signalError: 0.5 };
