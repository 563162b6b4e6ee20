import { uallo } from '../../sim/chain/ledger.ts';
import type { ParameterValue } from '../../sim/parameters/declaration.ts';
import { profiles } from '../../sim/parameters/profiles.ts';
import { tokenomicsPresets } from '../../sim/parameters/tokenomics-presets.ts';

export type Values = Readonly<Record<string, ParameterValue>>;

/** Values of a preset with some of them changed. */
export function tokenomics(preset: string, different: Values = {}): Values {
  return { ...tokenomicsPresets[preset].values, ...different };
}

/** Values of a version of the protocol with some of them changed. */
export function protocol(different: Values = {}, profile = 'v0.17'): Values {
  return { ...profiles[profile].values, ...different };
}

export const allo = (amount: number): bigint => BigInt(amount) * uallo;

/** One validator with a bond of a million ALLO and a commission of 10 %. */
export const oneValidator = [{ name: 'v', stake: allo(1_000_000), commission: 0.1 }];
