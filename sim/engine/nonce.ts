import type { TruthStep } from '../processes/truth-process.ts';
import type { BundleLayout } from '../protocol/value-bundle.ts';
import type { Seats } from '../state/seats.ts';
import { createSeats } from '../state/seats.ts';
import type { Payloads } from './hub/messages.ts';

/**
 * What became of a nonce. `open` until it is done; `paid`; `unpaid`: judged, but no reward could be divided; `no-loss`: not
 * judged; `no-inferers`: nobody answered; `given-up`: too many nonces were waiting for their losses.
 */
export type NonceStatus = 'open' | 'paid' | 'unpaid' | 'no-loss' | 'no-inferers' | 'given-up';
export const nonceStatuses: readonly NonceStatus[] = ['paid', 'unpaid', 'no-loss', 'no-inferers', 'given-up'];

/** All that has to be remembered of one nonce from its opening until its losses are known. A topic reuses a ring of them. */
export interface Nonce {
  epoch: number;
  /** At which it opened. */
  block: number;
  status: NonceStatus;
  /** The truth that it asks for. */
  readonly step: TruthStep;
  /** Standard deviation of the truths before it, target units, for losses that are measured in it. */
  truthDeviation: number;
  outperformer: number;
  readonly inferers: Seats;
  readonly forecasters: Seats;
  readonly reputers: Seats;
  layout: BundleLayout;
  /** One per seated inferer, target units. */
  readonly inferences: Float64Array;
  /** Forecasted losses, row k column j; empty where nobody needs them after the worker window. */
  readonly forecasts: Float64Array;
  /** The bundle in the order of the layout, target units. */
  readonly values: Float64Array;
  /** Share of the weight in the combined inference, per seat. */
  readonly infererWeight: Float64Array;
  readonly forecasterWeight: Float64Array;
  readonly percentiles: Float64Array;
  equalWeightInference: number;
  bestSingleInference: number;
  outlierResistantInference: number;
  /** Mean absolute distance of the inferences to their mean, target units. */
  meanDistance: number;
  regretScale: number;
  initialRegret: number;
  /** Newest epoch whose losses its network inferences could use; -1: none. */
  informedBy: number;
  /** On their way to a hub chain whose blocks are limited. */
  readonly payloads: Payloads[];
}

/** @param keepsForecasts whether they are needed after the worker window */
export function createNonce(
  seatsK: number,
  seatsF: number,
  seatsR: number,
  layout: BundleLayout,
  keepsForecasts: boolean,
): Nonce {
  return {
    epoch: -1,
    block: 0,
    status: 'open',
    step: { truth: NaN, scale: NaN, regime: 0 },
    truthDeviation: NaN,
    outperformer: -1,
    inferers: createSeats(seatsK),
    forecasters: createSeats(seatsF),
    reputers: createSeats(seatsR),
    layout,
    inferences: new Float64Array(seatsK),
    forecasts: new Float64Array(keepsForecasts ? seatsK * seatsF : 0),
    values: new Float64Array(layout.length),
    infererWeight: new Float64Array(seatsK),
    forecasterWeight: new Float64Array(seatsF),
    percentiles: new Float64Array(5),
    equalWeightInference: NaN,
    bestSingleInference: NaN,
    outlierResistantInference: NaN,
    meanDistance: NaN,
    regretScale: NaN,
    initialRegret: 0,
    informedBy: -1,
    payloads: [],
  };
}

/** Begins a nonce in a slot of the ring. */
export function openNonce(nonce: Nonce, epoch: number, block: number): void {
  nonce.epoch = epoch;
  nonce.block = block;
  nonce.status = 'open';
  nonce.reputers.count = 0;
  nonce.reputers.registered = 0;
  nonce.reputers.submitted = 0;
  nonce.reputers.honest = 0;
  nonce.reputers.replaced = 0;
  nonce.reputers.addedScore = NaN;
  nonce.reputers.removedScore = NaN;
  nonce.informedBy = -1;
  nonce.payloads.length = 0;
}
