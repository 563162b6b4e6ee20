import { type Draws, drawsFor, shuffle } from './draws.ts';

/**
 * A Latin hypercube: in each dimension every one of the `points` equal parts of [0, 1) has one point, at a random place in it
 * and in random company (McKay, Beckman and Conover 1979).
 *
 * A dimension's draws do not depend on how many there are: a factor added at the end moves no other.
 */
export function latinHypercube(points: number, dimensions: number, seed: string): number[][] {
  const columns = Array.from({ length: dimensions }, (_, dimension) =>
    stratified(points, drawsFor(seed, `latin hypercube ${dimension}`)),
  );
  return Array.from({ length: points }, (_, point) => columns.map((column) => column[point] as number));
}

function stratified(points: number, draw: Draws): number[] {
  const parts = Array.from({ length: points }, (_, part) => part);
  shuffle(parts, draw);
  return parts.map((part) => (part + draw()) / points);
}
