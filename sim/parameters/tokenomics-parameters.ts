import type { ParameterDeclaration } from './declaration.ts';

const mintFile = 'x/mint/types/params.go';
const emissionsFile = 'x/emissions/types/params.go';

/** Who the tokens are for. The six shares add up to 1. */
const allocation: readonly ParameterDeclaration[] = [
  {
    name: 'maxSupply',
    kind: 'number',
    default: 1e9,
    exclusiveMinimum: 0,
    maximum: 1e15,
    unit: 'ALLO',
    doc: 'No more tokens than this ever exist.',
    chain: 'max_supply',
    source: `${mintFile}, in uallo there`,
  },
  share('ecosystemTreasuryPercentOfTotalSupply', 0.2145, 'Share of maxSupply that is minted as emission, over time.'),
  share('foundationTreasuryPercentOfTotalSupply', 0.225, 'Share of maxSupply of the foundation.'),
  share('participantsPercentOfTotalSupply', 0.075, 'Share of maxSupply of early participants and the community.'),
  share('investorsPercentOfTotalSupply', 0.2605, 'Share of maxSupply of the seed investors.'),
  share('investorsPreseedPercentOfTotalSupply', 0.05, 'Share of maxSupply of the investors before the seed round.'),
  share('teamPercentOfTotalSupply', 0.175, 'Share of maxSupply of the team.'),
];

/** When locked tokens become free. */
const vesting: readonly ParameterDeclaration[] = [
  {
    name: 'vestingCliffMonths',
    kind: 'integer',
    default: 12,
    minimum: 0,
    maximum: 1200,
    unit: 'months',
    doc: 'Months in which nothing of investors and team becomes free; in the next all that would have been freed by then.',
    source: 'x/mint/keeper/emissions.go, a constant',
  },
  {
    name: 'vestingMonths',
    kind: 'integer',
    default: 36,
    minimum: 1,
    maximum: 1200,
    unit: 'months',
    doc: 'Months after which all tokens of investors and team are free; equal parts become free in between.',
    source: 'x/mint/keeper/emissions.go, a constant',
  },
  {
    name: 'lockedFoundationPercentage',
    kind: 'number',
    default: 0.0995,
    minimum: 0,
    maximum: 1,
    unit: 'share of maxSupply',
    doc: 'What of the foundation is locked at the start. Inferred from 200.5 M circulating at the start; not published.',
    chain: 'locked_foundation_percentage',
    source: 'x/mint at v0.13',
  },
  {
    name: 'foundationVestingMonths',
    kind: 'integer',
    default: 24,
    minimum: 1,
    maximum: 1200,
    unit: 'months',
    doc: 'Months over which the foundation’s locked tokens become free in equal parts, without a cliff.',
    source: 'x/mint at v0.13, a constant',
  },
];

