/** Synthesis rows of our own making, in the columns of the reference rows, every derived cell by the oracle. */
import type { WeightRule } from '../oracle/index.ts';
import { big, clampsHit, commonScale } from '../oracle/index.ts';
import type { Row, Sizes } from './columns.ts';
import { printRows, synthesisColumns } from './columns.ts';
import type { Dice } from './dice.ts';
import { dice } from './dice.ts';
import type { NextRow, RowParameters } from './next-row.ts';
import { nextRow, referenceParameters, scaleRegretsOf } from './next-row.ts';
import { isSettled } from './settled.ts';

export interface SynthesisRowsOptions extends Sizes {
  rows: number;
  rule: WeightRule;
  seed: string;
  /** share of input cells left empty; 0 */
  emptyShare?: number;
  /** losses far apart, so that regrets reach the cap, the anchor and the zero threshold; false */
  extreme?: boolean;
  /** other parameters than the reference's */
  parameters?: Partial<RowParameters>;
}

/** What the rows contain, so that a test can say that they are worth something. */
export interface RowsStatistics {
  /** sets of regrets turned into weights */
  sets: number;
  /** sets that reach at least one of the three */
  clamped: number;
  cap: number;
  anchor: number;
  zero: number;
  inputCells: number;
  emptyInputCells: number;
  /** rows drawn again since doubles could not settle them: see isSettled */
  redrawn: number;
}

