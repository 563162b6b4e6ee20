import type { Scenario, ValidatorPopulation } from '../../../sim/engine/scenario.ts';
import type { ParameterValue } from '../../../sim/parameters/declaration.ts';
import { macroParameters } from '../../../sim/parameters/macro-parameters.ts';
import { profiles } from '../../../sim/parameters/profiles.ts';
import { tokenomicsPresets } from '../../../sim/parameters/tokenomics-presets.ts';

type Values = Readonly<Record<string, ParameterValue>>;

const defaultValidators: ValidatorPopulation[] = [
  { name: 'validators', count: 10, stake: { median: 500_000, sigma: 0 }, commission: 0.05 },
];

/** A scenario in macro mode with everything written out. */
export function macroScenario(
  months: number,
  different: {
    readonly preset?: string;
    readonly profile?: string;
    readonly tokenomics?: Values;
    readonly protocol?: Values;
    readonly macro?: Values;
    readonly validators?: readonly ValidatorPopulation[];
    readonly every?: number | null;
  } = {},
): Scenario {
  const { preset = 'mainnet', profile = 'v0.17' } = different;
  return {
    name: 'macro',
    seed: 'allora',
    protocol: { profile, ...profiles[profile].values, ...different.protocol },
    tokenomics: { preset, ...tokenomicsPresets[preset].values, ...different.tokenomics },
    epochs: 0,
    months,
    macro: {
      ...Object.fromEntries(macroParameters.map((parameter) => [parameter.name, parameter.default])),
      ...different.macro,
    },
    topics: [],
    validators: different.validators ?? defaultValidators,
    delegators: [],
    price: { process: 'constant' },
    hub: { messagesPerBlock: 0 },
    attacks: [],
    record: { epochs: { every: 0 }, actors: { every: 0 }, chain: { every: different.every ?? null } },
    expect: [],
  };
}
