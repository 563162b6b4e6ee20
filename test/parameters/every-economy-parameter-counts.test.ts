import { describe, expect, it } from 'vitest';
import {
  createSimulation,
  hubChainParameters,
  macroParameters,
  type ParameterValue,
  type Scenario,
  tokenomicsParameters,
} from '../../sim/index.ts';
import { macroScenario } from '../engine/macro/macro-scenario.ts';
import {
  type Changes,
  delegators,
  hubScenario,
  inferers,
  reputers,
  runColumns,
  type Tables,
} from '../engine/small-scenario.ts';

type Values = Readonly<Record<string, ParameterValue>>;
/** `table.column`, or what the run says when it stops. */
type Case = readonly [name: string, value: ParameterValue, column: string, setting?: Changes];

const allo = 1e18;
/** Months pass, and stake leaves. */
const quick: Changes = { tokenomics: { blocksPerMonth: 200 } };
const leaving: Changes = {
  reputers: [reputers('honest', 2), reputers('honest', 3, {}, 'early', { leaves: 3 })],
  set: { removeStakeDelayWindow: 100 },
};
const narrow: Changes = { ...leaving, set: { removeStakeDelayWindow: 100, halfMaxProcessStakeRemovalsEndBlock: 1 } };
const strict: Changes = {
  reputers: [reputers('honest', 3), reputers('noisy', 1, { factor: 50 })],
  delegators: [delegators('uniform', 1)],
  set: { 'slashing.mode': 'proportional', 'slashing.epochs': 1 },
};
/** Rows of every block. */
const everyBlock = { epochs: { every: 1 }, actors: { every: 0 }, chain: { every: 1 } };
/** The treasury is spent within the run. */
const poor: Changes = { tokenomics: { startMinted: 214_499_999, startRate: 0.01 } };
/** Nobody’s stake is enough. */
const unjudged: Changes = { set: { requiredMinimumStake: 1e27 } };
/** Two topics whose epochs end in the same blocks. */
const two: Changes = { count: 2 };
/** A topic that lives on the fees of its consumers. */
const asked: Changes = { demand: { rate: 3, fee: { median: 1, sigma: 1 } } };

const ofProtocol: readonly Case[] = [
  ['createTopicFee', allo, 'epochs.fee_revenue'],
  ['registrationFee', 1e16, 'epochs.fee_revenue'],
  ['dataSendingFee', 1e16, 'epochs.fee_revenue'],
  ['topicTargetWeight', 'stake-and-fee-rate', 'epochs.topic_weight'],
  ['topicTargetWeight', 'root-of-product', 'epochs.topic_weight', { set: { topicRewardStakeImportance: 0.4 } }],
  ['topicRewardStakeImportance', 0.6, 'epochs.topic_weight'],
  ['topicRewardFeeRevenueImportance', 0.6, 'epochs.topic_weight'],
  ['topicWeightSmoothing', 'per-epoch', 'epochs.topic_weight', asked],
  ['topicWeightSmoothing', 'monthly', 'epochs.topic_weight', asked],
  ['topicRewardAlpha', 0.1, 'epochs.topic_weight', asked],
  ['minTopicWeight', 1e26, 'chain.active_topics'],
  ['minEpochLength', 61, 'topic topic cannot be created: topic-parameters'],
  ['maxActiveTopicsPerBlock', 1, 'chain.active_topics', two],
  ['unpaidTopicReward', 'stays', 'chain.returned', unjudged],
  ['measuredReputerShare', 'constant', 'chain.reputer_share', quick],
  ['measuredReputerShare', 'of-one-block', 'chain.reputer_share', quick],
  ['emissionAtExhaustion', 'stops-the-chain', 'the chain stops', poor],
  ['requiredMinimumStake', 1e27, 'epochs.active_reputers'],
  ['removeStakeDelayWindow', 300, 'chain.topic_stake', leaving],
  ['halfMaxProcessStakeRemovalsEndBlock', 1, 'chain.topic_stake', { ...leaving, record: everyBlock }],
  ['stakeRemovalsOverLimit', 'queue-stalls', 'chain.topic_stake', narrow],
  ['slashing.mode', 'coefficient', 'chain.slashed'],
  ['slashing.mode', 'proportional', 'chain.slashed'],
  ['slashing.fraction', 0.5, 'chain.slashed', strict],
  ['slashing.quantile', 0.9, 'chain.slashed', strict],
  ['slashing.epochs', 3, 'chain.slashed', strict],
  ['slashing.destination', 'ecosystem', 'chain.treasury', strict],
  ['slashing.destination', 'honest-reputers', 'chain.burnt', strict],
  ['workerStake.min', 0.5, 'chain.wallets_uallo'],
];

