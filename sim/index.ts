/* The door to the simulated economy: the application around it comes in here and nowhere else. */
export type { Attack, AttackKeys, AttackPlan, AttackSetting, Knowledge, Play } from './attacks/attack.ts';
export { attacks } from './attacks/registry.ts';
export { type Control, controlOf, controls, withoutAttacks } from './engine/controls.ts';
export { createSimulation } from './engine/create-simulation.ts';
export type { ActorOrder, Kernels, RoleName, RunInputs } from './engine/inputs.ts';
export { seriesKey } from './engine/inputs.ts';
export { createPairedSimulation } from './engine/paired-simulation.ts';
export type {
  AttackScenario,
  DelegatorPopulation,
  DemandScenario,
  ExpectedMetric,
  Population,
  RecordRules,
  ReputerPopulation,
  Scenario,
  TopicScenario,
  ValidatorPopulation,
} from './engine/scenario.ts';
export type { PairedSimulation, Simulation, Sink } from './engine/simulation.ts';
export { ImpossibleStateError } from './engine/simulation.ts';
export { topicNames } from './engine/world.ts';
export type { FormulaTree } from './math/formula.ts';
export { formulaFunctions } from './math/formula.ts';
export { quantile } from './math/order-statistics.ts';
export { weightedPercentilesInto } from './math/weighted-percentile.ts';
export { actorTable } from './metrics/actor-columns.ts';
export { attackTable } from './metrics/attack-columns.ts';
export type { ChainRow } from './metrics/chain-columns.ts';
export { chainTable } from './metrics/chain-columns.ts';
export { chainMetrics } from './metrics/chain-metrics.ts';
export type {
  ColumnBatch,
  ColumnData,
  ColumnDeclaration,
  SummaryMetric,
  TableDeclaration,
} from './metrics/column.ts';
export type { ColumnKind } from './metrics/column-data.ts';
export { amountAt, columnData, columnKind, entriesPerRow } from './metrics/column-data.ts';
export { gini, herfindahl, nakamoto, rewardEntropy, validatorEvenness } from './metrics/concentration.ts';
export { epochColumns, epochTable } from './metrics/epoch-columns.ts';
export { rankCorrelation } from './metrics/rank-correlation.ts';
export { summaryMetrics } from './metrics/summary-metrics.ts';
export type { ParameterDeclaration, ParameterValue } from './parameters/declaration.ts';
export { hubChainParameters } from './parameters/hub-chain-parameters.ts';
export { macroParameters } from './parameters/macro-parameters.ts';
export type { Profile } from './parameters/profiles.ts';
export { defaultProfile, profileNames, profiles } from './parameters/profiles.ts';
export { protocolParameters } from './parameters/protocol-parameters.ts';
export { tokenomicsParameters } from './parameters/tokenomics-parameters.ts';
export type { TokenomicsPreset } from './parameters/tokenomics-presets.ts';
export { defaultTokenomics, tokenomicsPresets } from './parameters/tokenomics-presets.ts';
export { topicParameters } from './parameters/topic-parameters.ts';
export type { DelegatorPolicy } from './policies/delegators/delegator.ts';
export type { ForecasterPolicy, InfererPolicy, PolicyDeclaration, ReputerPolicy } from './policies/policy.ts';
export { delegatorPolicies, forecasterPolicies, infererPolicies, reputerPolicies } from './policies/registry.ts';
export { deviationOfChanges } from './processes/csv.ts';
export { truthSymbols } from './processes/expression.ts';
export type { PriceProcess } from './processes/price/price-process.ts';
export { priceProcesses } from './processes/price/registry.ts';
export { truthProcesses } from './processes/registry.ts';
export type { ErrorLink, TruthProcess } from './processes/truth-process.ts';
export type { ClassShares } from './protocol/class-shares.ts';
export { classSharesInto, forecastersEntropyCounts } from './protocol/class-shares.ts';
export { commonScale } from './protocol/common-scale.ts';
export { confidencePercentages } from './protocol/confidence.ts';
export { takeReports } from './protocol/consensus.ts';
export { forecastedRegret } from './protocol/forecast-implied.ts';
export type { ForecastingUtility } from './protocol/forecasting-utility.ts';
export { stepForecastingUtility } from './protocol/forecasting-utility.ts';
export type { ListeningRule, ListeningWorkspace } from './protocol/listening.ts';
export { createListeningWorkspace, listenInto } from './protocol/listening.ts';
export { lossSymbols } from './protocol/losses/formula.ts';
export { findLossFunction, lossFunctions } from './protocol/losses/registry.ts';
export { modifiedEntropy } from './protocol/modified-entropy.ts';
export type { MonthlyColumn, MonthlyRow } from './protocol/monthly-reference-model.ts';
export {
  monthlyColumns,
  monthlyReferenceModel,
  monthlyReferenceStart,
  monthlyReferenceStep,
} from './protocol/monthly-reference-model.ts';
export type { SynthesisInput, SynthesisWorkspace } from './protocol/network-inferences.ts';
export { createSynthesisWorkspace, networkInferencesInto } from './protocol/network-inferences.ts';
export { networkLossesInto } from './protocol/network-losses.ts';
export type { Regrets } from './protocol/regrets.ts';
export { createRegrets, updateRegrets } from './protocol/regrets.ts';
export { reputerFractionsInto, workerFractionsInto } from './protocol/reward-fractions.ts';
export type { ScoreWindow } from './protocol/score-window.ts';
export { createScoreWindow, pushScores, windowDeviation } from './protocol/score-window.ts';
export { forecasterScoresInto, infererScoresInto } from './protocol/scores.ts';
export { activeSetInto, updatedScore } from './protocol/sortition.ts';
export type { BundleLayout } from './protocol/value-bundle.ts';
export { bundleLayout, combinedPlace, naivePlace } from './protocol/value-bundle.ts';
export type { WeightRule, WeightRuleName } from './protocol/weights.ts';
export { weightRule } from './protocol/weights.ts';
