import { describe, expect, it } from 'vitest';
import type { Design, Factor } from '../../../src/config/experiment/experiment.ts';
import { pointCount } from '../../../src/config/experiment/size.ts';
import { designPoints } from '../../../src/experiment/design/design.ts';

const version: Factor = {
  name: 'version',
  paths: ['protocol'],
  levels: { kind: 'values', values: ['v0.6', 'v0.17'], labels: ['old', 'new'], numeric: false },
};
const range = { kind: 'range', from: 1, to: 100, scale: 'log', integer: false, steps: 3 } as const;
const noise: Factor = { name: 'noise', paths: ['topics.0.inferers.1.factor'], levels: range };

const designs: readonly Design[] = [
  { kind: 'grid' },
  { kind: 'latin-hypercube', points: 12 },
  { kind: 'sobol', base: 8 },
  { kind: 'morris', trajectories: 5, levels: 4 },
];

const points = (design: Design, factors: readonly Factor[], seed = 'allora') => designPoints({ design, factors, seed });

describe('designPoints', () => {
  it('numbers the points of a grid and says what each sets, how it is shown, and where it stands', () => {
    expect(points({ kind: 'grid' }, [version, noise])).toEqual([
      { index: 0, settings: ['v0.6', 1], labels: ['old', '1'], position: [0, 0] },
      { index: 1, settings: ['v0.6', 10], labels: ['old', '10'], position: [0, 0.5] },
      { index: 2, settings: ['v0.6', 100], labels: ['old', '100'], position: [0, 1] },
      { index: 3, settings: ['v0.17', 1], labels: ['new', '1'], position: [1, 0] },
      { index: 4, settings: ['v0.17', 10], labels: ['new', '10'], position: [1, 0.5] },
      { index: 5, settings: ['v0.17', 100], labels: ['new', '100'], position: [1, 1] },
    ]);
  });
  it('pairs the levels of a list', () => {
    const two: Factor = { ...noise, levels: { ...range, steps: 2 } };
    expect(points({ kind: 'list' }, [version, two]).map(({ settings }) => settings)).toEqual([
      ['v0.6', 1],
      ['v0.17', 100],
    ]);
  });
  it.each([...designs, { kind: 'list' } as const])('is the scenario itself without factors: $kind', (design) => {
    expect(points(design, [])).toEqual([{ index: 0, settings: [], labels: [], position: [] }]);
  });
  it.each(designs)('has as many points as it is said to: $kind', (design) => {
    expect(points(design, [version, noise]).length).toBe(pointCount(design, [version, noise]));
  });
  it.each(designs)('keeps settings within their range and among their values: $kind', (design) => {
    for (const { index, settings, position } of points(design, [version, noise])) {
      expect(['v0.6', 'v0.17']).toContain(settings[0]);
      expect(settings[1]).toBeGreaterThanOrEqual(1);
      expect(settings[1]).toBeLessThanOrEqual(100);
      expect(position.length).toBe(2);
      expect(index).toBeGreaterThanOrEqual(0);
    }
  });
  it.each(designs.slice(1))('follows from the seed: $kind', (design) => {
    const drawn = points(design, [version, noise]);
    expect(points(design, [version, noise])).toEqual(drawn);
    expect(points(design, [version, noise], 'other')).not.toEqual(drawn);
  });
  it('does not look at replicates: more of them change no point', () => {
    const experiment = { design: designs[1], factors: [version, noise], seed: 'allora' };
    const few = { ...experiment, replicates: 2 };
    const many = { ...experiment, replicates: 200 };
    expect(designPoints(many)).toEqual(designPoints(few));
  });
  it('gives every value the same part of the unit interval', () => {
    const drawn = points({ kind: 'latin-hypercube', points: 40 }, [version]);
    expect(drawn.filter(({ settings }) => settings[0] === 'v0.6').length).toBe(20);
    for (const { settings, position } of drawn) expect(settings[0]).toBe(position[0] < 0.5 ? 'v0.6' : 'v0.17');
  });
});
