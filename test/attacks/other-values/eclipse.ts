import { forecasters } from '../../engine/small-scenario.ts';

export const values = { identities: 3, errorDeviation: 1, victims: 0.9, role: 'inferers', loss: 0.3, missedNews: 0.5 };
// Somebody with a memory, who may be cut off from news.
export const changes = { forecasters: [forecasters('ema', 3)] };
