import type { Design, Factor } from './experiment.ts';
import { levelCount } from './levels.ts';

/** How many points a design has. Without factors there is one, the scenario itself. */
export function pointCount(design: Design, factors: readonly Pick<Factor, 'levels'>[]): number {
  if (factors.length === 0) return 1;
  switch (design.kind) {
    case 'grid':
      return factors.reduce((count, { levels }) => count * levelCount(levels), 1);
    case 'list':
      return levelCount(factors[0].levels);
    case 'latin-hypercube':
      return design.points;
    case 'sobol':
      return design.base * (factors.length + 2);
    case 'morris':
      return design.trajectories * (factors.length + 1);
  }
}
