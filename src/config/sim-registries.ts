import * as sim from '../../sim/index.ts';
import type { AttackEntry, Registries, Registry } from './registries.ts';

/** The words that the engine declares. */
export const simRegistries: Registries = {
  protocolParameters: sim.protocolParameters,
  topicParameters: sim.topicParameters,
  profiles: sim.profiles,
  defaultProfile: sim.defaultProfile,
  truthProcesses: sim.truthProcesses,
  lossFunctions: sim.lossFunctions,
  infererPolicies: sim.infererPolicies,
  forecasterPolicies: sim.forecasterPolicies,
  reputerPolicies: sim.reputerPolicies,
  attacks: (sim as { readonly attacks?: Registry<AttackEntry> }).attacks ?? {},
  metrics: sim.summaryMetrics,
};
