import { peeking } from './forecasters/peeking.ts';
import { regimeEma } from './forecasters/regime-ema.ts';
import { biased } from './inferers/biased.ts';
import { honest as honestInferer } from './inferers/honest.ts';
import { noisy as noisyInferer } from './inferers/noisy.ts';
import type { ForecasterPolicy, InfererPolicy, ReputerPolicy } from './policy.ts';
import { honest as honestReputer } from './reputers/honest.ts';
import { noisy as noisyReputer } from './reputers/noisy.ts';

/* Every policy that a scenario can name, by role. A new one is its own file and one line here. */

export const infererPolicies: Readonly<Record<string, InfererPolicy>> = {
  honest: honestInferer,
  noisy: noisyInferer,
  biased,
};

export const forecasterPolicies: Readonly<Record<string, ForecasterPolicy>> = {
  'regime-ema': regimeEma,
  peeking,
};

export const reputerPolicies: Readonly<Record<string, ReputerPolicy>> = {
  honest: honestReputer,
  noisy: noisyReputer,
};
