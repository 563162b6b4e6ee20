import { judgementMutants } from './judgement-mutants.ts';
import { lossMutants } from './loss-mutants.ts';
import type { Mutant } from './mutant.ts';
import { rewardMutants } from './reward-mutants.ts';
import { synthesisMutants } from './synthesis-mutants.ts';

/** All planted mistakes. None of them leaves every result as it was. */
export const mutants: readonly Mutant[] = [...synthesisMutants, ...judgementMutants, ...rewardMutants, ...lossMutants];
