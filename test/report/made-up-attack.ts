import { join } from 'node:path';
import { ensureFolder, writeWholeFile } from '../../src/io/run-folder.ts';
import { attackMeasureTexts } from '../../src/record/attack-measure-texts.ts';
import {
  ATTACK_FORMAT,
  type AttackManifest,
  type AttackMeasure,
  type AttackPoint,
  attackMeasureColumns,
  type VariedParameter,
} from '../../src/record/attack-record.ts';
import { RowWriter } from './row-writer.ts';
import { syntheticRun } from './synthetic-run.ts';

export interface MadeUpAttack {
  /** Parameters of the frontier; 0: there is none. */
  readonly frontier?: 0 | 1 | 2;
  readonly worst?: boolean;
  readonly recorded?: boolean;
  readonly replicates?: number;
  /** Names of the topics attacked. */
  readonly topics?: readonly string[];
}

const UNITS: Readonly<Record<string, string>> = {
  attack_damage: 'log10 loss',
  attack_damage_worst: 'log10 loss',
  attack_shift: 'standard deviations',
  cost_of_corruption: 'ALLO per standard deviation',
};

const money = /net|income|outside|outlay|capital|cost$|victims_loss|margin/;

function unitOf(measure: string): string {
  const unit = UNITS[measure];
  if (unit !== undefined) return unit;
  if (money.test(measure)) return 'ALLO';
  if (/detect_|recovery|persistence/.test(measure)) return 'epochs';
  return /dilution|weight|share|power/.test(measure) ? 'share' : '1';
}

const identities: VariedParameter = {
  name: 'identities',
  path: 'attacks.0.identities',
  unit: 'keys',
  values: [1, 2, 4, 8, 16],
  low: 1,
  high: 16,
  whole: true,
  scale: 'linear',
};
const noise: VariedParameter = {
  ...identities,
  name: 'noise',
  path: 'attacks.0.noise',
  unit: '1',
  values: [0, 0.5, 1],
  low: 0,
  high: 1,
  whole: false,
};

/** Value of a measure at a setting: what is laid out grows with the identities, what it brings less and less. */
function madeUpValue(measure: string, k: number, x: number): number {
  const scale = money.test(measure) ? 120 * k : 1;
  switch (measure) {
    case 'roi':
      return 0.9 - 0.12 * k + 0.3 * x;
    case 'attack_shift':
      return (0.25 * k) / (1 + x);
    case 'attack_damage':
      return 0.03 * k - 0.05 * x;
    default:
      return scale * (0.4 + 0.02 * measure.length);
  }
}

