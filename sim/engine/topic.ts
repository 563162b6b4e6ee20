import { toUallo } from '../chain/amounts.ts';
import type { ChainTopic } from '../chain/chain-topic.ts';
import type { Position } from '../chain/stake-position.ts';
import { createDemand, type Demand } from '../policies/economy/demand.ts';
import { createExpectedLoss, type ErrorSpace, type ExpectedLoss } from '../policies/expected-loss.ts';
import type { Forecaster, Inferer, JudgedView, PolicyValues, Reputer, ReputerView } from '../policies/policy.ts';
import { fromErrorSpace, toErrorSpace } from '../processes/error-link.ts';
import { truthProcesses } from '../processes/registry.ts';
import type { ErrorLink, TruthPath } from '../processes/truth-process.ts';
import type { ForecastingUtility } from '../protocol/forecasting-utility.ts';
import { formulaLoss } from '../protocol/losses/formula.ts';
import type { Loss } from '../protocol/losses/loss-function.ts';
import { findLossFunction } from '../protocol/losses/registry.ts';
import type { SynthesisInput } from '../protocol/network-inferences.ts';
import type { OutlierStatistics } from '../protocol/outlier-resistant.ts';
import type { Regrets } from '../protocol/regrets.ts';
import { createRegrets } from '../protocol/regrets.ts';
import type { ScoreWindow } from '../protocol/score-window.ts';
import { createScoreWindow } from '../protocol/score-window.ts';
import type { BundleLayout } from '../protocol/value-bundle.ts';
import { bundleLayout } from '../protocol/value-bundle.ts';
import { identity } from '../random/identity.ts';
import type { RoleColumns } from '../state/role-columns.ts';
import { type Books, endow } from './books.ts';
import type { Conspirator } from './conspirators.ts';
import type { Desk } from './desk.ts';
import { createDesk } from './desk.ts';
import type { LatestInference } from './hub/consumers.ts';
import { createEconomy, type Economy } from './hub/economy.ts';
import { type RunInputs, seriesKey } from './inputs.ts';
import type { RoleLabels, RunLabels } from './labels.ts';
import { createNonce, type Nonce } from './nonce.ts';
import { type Actors, type AttackersOf, recruit } from './recruit.ts';
import type { DemandScenario, Scenario, TopicScenario } from './scenario.ts';
import type { TopicRules } from './topic-rules.ts';
import { topicRules } from './topic-rules.ts';

/** How many truths the standard deviation of the loss functions is taken over. */
export const truthWindow = 100;

/** One topic: its rules, its actors, what it remembers, and its open nonces. */
export interface Topic {
  readonly name: string;
  /** Its code in the column `topic`. */
  readonly code: number;
  readonly root: Int32Array;
  readonly high: number;
  readonly low: number;
  readonly rules: TopicRules;
  /** The plain forms of calculations: see Kernels. */
  readonly plain: boolean;
  /** Forecasts outlast the worker window: inferences are computed at query, or the table of actors compares them with losses. */
  readonly keepsForecasts: boolean;
  /** Nonces that it opens in all; on the hub chain, where topics fall asleep, at most. */
  epochs: number;
  readonly loss: Loss;
  readonly allowNegative: boolean;
  readonly path: TruthPath;
  readonly link: ErrorLink;

  readonly inferers: RoleColumns;
  readonly forecasters: RoleColumns;
  readonly reputers: RoleColumns;
  readonly infererLabels: RoleLabels;
  readonly forecasterLabels: RoleLabels;
  readonly reputerLabels: RoleLabels;
  readonly infererMinds: readonly Inferer[];
  readonly forecasterMinds: readonly Forecaster[];
  readonly reputerMinds: readonly Reputer[];
  /** Those of them that remember judged epochs. */
  readonly observers: readonly { observe(view: JudgedView): void }[];
  /** Judges the nonce at hand by a wrong truth: see ReputerView. Made when reports are first collected. */
  misreadInto: ReputerView['misreadInto'] | undefined;
  readonly stake: Float64Array;
  readonly coefficient: Float64Array;
  readonly needsUsualLoss: boolean;
  readonly needsRegimeLoss: boolean;
  /** Expected loss of normal errors; absent where nobody asks for it. */
  readonly expectedLoss: ExpectedLoss | undefined;

