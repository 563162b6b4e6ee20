import * as sim from '../../sim/index.ts';
import type { Registries } from './registries.ts';

/** The words that the engine declares. */
export const simRegistries: Registries = {
  protocolParameters: [...sim.protocolParameters, ...sim.hubChainParameters],
  topicParameters: sim.topicParameters,
  profiles: sim.profiles,
  defaultProfile: sim.defaultProfile,
  tokenomicsParameters: sim.tokenomicsParameters,
  tokenomicsPresets: sim.tokenomicsPresets,
  defaultTokenomics: sim.defaultTokenomics,
  macroParameters: sim.macroParameters,
  truthProcesses: sim.truthProcesses,
  lossFunctions: sim.lossFunctions,
  infererPolicies: sim.infererPolicies,
  forecasterPolicies: sim.forecasterPolicies,
  reputerPolicies: sim.reputerPolicies,
  delegatorPolicies: sim.delegatorPolicies,
  priceProcesses: sim.priceProcesses,
  attacks: sim.attacks,
  metrics: sim.summaryMetrics,
};
