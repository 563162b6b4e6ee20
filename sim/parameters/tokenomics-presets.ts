import type { ParameterValue } from './declaration.ts';
import { tokenomicsParameters } from './tokenomics-parameters.ts';

/** A set of values for the parameters of supply and emission. */
export interface TokenomicsPreset {
  readonly name: string;
  readonly doc: string;
  /** Value of every declared parameter of supply and emission. */
  readonly values: Readonly<Record<string, ParameterValue>>;
}

function preset(name: string, doc: string, different: Readonly<Record<string, ParameterValue>>): TokenomicsPreset {
  for (const key of Object.keys(different)) {
    if (!tokenomicsParameters.some((parameter) => parameter.name === key))
      throw new Error(`tokenomics ${name}: no parameter ${key}`);
  }
  const defaults = Object.fromEntries(tokenomicsParameters.map((parameter) => [parameter.name, parameter.default]));
  return { name, doc, values: { ...defaults, ...different } };
}

/** Allocation and blocks of October 2024; nothing of the foundation is locked, and there is no community tax. */
const october2024 = {
  ecosystemTreasuryPercentOfTotalSupply: 0.3595,
  foundationTreasuryPercentOfTotalSupply: 0.1,
  participantsPercentOfTotalSupply: 0.055,
  lockedFoundationPercentage: 0,
  blocksPerMonth: 864_000,
  secondsPerBlock: 3,
  communityTax: 0,
} as const;

export const tokenomicsPresets: Readonly<Record<string, TokenomicsPreset>> = {
  mainnet: preset('mainnet', 'The main network since its token generation event of October 2025. The default.', {}),
  snapshot: preset('snapshot', 'The chain of October 2024 (commit c8a40c35).', october2024),
  reference: preset('reference', 'The network’s monthly simulator, whose rows stand in the chain’s tests.', {
    ...october2024,
    maximumMonthlyPercentageYield: 0.009488792934583046, // 1.12^(1/12) - 1: 12 % a year
    initialReputerShare: 1 / 3,
    startMonth: 1, // its month 0 emits nothing
  }),
};

/** The preset of a scenario that names none. */
export const defaultTokenomics = 'mainnet';

export const tokenomicsNames: readonly string[] = Object.keys(tokenomicsPresets);
