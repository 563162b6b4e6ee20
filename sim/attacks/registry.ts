import type { Attack } from './attack.ts';
import { bribery } from './bribery.ts';
import { classSplit } from './class-split.ts';
import { eclipse } from './eclipse.ts';
import { forecasterFreeRiding } from './forecaster-free-riding.ts';
import { forecasterInfererCartel } from './forecaster-inferer-cartel.ts';
import { griefing } from './griefing.ts';
import { lastLook } from './last-look.ts';
import { lazyReputers } from './lazy-reputers.ts';
import { monoculture } from './monoculture.ts';
import { offsettingPair } from './offsetting-pair.ts';
import { oneInGaming } from './one-in-gaming.ts';
import { outlierInjection } from './outlier-injection.ts';
import { parameterGaming } from './parameter-gaming.ts';
import { plagiarism } from './plagiarism.ts';
import { priceManipulation } from './price-manipulation.ts';
import { promoteSlander } from './promote-slander.ts';
import { regretDispersion } from './regret-dispersion.ts';
import { reputerCartel } from './reputer-cartel.ts';
import { selfDelegation } from './self-delegation.ts';
import { sleeper } from './sleeper.ts';
import { sockPuppetTopic } from './sock-puppet-topic.ts';
import { sortitionSquatting } from './sortition-squatting.ts';
import { stakeRotation } from './stake-rotation.ts';
import { stakeSplitting } from './stake-splitting.ts';
import { stakeWhale } from './stake-whale.ts';
import { sybil } from './sybil.ts';
import { tournamentGambling } from './tournament-gambling.ts';
import { truthCorruption } from './truth-corruption.ts';
import { validatorCartel } from './validator-cartel.ts';
import { washFees } from './wash-fees.ts';
import { whitewashing } from './whitewashing.ts';
import { windowFlooding } from './window-flooding.ts';
import { withholding } from './withholding.ts';

/** Every attack that a scenario can name. A new one is its own file and one line here. */
export const attacks: Readonly<Record<string, Attack>> = {
  sybil,
  plagiarism,
  'last-look': lastLook,
  'outlier-injection': outlierInjection,
  'offsetting-pair': offsettingPair,
  'regret-dispersion': regretDispersion,
  sleeper,
  whitewashing,
  'sortition-squatting': sortitionSquatting,
  'tournament-gambling': tournamentGambling,
  'price-manipulation': priceManipulation,
  monoculture,
  'promote-slander': promoteSlander,
  'forecaster-free-riding': forecasterFreeRiding,
  'one-in-gaming': oneInGaming,
  'forecaster-inferer-cartel': forecasterInfererCartel,
  'reputer-cartel': reputerCartel,
  bribery,
  'lazy-reputers': lazyReputers,
  'stake-whale': stakeWhale,
  'stake-splitting': stakeSplitting,
  'self-delegation': selfDelegation,
  withholding,
  'truth-corruption': truthCorruption,
  griefing,
  'sock-puppet-topic': sockPuppetTopic,
  'wash-fees': washFees,
  'stake-rotation': stakeRotation,
  'class-split': classSplit,
  'parameter-gaming': parameterGaming,
  eclipse,
  'window-flooding': windowFlooding,
  'validator-cartel': validatorCartel,
};
