import { join } from 'node:path';
import type { ColumnDeclaration } from '../../../sim/index.ts';
import { ensureFolder, writeWholeFile } from '../../../src/io/run-folder.ts';
import type { RecordedFile } from '../../../src/record/manifest.ts';
import {
  pointColumns,
  type RecordedFactor,
  type RecordedMetric,
  runColumns,
  type SweepManifest,
  sensitivityColumns,
} from '../../../src/record/sweep-record.ts';
import { meanInterval } from '../../../src/statistics/mean-interval.ts';
import { type Row, RowWriter } from '../row-writer.ts';

/** A factor of a made-up sweep: its levels, or a range from 0 to 1. */
export interface SyntheticFactor {
  readonly name: string;
  /** Left out: drawn from a range. */
  readonly levels?: readonly (number | string)[];
  readonly labels?: readonly string[];
  readonly scale?: 'linear' | 'log';
}

export interface SyntheticSweep {
  readonly name?: string;
  readonly question?: string;
  readonly design?: SweepManifest['design'];
  readonly factors?: readonly SyntheticFactor[];
  /** Points of designs that draw. */
  readonly points?: number;
  readonly replicates?: number;
  /** More replicates at later points, as a stopping rule makes them. */
  readonly growing?: boolean;
  readonly common?: boolean;
  /** Names of metrics; `name@topic` with a topic. */
  readonly metrics?: readonly string[];
  readonly unit?: string;
  /** Size of all metrics. */
  readonly size?: number;
  readonly noise?: number;
  readonly shown?: readonly string[];
  readonly fails?: (point: number, replicate: number) => boolean;
  readonly stop?: SweepManifest['stop'];
  /** No run reaches the tables. */
  readonly empty?: boolean;
}

/** A number between 0 and 1 that follows from its arguments. */
function noiseOf(...parts: readonly number[]): number {
  let hash = 2_166_136_261;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part + 1), 16_777_619);
    hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519);
    hash ^= hash >>> 13;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** Roughly normal. */
const bell = (...parts: readonly number[]): number =>
  [0, 1, 2, 3].reduce((sum, each) => sum + noiseOf(...parts, each), 0) * 1.73 - 3.46;

const DRAWN = ['latin-hypercube', 'sobol', 'morris'];

/** The settings of all points: level numbers of a grid or list, or places in the unit cube. */
function positions(design: SweepManifest['design'], factors: readonly SyntheticFactor[], points: number): number[][] {
  if (DRAWN.includes(design.kind)) {
    return Array.from({ length: points }, (_, p) => factors.map((_, f) => noiseOf(p, f, 77)));
  }
  const sizes = factors.map(({ levels = [] }) => levels.length);
  if (design.kind === 'list') return Array.from({ length: Math.max(...sizes, 1) }, (_, p) => sizes.map(() => p));
  return sizes.reduce<number[][]>(
    (some, size) => some.flatMap((point) => Array.from({ length: size }, (_, level) => [...point, level])),
    [[]],
  );
}

