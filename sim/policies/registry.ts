import type { DelegatorPolicy } from './delegators/delegator.ts';
import { loyal } from './delegators/loyal.ts';
import { proportional } from './delegators/proportional.ts';
import { uniform } from './delegators/uniform.ts';
import { yieldSeeking } from './delegators/yield-seeking.ts';
import { ema } from './forecasters/ema.ts';
import { flat } from './forecasters/flat.ts';
import { naive } from './forecasters/naive.ts';
import { peeking } from './forecasters/peeking.ts';
import { regimeEma } from './forecasters/regime-ema.ts';
import { regimeOracle } from './forecasters/regime-oracle.ts';
import { biased as biasedInferer } from './inferers/biased.ts';
import { constant } from './inferers/constant.ts';
import { correlated } from './inferers/correlated.ts';
import { decaying } from './inferers/decaying.ts';
import { honest as honestInferer } from './inferers/honest.ts';
import { intermittent } from './inferers/intermittent.ts';
import { learner } from './inferers/learner.ts';
import { noisy as noisyInferer } from './inferers/noisy.ts';
import { random } from './inferers/random.ts';
import { specialist } from './inferers/specialist.ts';
import type { ForecasterPolicy, InfererPolicy, ReputerPolicy } from './policy.ts';
import { biased as biasedReputer } from './reputers/biased.ts';
import { honest as honestReputer } from './reputers/honest.ts';
import { lazy } from './reputers/lazy.ts';
import { noisy as noisyReputer } from './reputers/noisy.ts';
import { offline } from './reputers/offline.ts';
import { perfect } from './reputers/perfect.ts';

/* Every policy that a scenario can name, by role. A new one is its own file and one line here. */

export const infererPolicies: Readonly<Record<string, InfererPolicy>> = {
  honest: honestInferer,
  noisy: noisyInferer,
  biased: biasedInferer,
  specialist,
  learner,
  decaying,
  intermittent,
  correlated,
  constant,
  random,
};

/** The noisy and the biased variant of each kind are its parameters `errorFactor` and `bias`. */
export const forecasterPolicies: Readonly<Record<string, ForecasterPolicy>> = {
  'regime-ema': regimeEma,
  ema,
  naive,
  flat,
  'regime-oracle': regimeOracle,
  peeking,
};

export const reputerPolicies: Readonly<Record<string, ReputerPolicy>> = {
  honest: honestReputer,
  noisy: noisyReputer,
  biased: biasedReputer,
  lazy,
  offline,
  perfect,
};

export const delegatorPolicies: Readonly<Record<string, DelegatorPolicy>> = {
  uniform,
  proportional,
  'yield-seeking': yieldSeeking,
  loyal,
};
