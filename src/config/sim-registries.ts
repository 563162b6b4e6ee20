import {
  defaultProfile,
  forecasterPolicies,
  infererPolicies,
  lossFunctions,
  profiles,
  protocolParameters,
  reputerPolicies,
  topicParameters,
  truthProcesses,
} from '../../sim/index.ts';
import type { Registries } from './registries.ts';

/** The words that the engine declares. */
export const simRegistries: Registries = {
  protocolParameters,
  topicParameters,
  profiles,
  defaultProfile,
  truthProcesses,
  lossFunctions,
  infererPolicies,
  forecasterPolicies,
  reputerPolicies,
};