/** Writes the folder of a made-up sweep and returns its path. */
export function syntheticSweep(root: string, options: SyntheticSweep = {}): string {
  const {
    name = 'made-up',
    question = 'What moves the rewards?',
    design = { kind: 'grid' },
    factors = [{ name: 'betaEntropy', levels: [0.1, 0.2, 0.3, 0.5] }],
    replicates = 10,
    growing = false,
    common = true,
    metrics = ['reward_forecasters', 'combined_loss', 'tokens_burnt', 'skill_vs_naive', 'epochs_judged'],
    unit = 'ALLO',
    size = 10,
    noise = 0.3,
    shown = [],
    fails = () => false,
    stop = null,
    empty = false,
  } = options;
  const folder = join(root, name.replaceAll(/[^\w-]/g, '-'));
  ensureFolder(folder);
  const places = positions(design, factors, options.points ?? 40);
  const numeric = factors.map(
    ({ levels }) => levels === undefined || levels.every((level) => typeof level === 'number'),
  );
  const settingsOf = (place: readonly number[]): Row =>
    Object.fromEntries(
      factors.map(({ name: factor, levels, labels }, f) => {
        if (levels === undefined) return [factor, place[f]];
        return [factor, numeric[f] ? levels[place[f]] : (labels?.[place[f]] ?? levels[place[f]])];
      }),
    );
  const recordedFactors = factors.map(
    ({ name: factor, levels, labels, scale = 'linear' }, f): RecordedFactor => ({
      name: factor,
      paths: [`protocol.${factor}`],
      numeric: numeric[f],
      scale,
      levels: levels === undefined ? null : (labels ?? levels.map(String)),
    }),
  );
  const recordedMetrics = metrics.map((column): RecordedMetric => {
    const [metric, topic = ''] = column.split('@');
    return {
      column,
      metric,
      topic,
      unit: column === 'epochs_judged' ? 'epochs' : column.startsWith('skill') ? '' : unit,
    };
  });
  const factorColumns = factors.map(
    ({ name: factor }, f): ColumnDeclaration => ({
      name: factor,
      type: numeric[f] ? 'float64' : 'dictionary',
      unit: '',
      doc: 'Factor.',
    }),
  );
  /** The m-th metric bends with the factors, each less than the one before; the last one is fixed by the first factor. */
  const truth = (m: number, place: readonly number[]): number => {
    const parts = place.map((at, f) => {
      const levels = factors[f].levels?.length ?? 0;
      const x = levels > 1 ? at / (levels - 1) : at;
      return (f % 2 === 0 ? -1 : 1) * (x + 0.4 * x * x) * 0.3 * 0.45 ** (f + (m % 3) * (f === 0 ? 1 : 0));
    });
    const both = place.length > 1 ? 0.1 * place[0] * place[1] * (DRAWN.includes(design.kind) ? 1 : 0.05) : 0;
    return size * (1 + 0.2 * m) * (1 + parts.reduce((sum, part) => sum + part, 0) + both);
  };
  const value = (m: number, p: number, r: number): number => {
    if (metrics[m] === 'epochs_judged') return 10 + 100 * (places[p][0] ?? 0);
    const shared = bell(m, common ? 0 : p + 1, r, 5);
    return truth(m, places[p]) + (noise * size * (shared + 0.25 * bell(m, p, r, 6))) / 10;
  };
  const hash = (letter: string): string => letter.repeat(64);
  const metadata = { scenarioHash: hash('a'), engineVersion: '0.1.0' };
  const metricColumns = recordedMetrics.map(
    ({ column, unit: of }): ColumnDeclaration => ({ name: column, type: 'float64', unit: of, doc: 'Metric.' }),
  );
  const runs = new RowWriter(folder, 'runs', [...runColumns, ...factorColumns, ...metricColumns], metadata);
  const points = new RowWriter(folder, 'points', [runColumns[0], ...factorColumns, ...pointColumns], metadata);
  const counts = places.map((_, p) => replicates + (growing ? Math.floor(noiseOf(p, 3) * replicates) : 0));
  let failed = 0;
  places.forEach((place, point) => {
    if (empty) return;
    const settings = settingsOf(place);
    const all = Array.from({ length: counts[point] }, (_, r) => r);
    for (const replicate of all) {
      const lost = fails(point, replicate);
      failed += lost ? 1 : 0;
      runs.add({
        point,
        replicate,
        seed: common ? `allora/${replicate}` : `allora/${point}/${replicate}`,
        status: lost ? 'failed' : 'done',
        error: lost ? `Epoch ${point + replicate}: the ledger holds <b>${point}</b> ALLO too much.` : '',
        address: hash('c').slice(0, 20) + String(point * 1000 + replicate),
        ...settings,
        ...(lost ? {} : Object.fromEntries(metrics.map((column, m) => [column, value(m, point, replicate)]))),
      });
    }
    const done = all.filter((r) => !fails(point, r));
    recordedMetrics.forEach(({ metric, topic, unit: of }, m) => {
      const values = done.map((r) => value(m, point, r));
      const pairs = common ? done.filter((r) => r < counts[0] && !fails(0, r)) : [];
      const differences = pairs.map((r) => value(m, point, r) - value(m, 0, r));
      const base: Row = {
        metric,
        topic,
        unit: of,
        n: values.length,
        without: 0,
        failed: all.length - done.length,
        pairs: pairs.length,
      };
      points.add({ point, ...settings, ...base, ...meanOf(values), ...(point === 0 ? {} : differenceOf(differences)) });
    });
  });
  const files: RecordedFile[] = [runs.finish(), points.finish()];
  if (DRAWN.includes(design.kind) && !empty)
    files.push(sensitivity(folder, design.kind, recordedFactors, recordedMetrics, metadata));
  const manifest: SweepManifest = {
    kind: 'sweep',
    formatVersion: 1,
    engineVersion: '0.1.0',
    codeHash: hash('b'),
    sweepId: 'deadbeef0000',
    name,
    question,
    scenario: 'baseline',
    seed: 'allora',
    design,
    factors: recordedFactors,
    metrics: empty ? [] : recordedMetrics,
    shown,
    points: places.length,
    runs: empty ? 0 : counts.reduce((sum, n) => sum + n, 0),
    failed,
    replicates: { least: Math.min(...counts), most: Math.max(...counts) },
    commonRandomNumbers: common,
    stop,
    notices: [],
    wallSeconds: 12.3,
    finishedAt: '2026-01-01T00:00:00.000Z',
    nodeVersion: 'v24.0.0',
    files,
  };
  writeWholeFile(join(folder, 'experiment.yaml'), `# ${question}\nscenario: baseline\n`);
  writeWholeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

function meanOf(values: readonly number[]): Row {
  if (values.length === 0) return {};
  const { n, mean, low, high } = meanInterval(values);
  const sorted = [...values].sort((a, b) => a - b);
  const limits = { least: sorted[0], median: sorted[Math.floor(n / 2)], most: sorted[n - 1] };
  if (n === 1) return { mean, ...limits };
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const bootstrap = n >= 5 ? { bca_low: mean - 0.9 * (mean - low), bca_high: mean + 1.1 * (high - mean) } : {};
  return { mean, deviation, low, high, ...bootstrap, ...limits };
}

function differenceOf(values: readonly number[]): Row {
  if (values.length === 0) return {};
  const { n, mean, low, high } = meanInterval(values);
  return n > 1 ? { difference: mean, difference_low: low, difference_high: high } : { difference: mean };
}

function sensitivity(
  folder: string,
  design: string,
  factors: readonly RecordedFactor[],
  metrics: readonly RecordedMetric[],
  metadata: Record<string, string>,
): RecordedFile {
  const writer = new RowWriter(folder, 'sensitivity', sensitivityColumns, metadata);
  metrics.forEach(({ metric, topic }, m) => {
    factors.forEach(({ name: factor }, f) => {
      const strength = 0.6 * 0.5 ** ((f + m) % factors.length);
      const add = (index: string, value: number, half: number, n: number): void =>
        writer.add({ metric, topic, factor, index, value, low: value - half, high: value + half, n });
      if (design === 'sobol') {
        add('first', strength * 0.8, 0.05, 256);
        add('total', strength, 0.07, 256);
      } else if (design === 'morris') {
        add('mu_star', 4 * strength, 0.3, 20);
        add('mu', -3 * strength, 0.3, 20);
        add('sigma', 2 * strength * strength + 0.2, 0.1, 20);
      } else add('prcc', (f % 2 === 0 ? 1 : -1) * strength, 0.15, 100);
    });
  });
  return writer.finish();
}
