import type { ForecasterView, InfererView, JudgedView, NormalError, ReputerView } from '../policies/policy.ts';
import type { ClassShares } from '../protocol/class-shares.ts';
import type { ListeningOutcome, ListeningWorkspace } from '../protocol/listening.ts';
import { createListeningWorkspace } from '../protocol/listening.ts';
import type { SynthesisWorkspace } from '../protocol/network-inferences.ts';
import { createSynthesisWorkspace } from '../protocol/network-inferences.ts';
import type { BundleLayout } from '../protocol/value-bundle.ts';

/**
 * Working memory in which one nonce at a time is answered, judged and paid. Topics of the same size share one, so that it
 * stays near the processor however many topics there are. Nothing in it is remembered: what the next block needs stands in
 * the topic or the nonce.
 */
export interface Desk {
  readonly usualInferences: Float64Array;
  /** Forecasts of the nonce at hand where the nonce does not keep them. */
  readonly forecasts: Float64Array;
  /** Entry v judges value v of the bundle: true losses, network losses, and the reputers' rows. */
  readonly trueLoss: Float64Array;
  readonly losses: Float64Array;
  readonly reports: Float64Array;
  readonly stakeSums: Float64Array;
  readonly subjectHigh: Int32Array;
  readonly subjectLow: Int32Array;
  /** Per seated reputer. */
  readonly activeStake: Float64Array;
  readonly activeCoefficient: Float64Array;
  readonly adjustedStake: Float64Array;
  readonly reportError: Float64Array;
  readonly infererScore: Float64Array;
  readonly forecasterScore: Float64Array;
  readonly reputerScore: Float64Array;
  readonly infererFraction: Float64Array;
  readonly forecasterFraction: Float64Array;
  readonly reputerFraction: Float64Array;
  /** Paid for the nonce, ALLO, per seat. */
  readonly infererReward: Float64Array;
  readonly forecasterReward: Float64Array;
  readonly reputerReward: Float64Array;
  infererEntropy: number;
  forecasterEntropy: number;
  reputerEntropy: number;
  readonly shares: ClassShares;
  taskScore: number;
  equalWeightLoss: number;
  bestSingleLoss: number;
  outlierResistantLoss: number;
  /** Paid for the nonce, ALLO: to all, and per class. */
  paid: number;
  paidInferers: number;
  paidForecasters: number;
  paidReputers: number;
  listening: ListeningOutcome;

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
  readonly normalError: NormalError;
}

/** Memory for active sets of at most these sizes. */
export function createDesk(seatsK: number, seatsF: number, seatsR: number, layout: BundleLayout): Desk {
  const V = layout.length;
  const workers = seatsK + seatsF + 1;
  const column = (length: number) => new Float64Array(length);
  const consensus = createListeningWorkspace(seatsR, V);
  const trueLoss = column(V);
  const reports = column(seatsR * V);
  const losses = column(V);
  const subjectHigh = new Int32Array(V);
  const subjectLow = new Int32Array(V);
  const places = new Int32Array(0);
  return {
    usualInferences: column(seatsK),
    forecasts: column(seatsK * seatsF),
    trueLoss,
    losses,
    reports,
    stakeSums: column(V),
    subjectHigh,
    subjectLow,
    activeStake: column(seatsR),
    activeCoefficient: column(seatsR),
    adjustedStake: column(seatsR),
    reportError: column(seatsR),
    infererScore: column(seatsK),
    forecasterScore: column(seatsF),
    reputerScore: column(seatsR),
    infererFraction: column(seatsK),
    forecasterFraction: column(seatsF),
    reputerFraction: column(seatsR),
    infererReward: column(seatsK),
    forecasterReward: column(seatsF),
    reputerReward: column(seatsR),
    infererEntropy: NaN,
    forecasterEntropy: NaN,
    reputerEntropy: NaN,
    shares: { inferers: NaN, forecasters: NaN, reputers: NaN, gamma: NaN },
    taskScore: NaN,
    equalWeightLoss: NaN,
    bestSingleLoss: NaN,
    outlierResistantLoss: NaN,
    paid: 0,
    paidInferers: 0,
    paidForecasters: 0,
    paidReputers: 0,
    listening: consensus.outcome,
    key: new Int32Array(4),
    synthesis: createSynthesisWorkspace(seatsK, seatsF),
    consensus,
    scratch: column(2 * (workers + V) + seatsR),
    experienced: column(workers),
    judged: column(workers),
    judgedShare: column(workers),
    isExperienced: new Uint8Array(workers),
    keep: new Uint8Array(seatsK),
    order: new Int32Array(workers),
    infererView: {
      epoch: 0,
      truth: NaN,
      scale: NaN,
      regime: 0,
      age: 0,
      outperforms: false,
      error: NaN,
      latestTruth: NaN,
      seen: column(seatsK),
      seenPlaces: new Int32Array(seatsK),
      seenCount: 0,
    },
    forecasterView: {
      epoch: 0,
      inferers: 0,
      places: new Int32Array(seatsK),
      loss: column(seatsK),
      usualLoss: column(seatsK),
      regimeLoss: column(seatsK),
      error: column(seatsK),
      subjectHigh,
      subjectLow,
      commonError: NaN,
      age: 0,
      latestRegime: -1,
      networkLoss: NaN,
    },
    judgedView: {
      epoch: 0,
      truth: NaN,
      regime: 0,
      inferers: 0,
      places,
      loss: column(seatsK),
      inferences: losses,
      values: losses,
      forecasterPlaces: places,
      layout,
      losses,
    },
    reputerView: {
      epoch: 0,
      values: 0,
      layout,
      places,
      forecasterPlaces: places,
      loss: trueLoss,
      error: column(V),
      subjectHigh,
      subjectLow,
      allowNegative: false,
      misreadInto() {},
      seen: reports,
      seenCount: 0,
    },
    normalError: { deviation: NaN, bias: NaN },
  };
}