  // Its economy.
  readonly books: Books;
  /** What the nonce that is being closed can be paid from, uallo. */
  pool: bigint;
  readonly economy: Economy;
  /** Block in which it is created. */
  createdAt: number;
  /** On the hub chain, once it is created. */
  chainTopic: ChainTopic | undefined;
  /** Of each reputer, once it is registered, and the way back. */
  readonly positions: (Position | undefined)[];
  readonly placeOfPosition: Map<Position, number>;
  /** What an ALLO of stake on each reputer has earned since it registered, ALLO. */
  readonly returnIndex: Float64Array;
  readonly funding: TopicScenario['funding'];
  readonly demand: Demand | undefined;
  readonly demandReference: DemandScenario['reference'];
  readonly latest: LatestInference;
  readonly participation: Actors['participation'];
  /** Attacks on it, and the attack that it belongs to as a whole. */
  readonly attackers: readonly Conspirator[];
  readonly owner: Conspirator | undefined;
  /** Somebody acts in every epoch whether the topic is active or not: consumers, its creator. */
  readonly ticks: boolean;

  // What the topic remembers from epoch to epoch.
  readonly regrets: Regrets;
  initialRegret: number;
  networkLoss: number;
  commonScale: number;
  /** Of the newest truth that is publicly known: its regime, and itself where errors act. -1 and NaN before the first. */
  latestRegime: number;
  latestTruth: number;
  /** Newest epoch that was judged; -1: none. */
  judgedEpoch: number;
  readonly utility: ForecastingUtility;
  readonly infererScoreWindow: ScoreWindow;
  readonly forecasterScoreWindow: ScoreWindow;
  readonly outliers: OutlierStatistics;
  readonly recentTruth: Float64Array;
  outperformer: number;
  /** Layout of the bundle made last. */
  layout: BundleLayout;

  // Its nonces: a ring of those that wait, the next to open, the next whose window closes, the next to be closed.
  readonly ring: readonly Nonce[];
  opened: number;
  windowsClosed: number;
  done: number;
  /** The nonce that was done last; metrics read it. */
  nonce: Nonce;

  readonly input: SynthesisInput;
  readonly desk: Desk;
}

/** What topics of one run share. */
export interface Shared {
  readonly labels: RunLabels;
  /** Desks by the sizes they serve. */
  readonly desks: Map<string, Desk>;
  readonly books: Books;
}

