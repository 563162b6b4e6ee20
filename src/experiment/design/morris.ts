import { type Draws, drawnIndex, drawsFor, shuffle } from './draws.ts';

/**
 * Walks over a grid of p levels of the unit cube: from a random start each factor in turn, in random order, is moved by
 * p / (2 (p - 1)), half of the levels, up or down as there is room (Morris 1991). Points stand walk by walk, so two neighbours within a walk differ in one factor and make an
 * elementary effect. A walk's draws do not depend on how many there are: more can be added.
 *
 * @param levels even, so that every level has one step to go, and each is as likely as another
 */
export function morrisPoints(trajectories: number, factors: number, levels: number, seed: string): number[][] {
  return Array.from({ length: trajectories }, (_, walk) =>
    trajectory(factors, levels, drawsFor(seed, `morris ${walk}`)),
  ).flat();
}

function trajectory(factors: number, levels: number, draw: Draws): number[][] {
  // Whole numbers of levels, so that a coordinate is the same wherever it comes from.
  const at = Array.from({ length: factors }, () => drawnIndex(draw, levels));
  const order = Array.from({ length: factors }, (_, i) => i);
  shuffle(order, draw);
  const place = (): number[] => at.map((level) => level / (levels - 1));
  const points = [place()];
  for (const factor of order) {
    const level = at[factor] as number;
    at[factor] = level < levels / 2 ? level + levels / 2 : level - levels / 2;
    points.push(place());
  }
  return points;
}
