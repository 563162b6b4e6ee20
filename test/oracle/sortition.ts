/** Merit-based sortition: who is active, and what happens to everybody's smoothed score. */
import type { Big, Input, Maybe } from './numbers.ts';
import {
  big,
  exponentialMovingAverage,
  maybeBig,
  maybeBigs,
  minimum,
  one,
  present,
  quantile,
  standardDeviation,
  zero,
} from './numbers.ts';

/** The `seats` candidates with the highest smoothed scores; no score counts as 0; the earlier one wins a tie. */
export function activeSet(scores: readonly Maybe<Input>[], seats: number): number[] {
  const ranked = scores
    .map((score, actor) => ({ actor, score: maybeBig(score) ?? zero }))
    .sort((a, b) => b.score.cmp(a.score) || a.actor - b.actor);
  return ranked
    .slice(0, seats)
    .map((entry) => entry.actor)
    .sort((a, b) => a - b);
}

/** Position of every actor when sorted from the highest score down; absent scores have none. */
export function ranks(scores: readonly Maybe<Input>[]): Maybe<number>[] {
  const values = maybeBigs(scores);
  return values.map((value, actor) =>
    value === null
      ? null
      : values.filter(
          (other, index) =>
            other !== null && index !== actor && (other.gt(value) || (other.eq(value) && index < actor)),
        ).length,
  );
}

/** Q, the quantile of the active actors' scores that passive actors are drawn to. */
export function quantileScore(scores: readonly Maybe<Input>[], q: Input): Big {
  return quantile(present(maybeBigs(scores)), big(q));
}

/** Smoothed score of an actor that was scored; its first score is taken as it is. */
export function activeUpdate(score: Input, previous: Maybe<Input>, alpha: Input): Big {
  return exponentialMovingAverage(big(alpha), big(score), maybeBig(previous));
}

/** Smoothed score of an actor that was refused or evicted. */
export function passiveUpdate(target: Input, previous: Maybe<Input>, alpha: Input): Big {
  return exponentialMovingAverage(big(alpha), big(target), maybeBig(previous));
}

/** Where newcomers start: lambda standard deviations below the lowest smoothed score of the active set. */
export function newcomerScore(activeScores: readonly Input[], lambda: Input = 2): Big {
  const values = activeScores.map(big);
  return minimum(values).minus(big(lambda).times(standardDeviation(values)));
}

/** Epochs missed since block `last`: 0 if it is not before `start`, else floor((start - 1 - last) / epochLength) + 1. */
export function missedEpochs(last: number, start: number, epochLength: number): number {
  if (last >= start) return 0;
  return Math.floor((start - 1 - last) / epochLength) + 1;
}

/** One pull towards the newcomers' score for every epoch missed. */
export function livenessPenalty(score: Input, newcomer: Input, missed: number, alpha: Input): Big {
  let penalised = big(score);
  for (let epoch = 0; epoch < missed; epoch += 1) {
    penalised = big(alpha)
      .times(big(newcomer))
      .plus(one.minus(big(alpha)).times(penalised));
  }
  return penalised;
}
