import { createWorld, step } from '../sim/engine/step.ts';
import { type NetworkSize, networkScenario } from './network-scenario.ts';

/** How the time of one topic's epoch grows with the number of topics and with the lag of the truth. */
export interface ScaleTiming {
  /** Microseconds per topic and epoch, medians over the rounds. */
  readonly fewTopics: number;
  readonly manyTopics: number;
  readonly shortLag: number;
  readonly longLag: number;
  /** Medians of the ratios of each round: many topics over few, long lag over short. */
  readonly manyTopicsOverFew: number;
  readonly longLagOverShort: number;
  /** On the hub chain: many topics over few, and many there over many with fixed rewards. */
  readonly manyOnHubOverFew: number;
  readonly hubOverFixed: number;
}

const actors = { inferers: 32, forecasters: 6, reputers: 6, recordEpochs: 0, recordActors: 0 };
const few: NetworkSize = { ...actors, topics: 10, epochs: 1000, lag: 1 };
const many: NetworkSize = { ...actors, topics: 1000, epochs: 40, lag: 1 };
const fewOnHub: NetworkSize = { ...few, hub: true };
const manyOnHub: NetworkSize = { ...many, hub: true };
const short: NetworkSize = { ...actors, topics: 1, epochs: 4000, lag: 1 };
const long: NetworkSize = { ...actors, topics: 1, epochs: 4000, lag: 262 };

/**
 * Times networks of ordinary topics in this process, in turns. Set-up is not counted: it is paid once. Epochs before the
 * first losses are cheap, so only those of the second half, or after the longest lag, are counted.
 */
export function timeScale(rounds: number): ScaleTiming {
  const times = {
    few: [] as number[],
    many: [] as number[],
    fewOnHub: [] as number[],
    manyOnHub: [] as number[],
    short: [] as number[],
    long: [] as number[],
  };
  perEpoch(few);
  for (let round = 0; round < rounds; ++round) {
    times.few.push(perEpoch(few));
    times.many.push(perEpoch(many));
    times.fewOnHub.push(perEpoch(fewOnHub));
    times.manyOnHub.push(perEpoch(manyOnHub));
    times.short.push(perEpoch(short));
    times.long.push(perEpoch(long));
  }
  const ratio = (above: readonly number[], below: readonly number[]) => median(above.map((one, n) => one / below[n]));
  return {
    fewTopics: median(times.few),
    manyTopics: median(times.many),
    shortLag: median(times.short),
    longLag: median(times.long),
    manyTopicsOverFew: ratio(times.many, times.few),
    longLagOverShort: ratio(times.long, times.short),
    manyOnHubOverFew: ratio(times.manyOnHub, times.fewOnHub),
    hubOverFixed: ratio(times.manyOnHub, times.many),
  };
}

/** Microseconds per topic and epoch once losses come in: warm-up of the topic's own state is left out. */
function perEpoch(size: NetworkSize): number {
  const world = createWorld(networkScenario(size));
  const total = size.topics * size.epochs;
  const skipped = Math.min(total / 2, size.topics * 300);
  let done = 0;
  while (done < skipped) if (step(world) !== undefined) ++done;
  const before = process.cpuUsage();
  while (done < total) if (step(world) !== undefined) ++done;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / (total - skipped);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
