import { log } from '../math/log.ts';
import type {
  Birth,
  Forecaster,
  ForecasterView,
  Inferer,
  InfererView,
  JudgedView,
  PolicyValues,
  Reputer,
  ReputerView,
} from '../policies/policy.ts';
import { forecasterPolicies, infererPolicies, reputerPolicies } from '../policies/registry.ts';
import { truthProcesses } from '../processes/registry.ts';
import type { TruthPath, TruthStep } from '../processes/truth-process.ts';
import type { ClassShares } from '../protocol/class-shares.ts';
import type { ForecastingUtility } from '../protocol/forecasting-utility.ts';
import type { ListeningOutcome, ListeningWorkspace } from '../protocol/listening.ts';
import { createListeningWorkspace } from '../protocol/listening.ts';
import type { FormulaTree } from '../protocol/losses/formula.ts';
import { formulaLoss } from '../protocol/losses/formula.ts';
import type { Loss } from '../protocol/losses/loss-function.ts';
import { findLossFunction } from '../protocol/losses/registry.ts';
import type { SynthesisWorkspace } from '../protocol/network-inferences.ts';
import { createSynthesisWorkspace } from '../protocol/network-inferences.ts';
import type { OutlierStatistics } from '../protocol/outlier-resistant.ts';
import type { Regrets } from '../protocol/regrets.ts';
import { createRegrets } from '../protocol/regrets.ts';
import type { ScoreWindow } from '../protocol/score-window.ts';
import { createScoreWindow } from '../protocol/score-window.ts';
import type { BundleLayout } from '../protocol/value-bundle.ts';
import { bundleLayout } from '../protocol/value-bundle.ts';
import { drawKeyInto } from '../random/draw-key.ts';
import { identity } from '../random/identity.ts';
import { logNormal } from '../random/log-normal.ts';
import { normal } from '../random/normal.ts';
import { purposeBirth, purposeStake } from '../random/purposes.ts';
import { uniform } from '../random/uniform.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import { createRoleColumns } from '../state/role-columns.ts';
import type { Population, Scenario, TopicScenario } from './scenario.ts';
import type { TopicRules } from './topic-rules.ts';
import { topicRules } from './topic-rules.ts';

/** How many truths the standard deviation of the loss functions is taken over. */
export const truthWindow = 100;

/** Where an epoch ended up. */
export type EpochStatus = 'paid' | 'unpaid' | 'no-loss' | 'no-inferers';
export const epochStatuses: readonly EpochStatus[] = ['paid', 'unpaid', 'no-loss', 'no-inferers'];

/** One topic: its rules, its actors, what it remembers, and the working memory of an epoch. */
export interface Topic {
  readonly name: string;
  readonly root: Int32Array;
  readonly high: number;
  readonly low: number;
  readonly rules: TopicRules;
  readonly rewardPerEpoch: number;
  readonly loss: Loss;
  readonly allowNegative: boolean;
  readonly path: TruthPath;

  readonly inferers: RoleColumns;
  readonly forecasters: RoleColumns;
  readonly reputers: RoleColumns;
  readonly infererMinds: readonly Inferer[];
  readonly forecasterMinds: readonly Forecaster[];
  readonly reputerMinds: readonly Reputer[];
  /** Own stake, ALLO. Simplified: constant; on chain a reputer's rewards are added to it. */
  readonly stake: Float64Array;
  readonly coefficient: Float64Array;

  // What the topic remembers from epoch to epoch.
  readonly regrets: Regrets;
  initialRegret: number;
  networkLoss: number;
  commonScale: number;
  latestRegime: number;
  readonly utility: ForecastingUtility;
  readonly infererScoreWindow: ScoreWindow;
  readonly forecasterScoreWindow: ScoreWindow;
  readonly outliers: OutlierStatistics;
  readonly recentTruth: Float64Array;
  truths: number;
  /** Per inferer: sum of its true losses so far and how many. */
  readonly lossSum: Float64Array;
  readonly lossCount: Int32Array;

