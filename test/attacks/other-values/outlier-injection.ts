import { inferers } from '../../engine/small-scenario.ts';

export const values = { identities: 3, errorDeviation: 1, magnitude: 3, frequency: 0.5, sign: 'down' };
export const changes = { inferers: [inferers('honest', 8)], epochs: 60 };
