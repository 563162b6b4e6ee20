import type { Scenario } from '../../sim/index.ts';
import type { BundleLayout } from '../../sim/protocol/value-bundle.ts';
import { runTopic } from '../engine/small-scenario.ts';

/** What the reputers of a nonce said and got. Lists of reputers by seat, of values in the order of the layout. */
export interface Judged {
  readonly epoch: number;
  readonly layout: BundleLayout;
  /** Registered places of the inferers, and of the reputers. */
  readonly inferers: number[];
  readonly reputers: number[];
  /** Reports by registered place of the reputer. */
  readonly reports: Map<number, number[]>;
  readonly trueLoss: number[];
  /** The network’s losses, and those of the inferers by registered place. */
  readonly network: number[];
  readonly losses: Map<number, number>;
  readonly stakes: number[];
  readonly adjusted: number[];
  readonly scores: number[];
  readonly rewards: number[];
}

export function judgementsOf(scenario: Scenario): Judged[] {
  const found: Judged[] = [];
  runTopic(scenario, ({ nonce, desk }) => {
    const { layout } = nonce;
    const V = layout.length;
    const seated = Array.from(nonce.reputers.active.subarray(0, nonce.reputers.count));
    const workers = Array.from(nonce.inferers.active.subarray(0, nonce.inferers.count));
    const some = (column: Float64Array) => Array.from(column.subarray(0, seated.length));
    found.push({
      epoch: nonce.epoch,
      layout,
      inferers: workers,
      reputers: seated,
      reports: new Map(seated.map((x, m) => [x, Array.from(desk.reports.subarray(m * V, (m + 1) * V))])),
      trueLoss: Array.from(desk.trueLoss.subarray(0, V)),
      network: Array.from(desk.losses.subarray(0, V)),
      losses: new Map(workers.map((x, j) => [x, desk.losses[layout.inferer + j]])),
      stakes: some(desk.activeStake),
      adjusted: some(desk.adjustedStake),
      scores: some(desk.reputerScore),
      rewards: some(desk.reputerReward),
    });
  });
  return found;
}
