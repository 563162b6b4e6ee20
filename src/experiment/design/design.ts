import type { DesignPoint, Experiment } from '../../config/experiment/experiment.ts';
import { drawnLevel, gridLevel, type Level, levelsOf } from '../../config/experiment/levels.ts';
import { gridCells } from './grid.ts';
import { latinHypercube } from './latin-hypercube.ts';
import { listCells } from './list.ts';
import { morrisPoints } from './morris.ts';
import { sobolPoints } from './sobol.ts';

type Planned = Pick<Experiment, 'design' | 'factors' | 'seed'>;

/**
 * The points of an experiment's design, in order. They follow from the design, the factors and the seed alone: replicates
 * change none. Without factors there is one, the scenario itself.
 */
export function designPoints({ design, factors, seed }: Planned): DesignPoint[] {
  if (factors.length === 0) return [{ index: 0, settings: [], labels: [], position: [] }];
  const cube = (positions: readonly number[][], levelAt: typeof drawnLevel): DesignPoint[] =>
    positions.map((position, index) =>
      pointOf(
        index,
        position.map((x, f) => levelAt(factors[f].levels, x)),
        position,
      ),
    );
  switch (design.kind) {
    case 'grid':
      return cells(factors, gridCells(factors.map(({ levels }) => levelsOf(levels).length)));
    case 'list':
      return cells(factors, listCells(levelsOf(factors[0].levels).length, factors.length));
    case 'latin-hypercube':
      return cube(latinHypercube(design.points, factors.length, seed), drawnLevel);
    case 'sobol':
      return cube(sobolPoints(design.base, factors.length, seed), drawnLevel);
    case 'morris':
      return cube(morrisPoints(design.trajectories, factors.length, design.levels, seed), gridLevel);
  }
}

/** Points from numbers of levels. */
function cells(factors: Experiment['factors'], chosen: readonly number[][]): DesignPoint[] {
  const levels = factors.map((factor) => levelsOf(factor.levels));
  return chosen.map((cell, index) => {
    const found = cell.map((n, f) => levels[f][n]);
    const position = cell.map((n, f) => (levels[f].length === 1 ? 0 : n / (levels[f].length - 1)));
    return pointOf(index, found, position);
  });
}

function pointOf(index: number, levels: readonly Level[], position: readonly number[]): DesignPoint {
  return { index, settings: levels.map((one) => one.setting), labels: levels.map((one) => one.label), position };
}