const share = 'PercentOfTotalSupply';
const ofTokenomics: readonly Case[] = [
  ['maxSupply', 2e9, 'chain.total_supply'],
  // Shares of the supply add up to 1: the team gives what another group gets.
  [`ecosystemTreasury${share}`, 0.2245, 'chain.mint_remaining'],
  [`foundationTreasury${share}`, 0.235, 'chain.emission_rate', { tokenomics: { lockedFoundationPercentage: 0 } }],
  [`participants${share}`, 0.085, 'chain.staked'],
  [`investors${share}`, 0.2705, 'chain.locked_investors_seed'],
  [`investorsPreseed${share}`, 0.06, 'chain.locked_investors_preseed'],
  [`team${share}`, 0.185, 'chain.locked_team'],
  ['vestingCliffMonths', 2, 'chain.locked_team', quick],
  ['vestingMonths', 48, 'chain.locked_team', { tokenomics: { startMonth: 20 } }],
  ['lockedFoundationPercentage', 0.05, 'chain.locked_foundation'],
  ['foundationVestingMonths', 36, 'chain.locked_foundation', { tokenomics: { startMonth: 5 } }],
  ['fEmission', 0.03, 'chain.emission_target'],
  ['oneMonthSmoothingDegree', 0.5, 'chain.emission_rate', quick],
  ['maximumMonthlyPercentageYield', 0.005, 'chain.emission_cap'],
  ['validatorsVsAlloraPercentReward', 0.5, 'chain.to_validators'],
  ['initialReputerShare', 0.5, 'chain.reputer_share'],
  ['communityTax', 0.1, 'chain.bonded', quick],
  ['emissionEnabled', false, 'chain.emission'],
  ['emissionStart', 100, 'chain.emission'],
  ['blocksPerMonth', 300, 'chain.month'],
  ['secondsPerBlock', 3, 'chain.day'],
  ['startMonth', 20, 'chain.month'],
  ['startMinted', 1e6, 'chain.minted'],
  ['startRate', 0.01, 'chain.emission_rate'],
  ['stakedShare.investors', 0.1, 'chain.bonded', { tokenomics: { startMonth: 30 } }],
  ['stakedShare.team', 0.1, 'chain.bonded', { tokenomics: { startMonth: 30 } }],
  ['stakedShare.foundation', 0.1, 'chain.bonded'],
  ['stakedShare.participants', 0.1, 'chain.bonded'],
];

/** What a change of a share of the supply takes from another group. */
function balanced(name: string, value: ParameterValue): Values {
  const other = name === `team${share}` ? `participants${share}` : `team${share}`;
  const declared = (of: string) => Number(tokenomicsParameters.find((one) => one.name === of)?.default);
  if (!name.endsWith(share)) return { [name]: value };
  // Rounded as they are declared, so that the sum is exactly 1.
  const rest = Math.round((declared(other) - (Number(value) - declared(name))) * 1e6) / 1e6;
  return { [name]: value, [other]: rest };
}

/** A column as it prints; or the message of a run that stops. */
function shown(tables: () => Tables, column: string): string {
  const [table, name] = column.split('.');
  try {
    const all = tables();
    return name === undefined ? 'ends well' : String(all[table]?.numbers[name]);
  } catch (error) {
    return String(error);
  }
}