  // The epoch at hand.
  epoch: number;
  block: number;
  status: EpochStatus;
  readonly step: TruthStep;
  /** Standard deviation of recent truths, target units, for losses that are measured in it. */
  truthDeviation: number;
  outperformer: number;
  layout: BundleLayout;
  readonly inferences: Float64Array;
  readonly usualInferences: Float64Array;
  readonly forecasts: Float64Array;
  readonly values: Float64Array;
  readonly trueLoss: Float64Array;
  readonly reports: Float64Array;
  readonly losses: Float64Array;
  readonly stakeSums: Float64Array;
  readonly subjectHigh: Int32Array;
  readonly subjectLow: Int32Array;
  readonly activeStake: Float64Array;
  readonly activeCoefficient: Float64Array;
  readonly adjustedStake: Float64Array;
  readonly infererScore: Float64Array;
  readonly forecasterScore: Float64Array;
  readonly reputerScore: Float64Array;
  readonly infererFraction: Float64Array;
  readonly forecasterFraction: Float64Array;
  readonly reputerFraction: Float64Array;
  infererEntropy: number;
  forecasterEntropy: number;
  reputerEntropy: number;
  readonly shares: ClassShares;
  taskScore: number;
  paid: number;
  equalWeightInference: number;
  bestSingleInference: number;
  equalWeightLoss: number;
  bestSingleLoss: number;
  regretScale: number;
  outlierResistantInference: number;
  readonly percentiles: Float64Array;
  listening: ListeningOutcome;

  // Scratch memory.
  readonly key: Int32Array;
  readonly synthesis: SynthesisWorkspace;
  readonly consensus: ListeningWorkspace;
  readonly scratch: Float64Array;
  readonly experienced: Float64Array;
  readonly judged: Float64Array;
  readonly judgedShare: Float64Array;
  readonly isExperienced: Uint8Array;
  readonly keep: Uint8Array;
  readonly order: Int32Array;
  readonly infererView: InfererView;
  readonly forecasterView: ForecasterView;
  readonly judgedView: JudgedView;
  readonly reputerView: ReputerView;
}

/** Formulas of users by their text, parsed. */
export type Formulas = Readonly<Record<string, FormulaTree>>;

