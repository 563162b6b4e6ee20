import { describe, expect, it } from 'vitest';
import { compareRecorded } from '../../src/compare/compare.ts';
import { readRunSide, readSweepSide } from '../../src/compare/recorded-sides.ts';
import { readRecordedSide } from '../../src/compare/sides.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { metric } from './made-up.ts';
import { type MadeUpRun, recordedRun, recordedSweep } from './recorded-run.ts';

const rules = { adjust: 'holm', confidence: 0.95, metrics: [] } as const;

describe('compareRecorded, of two runs', () => {
  const runs = (changes: { seed?: string; code?: string } = {}) => {
    const root = temporaryFolder();
    const a = readRunSide(recordedRun(root, { id: 'aaaaaaaaaaaa', metrics: [metric('skill', 1), metric('paid', 2)] }));
    const metrics = [metric('skill', 1.5), metric('paid', 2)];
    const b = readRunSide(recordedRun(root, { id: 'bbbbbbbbbbbb', metrics, ...changes }));
    return compareRecorded(a, b, rules).comparison;
  };
  it('gives differences only: n = 1, no interval, no p', () => {
    const { rows, tested, notices, seeds, headline } = runs();
    expect(rows).toMatchObject([
      { metric: 'skill', n: 1, difference: 0.5, low: null, high: null, p: null, verdict: 'not tested' },
      { metric: 'paid', n: 1, difference: 0, verdict: 'same' },
    ]);
    expect({ tested, notices, seeds }).toEqual({ tested: 0, notices: [], seeds: ['s'] });
    expect(headline[0]).toContain('1 of 2 metrics differ. With n = 1 nothing tells chance from cause');
  });
  it('compares runs of different seeds too, but says that nothing is paired', () => {
    const { rows, notices, seeds } = runs({ seed: 't' });
    expect(rows[0]).toMatchObject({ n: 1, difference: 0.5 });
    expect(seeds).toEqual([]);
    expect(notices).toEqual(['The seeds differ (s and t): nothing is paired, chance alone would make a difference.']);
  });
  it('says when different code made them', () => {
    expect(runs({ code: 'beef' }).notices).toEqual([
      'A and B were made by different code of the engine: that may be what differs.',
    ]);
  });
});

/** Two seeds at each level of a factor. */
const sweep = (
  levels: Readonly<Record<string, readonly [number | null | Error, number | null | Error]>>,
): MadeUpRun[] =>
  Object.entries(levels).flatMap(([count, skills]) =>
    skills.map((skill, r) => ({ settings: { count: Number(count), rule: 'x' }, seed: `s-${r + 1}`, skill })),
  );

describe('compareRecorded, of two sweeps', () => {
  const sweeps = (a: MadeUpRun[], b: MadeUpRun[]) => {
    const root = temporaryFolder();
    const sides = [recordedSweep(root, 'aaaaaaaaaaaa', a), recordedSweep(root, 'bbbbbbbbbbbb', b)].map(readSweepSide);
    return compareRecorded(sides[0], sides[1], rules).comparison;
  };
  it('pairs by settings of the point and by seed: a row per point and metric', () => {
    const { rows, points } = sweeps(sweep({ 1: [1, 2], 2: [3, 4] }), sweep({ 2: [30, 41], 3: [5, 6] }));
    expect(rows).toMatchObject([{ point: 'count=2, rule=x', metric: 'skill', n: 2, meanA: 3.5, meanB: 35.5 }]);
    expect(points).toEqual({ both: 1, onlyA: ['count=1, rule=x'], onlyB: ['count=3, rule=x'] });
  });
  it('lists settings that differ, but for those that the sweeps vary', () => {
    const { settings } = sweeps(sweep({ 1: [1, 2], 2: [3, 4] }), sweep({ 2: [30, 41] }));
    expect(settings).toEqual([{ path: 'id', a: 'aaaaaaaaaaaa', b: 'bbbbbbbbbbbb' }]);
  });
  it('leaves failed runs out, counted and named', () => {
    const b = sweep({ 1: [2, new Error('ran dry')] });
    const { rows, failed, a: sideA, b: sideB } = sweeps(sweep({ 1: [1, 2] }), b);
    expect(rows[0]).toMatchObject({ n: 1, difference: 1 });
    expect(failed).toEqual([{ side: 'B', point: 'count=1, rule=x', seed: 's-2', error: 'ran dry' }]);
    expect([sideA, sideB].map(({ runs, failed: bad }) => [runs, bad])).toEqual([
      [2, 0],
      [2, 1],
    ]);
  });
  it('knows metrics without a value, and that 0 is one', () => {
    expect(sweeps(sweep({ 1: [0, 0] }), sweep({ 1: [0, 0] })).rows[0]).toMatchObject({
      n: 2,
      meanA: 0,
      verdict: 'same',
    });
    expect(sweeps(sweep({ 1: [1, 2] }), sweep({ 1: [null, null] })).rows[0].verdict).toBe('no value in B');
  });
  it('refuses sweeps that share no point and seed', () => {
    expect(() => sweeps(sweep({ 1: [1, 2] }), sweep({ 2: [1, 2] }))).toThrow(/no point and seed in common/);
  });
});

describe('readRecordedSide', () => {
  it('finds runs and sweeps by id, and refuses a run beside a sweep', () => {
    const root = temporaryFolder();
    recordedRun(root, { id: 'aaaaaaaaaaaa', metrics: [] });
    recordedSweep(root, 'bbbbbbbbbbbb', sweep({ 1: [1, 2] }));
    const [a, b] = [readRecordedSide('aaaaaa', root, 'A'), readRecordedSide('bbbbbb', root, 'B')];
    expect([a.kind, b.kind]).toEqual(['run', 'sweep']);
    expect(() => compareRecorded(a, b, rules)).toThrow(/^A is a run and B is a sweep; expected two of a kind\./);
  });
  it('names the side that there is not', () => {
    expect(() => readRecordedSide('nothing', temporaryFolder(), 'B')).toThrow(
      /^B is "nothing"; expected a scenario file \(\.yaml\), a run's folder, or a run id below /,
    );
  });
});