/** Sets a topic up: actors born, columns allocated, nothing known. */
export function createTopic(
  scenario: Scenario,
  topic: TopicScenario,
  name: string,
  root: Int32Array,
  attackers: AttackersOf,
  inputs: RunInputs,
  shared: Shared,
): Topic {
  const rules = topicRules(scenario, topic);
  const id = identity(name);
  const process = truthProcesses[topic.truth.process];
  const { file, column, formula } = topic.truth;
  const series = typeof file === 'string' ? inputs.series?.[seriesKey(file, String(column))] : undefined;
  const tree = typeof formula === 'string' ? inputs.formulas?.[formula] : undefined;
  const path = process.create(topic.truth, root, id.high, id.low, {
    ...(series === undefined ? {} : { series }),
    ...(tree === undefined ? {} : { formula: tree }),
  });
  const link = path.link ?? process.link ?? 'identity';
  const { loss, allowNegative } = lossOf(topic, inputs);
  const regimes = process.regimes;
  const stationary = path.stationary ?? regimes.map(() => 1 / regimes.length);
  const tellable = { regimes, stationary, allowNegative, toErrorSpace: (value: number) => toErrorSpace(link, value) };
  const actors = recruit(name, topic, attackers, tellable, root, shared.labels, inputs);
  const [K, F, R] = [actors.inferers.count, actors.forecasters.count, actors.reputers.count];

  // Memory for the largest active sets the rules allow.
  const seatsK = Math.min(K, rules.maxTopInferersToReward);
  const seatsF = Math.min(F, rules.maxTopForecastersToReward);
  const seatsR = Math.min(R, rules.maxTopReputersToReward);
  const layout = bundleLayout(seatsK, seatsF, rules.impliedOneOutsReported);
  const size = `${seatsK} ${seatsF} ${seatsR} ${layout.length}`;
  const desk = shared.desks.get(size) ?? createDesk(seatsK, seatsF, seatsR, layout);
  shared.desks.set(size, desk);
  const keepsForecasts = rules.inferencesAtQuery || scenario.record.actors.every > 0;
  const ring = Array.from({ length: rules.lagInEpochs + 2 }, () =>
    createNonce(seatsK, seatsF, seatsR, layout, keepsForecasts),
  );
  const regrets = createRegrets(K, F);
  const { books } = shared;
  endowActors(actors, books);
  const asksForExpected = actors.needsUsualLoss || actors.needsRegimeLoss;
  return {
    name,
    code: shared.labels.topics.codeOf(name),
    root,
    high: id.high,
    low: id.low,
    rules,
    plain: inputs.kernels === 'plain',
    keepsForecasts,
    epochs: epochsOf(scenario, rules),
    books,
    pool: toUallo(topic.rewardPerEpoch ?? 0),
    economy: createEconomy(),
    createdAt: 0,
    chainTopic: undefined,
    positions: new Array<Position | undefined>(R).fill(undefined),
    placeOfPosition: new Map(),
    returnIndex: new Float64Array(R),
    funding: topic.funding,
    demand: topic.demand.rate > 0 ? createDemand(topic.demand, root, id.high, id.low, allowNegative) : undefined,
    demandReference: topic.demand.reference,
    latest: { block: -1, value: NaN, truth: NaN },
    ticks: topic.demand.rate > 0 || topic.funding.perEpoch > 0,
    attackers: attackers.against,
    owner: attackers.owner,
    loss,
    allowNegative,
    path,
    link,
    ...actors,
    observers: [...actors.forecasterMinds, ...actors.infererMinds, ...actors.reputerMinds].filter(
      (mind): mind is (Forecaster | Inferer | Reputer) & { observe(view: JudgedView): void } =>
        mind.observe !== undefined,
    ),
    misreadInto: undefined,
    coefficient: new Float64Array(R).fill(1),
    expectedLoss: asksForExpected
      ? createExpectedLoss(loss, topic.loss.method, allowNegative, errorSpaceOf(link, path))
      : undefined,
    regrets,
    initialRegret: rules.startingRegret,
    networkLoss: NaN,
    commonScale: 0,
    latestRegime: -1,
    latestTruth: NaN,
    judgedEpoch: -1,
    utility: { tau: 0, chi: NaN },
    infererScoreWindow: createScoreWindow(rules.scoreWindowInferers),
    forecasterScoreWindow: createScoreWindow(rules.scoreWindowForecasters),
    outliers: { median: 0, medianAbsoluteDeviation: 0 },
    recentTruth: new Float64Array(truthWindow),
    outperformer: -1,
    layout,
    ring,
    opened: 0,
    windowsClosed: 0,
    done: 0,
    nonce: ring[0],
    input: {
      inferers: ring[0].inferers.active,
      forecasters: ring[0].forecasters.active,
      inferences: ring[0].inferences,
      forecasts: desk.forecasts,
      regrets,
      previousLoss: NaN,
      initialRegret: 0,
      allNew: true,
      rule: rules.weightRule,
      commonScale: 0,
      weightFloor: rules.epsilonSafeDiv,
      bootstrapMedian: rules.bootstrapMedian,
      quirk: rules.withheldOnlyInfererQuirk,
      plain: inputs.kernels === 'plain',
    },
    desk,
  };
}

/** Gives every actor its wallet, and reputers on the hub chain what they will stake as well. */
function endowActors({ inferers, forecasters, reputers, stake }: Actors, books: Books): void {
  for (const role of [inferers, forecasters]) {
    for (let x = 0; x < role.count; ++x) role.account[x] = endow(books, role.wallet[x]);
  }
  for (let x = 0; x < reputers.count; ++x) {
    reputers.account[x] = endow(books, reputers.wallet[x] + (books.chain === undefined ? 0 : stake[x]));
  }
}

/** Undefined where errors are added to the truth itself. */
function errorSpaceOf(link: ErrorLink, path: TruthPath): ErrorSpace | undefined {
  if (link === 'identity') return undefined;
  return { centre: path.centre ?? 0, toTarget: (value) => fromErrorSpace(link, value) };
}

/** Nonces that fit into the time that the scenario's epochs take in its first topic. */
function epochsOf(scenario: Scenario, rules: TopicRules): number {
  const blocks = scenario.epochs * Number(scenario.topics[0].topicParameters.epochLength);
  return Math.ceil(blocks / rules.epochLength);
}

function lossOf(topic: TopicScenario, inputs: RunInputs): { loss: Loss; allowNegative: boolean } {
  const values: PolicyValues = topic.loss;
  if (topic.loss.method === 'formula') {
    const tree = inputs.formulas?.[String(values.formula)];
    if (tree === undefined) throw new TypeError(`topic ${topic.name}: the loss's formula was not handed over`);
    return { loss: formulaLoss(tree), allowNegative: values.allowNegative === true };
  }
  const found = findLossFunction(topic.loss.method);
  if (found === undefined) throw new TypeError(`topic ${topic.name}: no loss is called ${topic.loss.method}`);
  return { loss: found.create(values), allowNegative: found.allowNegative };
}