/** Sets a topic up: actors born, columns allocated, nothing known. */
export function createTopic(scenario: Scenario, topic: TopicScenario, root: Int32Array, formulas: Formulas): Topic {
  const rules = topicRules(scenario, topic);
  const id = identity(topic.name);
  const [K, F, R] = [topic.inferers, topic.forecasters, topic.reputers].map(headCount);
  const process = truthProcesses[topic.truth.process];
  const path = process.create(topic.truth, root, id.high, id.low);
  const regimes = Math.max(1, process.regimes.length);
  const inferers = createRoleColumns(K);
  const forecasters = createRoleColumns(F);
  const reputers = createRoleColumns(R);
  const infererMinds: Inferer[] = [];
  const forecasterMinds: Forecaster[] = [];
  const reputerMinds: Reputer[] = [];
  const stake = new Float64Array(R);
  forEachActor(topic, 'inferer', topic.inferers, inferers, (population, x) => {
    const policy = infererPolicies[population.policy];
    infererMinds.push(policy.create(population.parameters, birthOf(root, inferers, x)));
  });
  forEachActor(topic, 'forecaster', topic.forecasters, forecasters, (population, x) => {
    const policy = forecasterPolicies[population.policy];
    forecasterMinds.push(policy.create(population.parameters, birthOf(root, forecasters, x), K, regimes));
  });
  forEachActor(topic, 'reputer', topic.reputers, reputers, (population, x) => {
    const policy = reputerPolicies[population.policy];
    reputerMinds.push(policy.create(population.parameters, birthOf(root, reputers, x)));
    const { median, sigma } = (population as TopicScenario['reputers'][number]).stake;
    const key = new Int32Array(4);
    drawKeyInto(root, reputers.high[x], reputers.low[x], -1, purposeStake, key);
    stake[x] = logNormal(key, 0, 0, log(median), sigma);
  });

  // Working memory for the largest active sets the rules allow.
  const seatsK = Math.min(K, rules.maxTopInferersToReward);
  const seatsF = Math.min(F, rules.maxTopForecastersToReward);
  const seatsR = Math.min(R, rules.maxTopReputersToReward);
  const layout = bundleLayout(seatsK, seatsF, rules.impliedOneOutsReported);
  const V = layout.length;
  const workers = seatsK + seatsF + 1;
  const column = (length: number) => new Float64Array(length);
  const consensus = createListeningWorkspace(seatsR, V);
  const { loss, allowNegative } = lossOf(topic, formulas);
  const forecasterPlaces = new Int32Array(seatsK);
  const trueLoss = column(V);
  const forecastError = column(seatsK);
  return {
    name: topic.name,
    root,
    high: id.high,
    low: id.low,
    rules,
    rewardPerEpoch: topic.rewardPerEpoch,
    loss,
    allowNegative,
    path,
    inferers,
    forecasters,
    reputers,
    infererMinds,
    forecasterMinds,
    reputerMinds,
    stake,
    coefficient: column(R).fill(1),
    regrets: createRegrets(K, F),
    initialRegret: 0,
    networkLoss: NaN,
    commonScale: 0,
    latestRegime: -1,
    utility: { tau: 0, chi: NaN },
    infererScoreWindow: createScoreWindow(rules.scoreWindowInferers),
    forecasterScoreWindow: createScoreWindow(rules.scoreWindowForecasters),
    outliers: { median: 0, medianAbsoluteDeviation: 0 },
    recentTruth: column(truthWindow),
    truths: 0,
    lossSum: column(K),
    lossCount: new Int32Array(K),
    epoch: -1,
    block: 0,
    status: 'no-inferers',
    step: { truth: NaN, scale: NaN, regime: 0 },
    truthDeviation: NaN,
    outperformer: -1,
    layout,
    inferences: column(seatsK),
    usualInferences: column(seatsK),
    forecasts: column(seatsK * seatsF),
    values: column(V),
    trueLoss,
    reports: column(seatsR * V),
    losses: column(V),
    stakeSums: column(V),
    subjectHigh: new Int32Array(V),
    subjectLow: new Int32Array(V),
    activeStake: column(seatsR),
    activeCoefficient: column(seatsR),
    adjustedStake: column(seatsR),
    infererScore: column(seatsK),
    forecasterScore: column(seatsF),
    reputerScore: column(seatsR),
    infererFraction: column(seatsK),
    forecasterFraction: column(seatsF),
    reputerFraction: column(seatsR),
    infererEntropy: NaN,
    forecasterEntropy: NaN,
    reputerEntropy: NaN,
    shares: { inferers: NaN, forecasters: NaN, reputers: NaN, gamma: NaN },
    taskScore: NaN,
    paid: 0,
    equalWeightInference: NaN,
    bestSingleInference: NaN,
    equalWeightLoss: NaN,
    bestSingleLoss: NaN,
    regretScale: NaN,
    outlierResistantInference: NaN,
    percentiles: column(5),
    listening: consensus.outcome,
    key: new Int32Array(4),
    synthesis: createSynthesisWorkspace(seatsK, seatsF),
    consensus,
    scratch: column(2 * (workers + V)),
    experienced: column(workers),
    judged: column(workers),
    judgedShare: column(workers),
    isExperienced: new Uint8Array(workers),
    keep: new Uint8Array(seatsK),
    order: new Int32Array(workers),
    infererView: { truth: NaN, scale: NaN, regime: 0, age: 0, outperforms: false, error: NaN },
    forecasterView: {
      inferers: 0,
      places: forecasterPlaces,
      loss: column(seatsK),
      usualLoss: column(seatsK),
      error: forecastError,
      age: 0,
      latestRegime: -1,
    },
    judgedView: { inferers: 0, places: forecasterPlaces, loss: column(seatsK), regime: 0 },
    reputerView: { values: 0, loss: trueLoss, error: column(V), allowNegative },
  };
}

function headCount(populations: readonly Population[]): number {
  return populations.reduce((sum, population) => sum + population.count, 0);
}

/** Names the actors of a role, which gives them their identities, and has each one made. */
function forEachActor(
  topic: TopicScenario,
  role: string,
  populations: readonly Population[],
  columns: RoleColumns,
  make: (population: Population, x: number) => void,
): void {
  let x = 0;
  for (const population of populations) {
    for (let index = 0; index < population.count; ++index) {
      const id = identity(topic.name, role, population.name, index);
      columns.high[x] = id.high;
      columns.low[x] = id.low;
      make(population, x++);
    }
  }
}

function birthOf(root: Int32Array, columns: RoleColumns, x: number): Birth {
  const key = new Int32Array(4);
  drawKeyInto(root, columns.high[x], columns.low[x], -1, purposeBirth, key);
  return {
    normal: (trait) => normal(key, 0, trait),
    uniform: (trait) => uniform(key, 0, trait),
  };
}

function lossOf(topic: TopicScenario, formulas: Formulas): { loss: Loss; allowNegative: boolean } {
  const values: PolicyValues = topic.loss;
  if (topic.loss.method === 'formula') {
    return { loss: formulaLoss(formulas[String(values.formula)]), allowNegative: values.allowNegative === true };
  }
  const found = findLossFunction(topic.loss.method);
  if (found === undefined) throw new TypeError(`topic ${topic.name}: no loss is called ${topic.loss.method}`);
  return { loss: found.create(values), allowNegative: found.allowNegative };
}