/** How much is emitted, and to whom. */
const emission: readonly ParameterDeclaration[] = [
  {
    name: 'fEmission',
    kind: 'number',
    default: 0.025,
    minimum: 0,
    maximum: 1,
    unit: '1 per month',
    doc: 'f_e: part of the treasury that is emitted in a month if all tokens circulated.',
    chain: 'f_emission',
    source: mintFile,
  },
  {
    name: 'oneMonthSmoothingDegree',
    kind: 'number',
    default: 0.1,
    exclusiveMinimum: 0,
    maximum: 1,
    unit: '1 per month',
    doc: 'How far the emission rate moves towards its target in a month.',
    chain: 'one_month_smoothing_degree',
    source: mintFile,
  },
  {
    name: 'maximumMonthlyPercentageYield',
    kind: 'number',
    default: 0.0095,
    exclusiveMinimum: 0,
    maximum: 1,
    unit: 'share per month',
    doc: 'Largest yield of a staked token.',
    chain: 'maximum_monthly_percentage_yield',
    source: mintFile,
  },
  {
    name: 'validatorsVsAlloraPercentReward',
    kind: 'number',
    default: 0.25,
    minimum: 0,
    maximum: 1,
    unit: 'share',
    doc: 'v: part of the emission for validators and their delegators; the rest is for topics.',
    chain: 'validators_vs_allora_percent_reward',
    source: emissionsFile,
  },
  {
    name: 'initialReputerShare',
    kind: 'number',
    default: 0.3,
    minimum: 0,
    maximum: 1,
    unit: 'share',
    doc: 'rho before any is measured; under measuredReputerShare constant, always.',
    source: 'x/emissions/keeper/genesis.go',
  },
  {
    name: 'communityTax',
    kind: 'number',
    default: 0.02,
    minimum: 0,
    maximum: 1,
    unit: 'share',
    doc: 'Part of the validators’ income that goes to the community pool.',
    chain: 'community_tax',
    source: 'distribution module of the Cosmos SDK',
  },
  {
    name: 'emissionEnabled',
    kind: 'boolean',
    default: true,
    unit: '1',
    doc: 'Whether anything is emitted.',
    chain: 'emission_enabled',
    source: 'x/mint at v0.8',
  },
  {
    name: 'emissionStart',
    kind: 'integer',
    default: 1,
    minimum: 1,
    maximum: 2_000_000_000,
    unit: 'blocks',
    doc: 'First block of the run that may emit.',
    source: 'x/mint at v0.8',
  },
];

const time: readonly ParameterDeclaration[] = [
  {
    name: 'blocksPerMonth',
    kind: 'integer',
    default: 471_300,
    minimum: 1,
    maximum: 100_000_000,
    unit: 'blocks',
    doc: 'Blocks between two recalculations of the emission; a month in all rules.',
    chain: 'blocks_per_month',
    source: emissionsFile,
  },
  {
    name: 'secondsPerBlock',
    kind: 'number',
    default: 5.5,
    exclusiveMinimum: 0,
    maximum: 86_400,
    unit: 'seconds',
    doc: 'How long a block takes; only for days in tables.',
    source: 'mainnet in July 2026; 3 s in 2024',
  },
];

/** What holders do, and the state in which a run begins. The protocol does not determine either. */
const holders: readonly ParameterDeclaration[] = [
  stakedShare('investors', 0.75, 'Part of their free tokens that investors stake, seed and preseed.'),
  stakedShare('team', 0.75, 'Part of its free tokens that the team stakes.'),
  stakedShare('foundation', 0.25, 'Part of its free tokens that the foundation stakes.'),
  stakedShare('participants', 0.4, 'Part of their free tokens that participants stake, validators’ own bonds aside.'),
  {
    name: 'startMonth',
    kind: 'integer',
    default: 0,
    minimum: 0,
    maximum: 1200,
    unit: 'months',
    doc: 'Months between the token generation event and the first block of the run.',
  },
  {
    name: 'startMinted',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 1e15,
    unit: 'ALLO',
    doc: 'Minted before the run begins; the participants hold it.',
  },
  {
    name: 'startRate',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 1,
    unit: '1 per month',
    doc: 'Emission rate e of the month before the run begins; 0: the first month of the run is the first with emission.',
  },
];

/**
 * Parameters of supply, emission and holders. Defaults are those of preset `mainnet`; tokenomics-presets.ts holds what the
 * others set differently.
 */
export const tokenomicsParameters: readonly ParameterDeclaration[] = [
  ...allocation,
  ...vesting,
  ...emission,
  ...time,
  ...holders,
];

function share(name: string, value: number, doc: string): ParameterDeclaration {
  const chain = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return {
    name,
    kind: 'number',
    default: value,
    minimum: 0,
    maximum: 1,
    unit: 'share of maxSupply',
    doc,
    chain,
    source: `${mintFile}; values of v0.13`,
  };
}

function stakedShare(group: string, value: number, doc: string): ParameterDeclaration {
  return {
    name: `stakedShare.${group}`,
    kind: 'number',
    default: value,
    minimum: 0,
    maximum: 1,
    unit: 'share',
    doc,
    source: 'the network’s monthly simulator, whose rows stand in the chain’s tests',
  };
}
