import type { Registry } from '../registries.ts';

/** How the points of an experiment are chosen, and what each way has to be told. */
export const designs = {
  grid: {
    name: 'grid',
    doc: 'Every combination of the levels of all factors, the last factor fastest.',
    parameters: [],
  },
  list: {
    name: 'list',
    doc: 'The first levels of all factors make the first point, the second ones the second, and so on.',
    parameters: [],
  },
  'latin-hypercube': {
    name: 'latin-hypercube',
    doc: 'Drawn points: each factor is cut into as many equal parts as there are points, and each part has one point.',
    parameters: [
      {
        name: 'points',
        kind: 'integer',
        default: 100,
        minimum: 1,
        maximum: 1_000_000,
        unit: 'points',
        doc: 'How many points are drawn.',
      },
    ],
  },
  sobol: {
    name: 'sobol',
    doc: 'Drawn points for Sobol indices, in the layout of Saltelli: base x (factors + 2) points.',
    parameters: [
      {
        name: 'base',
        kind: 'integer',
        default: 256,
        minimum: 2,
        maximum: 65_536,
        unit: 'points',
        doc: 'Points of each of the two samples that the others are mixed from, a power of two.',
      },
    ],
  },
  morris: {
    name: 'morris',
    doc: 'Walks for elementary effects, one factor at a step: trajectories x (factors + 1) points.',
    parameters: [
      {
        name: 'trajectories',
        kind: 'integer',
        default: 10,
        minimum: 1,
        maximum: 100_000,
        unit: 'trajectories',
        doc: 'How many walks there are.',
      },
      {
        name: 'levels',
        kind: 'integer',
        default: 4,
        minimum: 2,
        maximum: 100,
        unit: 'levels',
        doc: 'Levels of the grid that they walk on, an even number.',
      },
    ],
  },
} satisfies Registry;