function outcome(column: string, setting: Changes, changes: Changes): string {
  const scenario = hubScenario({
    inferers: [inferers('honest', 4)],
    epochs: 14,
    ...setting,
    set: { ...setting.set, ...changes.set },
    tokenomics: { ...setting.tokenomics, ...changes.tokenomics },
  });
  return shown(() => runColumns(scenario).tables, column);
}

describe('a parameter of the hub chain', () => {
  const listed = ofProtocol.map(([name, value, column, setting = {}]) => ({ name, value, column, setting }));

  it.each(listed)('$name, set to $value, changes $column', ({ name, value, column, setting }) => {
    const changed = outcome(column, setting, { set: { [name]: value } });
    expect(changed).not.toBe(outcome(column, setting, {}));
    if (!column.includes(' ')) expect(changed).not.toContain('Error');
    else expect(changed).toContain(column);
  });

  it('that is declared is one of those above', () => {
    expect([...new Set(ofProtocol.map(([name]) => name))].sort()).toEqual(
      hubChainParameters.map(({ name }) => name).sort(),
    );
  });
});

describe('a parameter of supply and emission', () => {
  const listed = ofTokenomics.map(([name, value, column, setting = {}]) => ({ name, value, column, setting }));

  it.each(listed)('$name, set to $value, changes $column', ({ name, value, column, setting }) => {
    const changed = outcome(column, setting, { tokenomics: balanced(name, value) });
    expect(changed).not.toBe(outcome(column, setting, {}));
    expect(changed).not.toContain('Error');
  });

  it('that is declared is one of those above', () => {
    expect(ofTokenomics.map(([name]) => name).sort()).toEqual(tokenomicsParameters.map(({ name }) => name).sort());
  });
});

describe('a parameter of macro mode', () => {
  const listed = [
    { name: 'topicStakeShare', value: 0.2, column: 'topic_stake', macro: {} },
    { name: 'reputerShare', value: 0.5, column: 'paid_reputers', macro: {} },
    { name: 'forecasterShare', value: 0.1, column: 'paid_forecasters', macro: {} },
    { name: 'fees', value: 1000, column: 'fees', macro: {} },
    { name: 'feesGrowth', value: 0.5, column: 'fees', macro: { fees: 1000 } },
    { name: 'feesStart', value: 6, column: 'fees', macro: { fees: 1000 } },
  ];
  const months = (macro: Values): Scenario => macroScenario(24, { macro });

  it.each(listed)('$name, set to $value, changes $column', ({ name, value, column, macro }) => {
    const of = (values: Values) => runColumns(months({ ...macro, ...values })).tables.chain.numbers[column].map(String);
    expect(of({ [name]: value })).not.toEqual(of({}));
  });

  it('that is declared is one of those above', () => {
    expect(listed.map(({ name }) => name).sort()).toEqual(macroParameters.map(({ name }) => name).sort());
  });

  it('counts in a run of months, whose rows and summary agree', () => {
    const run = createSimulation(months({ fees: 1000 }));
    expect([run.epochsTotal, run.tables.map(({ name }) => name)]).toEqual([24, ['chain']]);
    const { tables, simulation } = runColumns(months({ fees: 1000 }));
    const { numbers } = tables.chain;
    expect(numbers.month).toHaveLength(24);
    const metrics = Object.fromEntries(simulation.summary().map(({ name, value }) => [name, value]));
    for (const [metric, column] of [
      ['emission_total', 'emission'],
      ['fees_total', 'fees'],
      ['paid_reputers_total', 'paid_reputers'],
    ]) {
      expect(metrics[metric]).toBeCloseTo(
        numbers[column].reduce((sum, value) => sum + value, 0),
        6,
      );
    }
    expect(metrics.treasury_end).toBe(numbers.treasury[23]);
  });
});