function ids(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

/** The rows and what they contain. */
export function generateSynthesis(options: SynthesisRowsOptions): {
  csv: string;
  rows: Row[];
  statistics: RowsStatistics;
} {
  const random = dice(options.seed);
  const parameters: RowParameters = { ...referenceParameters, ...options.parameters, rule: options.rule };
  const columns = synthesisColumns(options);
  const statistics: RowsStatistics = {
    sets: 0,
    clamped: 0,
    cap: 0,
    anchor: 0,
    zero: 0,
    inputCells: 0,
    emptyInputCells: 0,
    redrawn: 0,
  };
  let before = stateBeforeTheFirstRow(options, random);
  const rows: Row[] = [];
  for (let epoch = 0; epoch < options.rows; epoch += 1) {
    let inputs: Row;
    let next: NextRow;
    for (let attempt = 0; ; attempt += 1) {
      if (attempt === 200) throw new Error(`row ${epoch} cannot be drawn`);
      inputs = drawInputs(options, before, epoch, random);
      next = nextRow(inputs, before, [...rows].reverse(), options, parameters);
      if (isSettled(next, before, options)) break;
      statistics.redrawn += 1;
    }
    for (const value of inputs.values()) {
      statistics.inputCells += 1;
      if (value === null) statistics.emptyInputCells += 1;
    }
    countClamps(next, before, options, parameters, statistics);
    rows.push(next.row);
    before = next.row;
  }
  return { csv: printRows(columns, rows), rows, statistics };
}

/** CSV text of generated rows. */
export function generateSynthesisRows(options: SynthesisRowsOptions): string {
  return generateSynthesis(options).csv;
}

/** A random state: what a row before the first one would have left behind. It is not printed. */
function stateBeforeTheFirstRow(options: SynthesisRowsOptions, random: Dice): Row {
  const { inferers: K, forecasters: F, reputers: R } = options;
  const extreme = options.extreme === true;
  const row: Row = new Map();
  const regretSet = (names: readonly string[]): void => {
    const kind = extreme ? random.below(6) : 5;
    const offset = kind < 4 ? random.between(2, 15) * (kind < 2 ? 1 : -1) : 0;
    for (const name of names) {
      const outlier = kind === 4 && random.chance(0.1) ? -random.between(10, 40) : 0;
      row.set(name, random.normal(offset, 0.3) + outlier);
    }
  };
  const workers = ids(K + F);
  regretSet(workers.map((l) => `inference_regret_worker_${l}`));
  regretSet(ids(K).map((j) => `naive_inference_regret_worker_${j}`));
  for (const o of workers) regretSet(workers.map((l) => `inference_regret_worker_${l}_oneout_${o}`));
  for (const k of ids(F)) regretSet(ids(K + 1).map((l) => `inference_regret_worker_${l}_onein_${k}`));

  row.set('network_loss', random.normal(-1, 0.5));
  for (const j of ids(K)) {
    row.set(`inference_${j}`, 0);
    row.set(`inference_loss_${j}`, 0);
    if (K > 1) row.set(`network_inference_oneout_${j}`, 0);
  }
  for (const k of K > 1 ? ids(F) : []) {
    row.set(`forecast_implied_inference_${k}`, 0);
    row.set(`forecast_implied_inference_loss_${k}`, 0);
    for (const j of ids(K)) row.set(`forecast_implied_inference_${k}_oneout_${j}`, 0);
    if (F === 1) continue;
    row.set(`network_inference_oneout_${K + k}`, 0);
    row.set(`network_naive_inference_onein_${k}`, 0);
  }
  const smooth = (role: string, count: number): void => {
    const parts = ids(count).map(() => random.between(0.2, 1));
    const total = parts.reduce((a, b) => a + b, 0);
    parts.forEach((part, l) => {
      row.set(`${role}_reward_fraction_smooth_${l}`, part / total);
    });
  };
  smooth('inferer', K);
  smooth('forecaster', F);
  smooth('reputer', R);
  for (const m of ids(R)) {
    row.set(`reputer_listening_coefficient_${m}`, random.chance(0.3) ? 1 : random.between(0.7, 1));
    row.set(`reputer_stake_${m}`, random.between(20000, 300000));
    row.set(`reputer_reward_${m}`, 0);
  }
  row.set('forecaster_score_ratio', random.between(-0.5, 1.5));
  return row;
}

/** Inferences, forecasts, stakes, reports and the topic's reward of a row; what nobody hands in is empty. */
function drawInputs(options: SynthesisRowsOptions, before: Row, epoch: number, random: Dice): Row {
  const { inferers: K, forecasters: F, reputers: R } = options;
  const empty = options.emptyShare ?? 0;
  const extreme = options.extreme === true;
  const row: Row = new Map();
  const target = random.normal(0, 0.1);
  row.set('epoch', epoch);
  row.set('target', target);

  const attends = ids(K).map(() => !random.chance(empty));
  if (!attends.includes(true)) attends[random.below(K)] = true;
  for (const j of ids(K)) row.set(`inference_${j}`, attends[j] ? target + random.normal(0, 0.05) : null);
  const base = before.get('network_loss') ?? 0;
  for (const k of ids(F)) {
    const kind = extreme ? random.below(6) : 5;
    const offset = kind < 4 ? random.between(2, 15) * (kind < 2 ? 1 : -1) : 0;
    for (const j of ids(K)) {
      const outlier = kind === 4 && random.chance(0.1) ? random.between(10, 40) : 0;
      const forecast = base - offset + random.normal(0, 0.4) + outlier;
      row.set(`forecasted_loss_${k}_for_${j}`, random.chance(empty) ? null : forecast);
    }
  }
  for (const m of ids(R)) {
    row.set(`reputer_stake_${m}`, (before.get(`reputer_stake_${m}`) ?? 0) + (before.get(`reputer_reward_${m}`) ?? 0));
  }
  drawReports(row, options, before, random);
  row.set('topic_rewards', random.between(1000, 5000));
  return row;
}

/** Reputers judge what the row before published. Combined, naive and one inferer are reported by somebody. */
function drawReports(row: Row, options: SynthesisRowsOptions, before: Row, random: Dice): void {
  const { inferers: K, forecasters: F, reputers: R } = options;
  const empty = options.emptyShare ?? 0;
  const extreme = options.extreme === true;
  const published = (name: string): boolean => (before.get(name) ?? null) !== null;
  const judged: string[] = ['network_inference', 'naive_network_inference'];
  const level = new Map<string, number>();
  const judge = (value: string, likeWorker: boolean, exists: boolean): void => {
    if (!judged.includes(value)) judged.push(value);
    let centre = random.normal(-1, 0.4);
    if (extreme && random.chance(likeWorker ? 0.04 : 0.6)) {
      centre += random.between(10, likeWorker ? 30 : 80) * (random.chance(likeWorker ? 0.7 : 0.5) ? 1 : -1);
    }
    if (exists) level.set(value, centre);
  };
  judge('network_inference', false, true);
  judge('naive_network_inference', false, true);
  for (const j of ids(K)) judge(`inference_${j}`, true, published(`inference_${j}`));
  for (const k of ids(F)) {
    const value = `forecast_implied_inference_${k}`;
    judge(value, true, published(value));
    for (const j of ids(K)) judge(`${value}_oneout_${j}`, true, published(`${value}_oneout_${j}`));
  }
  for (const o of ids(K + F)) {
    judge(`network_inference_oneout_${o}`, false, published(`network_inference_oneout_${o}`));
  }
  for (const k of ids(F)) {
    judge(`naive_network_inference_onein_${k}`, false, published(`network_naive_inference_onein_${k}`));
  }

  const attends = ids(R).map(() => !random.chance(empty / 4));
  if (!attends.includes(true)) attends[random.below(R)] = true;
  const someone = attends.indexOf(true);
  const known = ids(K).filter((j) => published(`inference_${j}`));
  const surely = known[random.below(known.length)];
  const sure = [
    'network_inference',
    'naive_network_inference',
    `inference_${surely}`,
    `network_inference_oneout_${surely}`,
  ];
  for (const m of ids(R)) {
    const noise = random.chance(0.2) ? 0.8 : 0.12;
    for (const value of judged) {
      const centre = level.get(value);
      const report = random.normal(centre ?? 0, noise);
      const skipped = random.chance(empty * 0.4) && !(m === someone && sure.includes(value));
      row.set(`reputer_${m}_loss_${value}`, centre === undefined || !attends[m] || skipped ? null : report);
    }
  }
}

function countClamps(
  { synthesis }: NextRow,
  before: Row,
  sizes: Sizes,
  parameters: RowParameters,
  statistics: RowsStatistics,
): void {
  const epsilon = big(parameters.epsilon);
  const regrets = scaleRegretsOf(before, sizes).map(big);
  const context = {
    rule: parameters.rule,
    p: big(parameters.p),
    c: big(parameters.c),
    epsilon,
    commonScale: parameters.rule === 'clamped' ? null : commonScale(regrets, parameters.rule, epsilon),
  };
  for (const set of synthesis.weighedSets) {
    const hit = clampsHit(set, context);
    statistics.sets += 1;
    if (hit.cap || hit.anchor || hit.zero) statistics.clamped += 1;
    if (hit.cap) statistics.cap += 1;
    if (hit.anchor) statistics.anchor += 1;
    if (hit.zero) statistics.zero += 1;
  }
}