/** Records a made-up measurement of an attack under `root` and returns its folder. */
export function madeUpAttack(root: string, options: MadeUpAttack = {}): string {
  const { frontier = 1, worst = true, recorded = true, replicates = 20, topics = ['eth-return'] } = options;
  const folder = join(root, 'synthetic', 'a77ac4000000');
  ensureFolder(folder);
  const points: AttackPoint[] = [];
  const add = (stage: AttackPoint['stage'], settings: AttackPoint['settings'], sides: AttackPoint['sides']): number =>
    points.push({ index: points.length, stage, settings, replicates, sides }) - 1;
  const sides = ['attack', 'no-attack', 'honest', 'random', 'single'] as const;
  add('scenario', {}, sides);
  const parameters = [identities, noise].slice(0, frontier);
  const onFrontier =
    frontier === 0
      ? []
      : (identities.values ?? []).flatMap((k) =>
          (frontier === 2 ? (noise.values ?? []) : [0]).map((x) =>
            add('frontier', frontier === 2 ? { identities: k, noise: x } : { identities: k }, sides),
          ),
        );
  const tried = worst
    ? Array.from({ length: 24 }, (_, t) =>
        add('search', { identities: 1 + ((7 * t) % 16), noise: ((5 * t) % 24) / 24 }, ['attack', 'honest']),
      )
    : [];
  const roiOf = (index: number): number => {
    const { identities: k = 8, noise: x = 0 } = points[index].settings;
    return madeUpValue('roi', k, x);
  };
  const best = worst ? tried.reduce((one, other) => (roiOf(other) > roiOf(one) ? other : one)) : null;
  const final = best === null ? null : add('worst', points[best].settings, sides);
  const measures = points.flatMap((point) => topics.flatMap((topic) => measuresOf(point, topic, replicates)));
  const table = new RowWriter(folder, 'measures', attackMeasureColumns, { attackId: 'a77ac4000000' });
  for (const { mean, low, high, ...row } of measures) {
    table.add({ ...row, mean: mean ?? Number.NaN, low: low ?? Number.NaN, high: high ?? Number.NaN });
  }
  const files = [table.finish()];
  const yaml = '# Do copies pay?\nname: synthetic # <script>alert("no")</script>\n';
  files.push({ path: 'scenario.yaml', ...writeWholeFile(join(folder, 'scenario.yaml'), yaml) });
  if (recorded) syntheticRun(root, { attackers: 4, ledger: true, epochs: 150, name: 'synthetic' });
  const manifest: AttackManifest = {
    kind: 'attack',
    formatVersion: ATTACK_FORMAT,
    engineVersion: '0.1.0',
    codeHash: 'c0de'.repeat(16),
    attackId: 'a77ac4000000',
    scenario: 'synthetic',
    question: 'Do copies pay?',
    attacks: [
      {
        name: 'sybil',
        attack: 'sybil',
        number: 1,
        doc: 'One model under several keys.',
        question: 'Do eight keys earn more than one?',
        source: 'white paper, section 3',
        topic: topics[0],
        start: 50,
        duration: 200,
        budget: 10_000,
        knowledge: 'public',
      },
    ],
    topics,
    epochs: 300,
    seed: 'allora',
    seeds: Array.from({ length: replicates }, (_, r) => `allora-${r + 1}`),
    confidence: 0.95,
    sides,
    points,
    metrics: [],
    frontier:
      frontier === 0
        ? null
        : {
            parameters,
            points: onFrontier,
            crossings: topics.map((topic) => ({
              at: (frontier === 2 ? { noise: 0 } : {}) as Record<string, number>,
              topic,
              reached: 'crossed' as const,
              value: 4,
              cost: 480,
            })),
          },
    worst: worst
      ? {
          objective: 'roi',
          measure: 'roi',
          against: 'honest',
          runsAllowed: 200,
          runs: 192,
          budget: 10_000,
          parameters: [identities, noise],
          tried,
          best,
          final,
          searched: best === null ? null : roiOf(best),
          fresh: best === null ? null : roiOf(best) - 0.2,
        }
      : null,
    runs: points.length * 5 * replicates,
    failed: [{ point: 0, side: 'random', seed: 'allora-3', error: 'Epoch 9: <b>out</b> of tokens' }],
    recorded: recorded
      ? {
          attack: { runId: 'c0ffee000000', folder: '../c0ffee000000' },
          control: { runId: 'deadbeef0000', folder: '../deadbeef0000' },
        }
      : null,
    headline: [`It costs 960 ALLO (900 to 1020, n = ${replicates}) and earns less than honest play.`],
    notices: ['The attack has a single identity in its control.'],
    wallSeconds: 12.5,
    finishedAt: '2026-01-01T00:00:00.000Z',
    nodeVersion: 'v20.19.0',
    files,
  };
  writeWholeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

function measuresOf({ index, settings, stage, sides }: AttackPoint, topic: string, n: number): AttackMeasure[] {
  const { identities: k = 8, noise: x = 0 } = settings;
  const shrink = stage === 'worst' ? 0.2 : 0;
  const row = (measure: string, against: AttackMeasure['against'], mean: number): AttackMeasure => {
    const half = (0.08 + 0.05 * Math.abs(mean)) * (1 + 0.3 * Math.sin(index + measure.length));
    const middle = mean - shrink;
    const ends = n > 1 ? { low: middle - half, high: middle + half } : { low: null, high: null };
    const of = { point: index, topic, measure, against, unit: unitOf(measure), n, mean: middle };
    return { ...of, ...ends, interval: n > 1 ? 't' : 'none', word: '' };
  };
  return [...attackMeasureTexts.map(({ measure }) => measure), 'mean_combined_loss'].flatMap((measure) => {
    const value = madeUpValue(measure, k, x);
    if (measure === 'griefing_factor') {
      const free = { low: null, high: null, mean: null, interval: 'none', word: 'free' } as const;
      return [{ ...row(measure, 'honest', 0), ...free }];
    }
    const own = measure === 'roi' ? [] : [row(measure, '', value)];
    const less = (s: number): number => (measure === 'roi' ? value + 0.1 * (2 - s) : value * (1.1 - 0.3 * s));
    return [...own, ...sides.flatMap((side, s) => (side === 'attack' ? [] : [row(measure, side, less(s))]))];
  });
}
