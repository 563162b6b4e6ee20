import type { SummaryMetric } from '../../../sim/index.ts';
import type { GalleryCell, GalleryMeasure } from '../../record/gallery-record.ts';
import { holm } from '../../statistics/adjust.ts';
import { meanInterval } from '../../statistics/mean-interval.ts';
import { pairedDifference } from '../../statistics/paired.ts';

/** Metrics of both sides with one seed; null: the run failed. */
export interface SeedOfCell {
  readonly attack: readonly SummaryMetric[] | null;
  readonly honest: readonly SummaryMetric[] | null;
}

/** What is known of a measure before the others are. */
export type Unadjusted = Omit<GalleryCell, 'adjustedP'>;

type CellNames = Pick<GalleryCell, 'attack' | 'profile' | 'slashing' | 'size'>;

/** Below this an attack lays out nothing but dust for messages, and a return on it would say nothing. ALLO. */
const leastOutlay = 1e-6;

/** Both measures of a cell. */
export function cellMeasures(names: CellNames, seeds: readonly SeedOfCell[], lacks: string): Unadjusted[] {
  const failed = seeds.reduce((sum, { attack, honest }) => sum + Number(attack === null) + Number(honest === null), 0);
  const outlays = values(seeds, ({ attack }) => numberOf(attack, 'attack_outlay'));
  const outlay = outlays.length > 0 ? meanInterval(outlays).mean : Number.NaN;
  const lack = (own: string): string => lacks || (failed > 0 ? `${failed} of its runs failed` : own);
  const about = (measure: GalleryMeasure, unit: string) => ({ ...names, measure, unit, outlay, failed });
  const none = { n: 0, mean: Number.NaN, low: Number.NaN, high: Number.NaN, p: Number.NaN };

  const money = seeds.flatMap(({ attack, honest }) => {
    const [net, paid, honestNet] = [
      numberOf(attack, 'attack_net'),
      numberOf(attack, 'attack_outlay'),
      numberOf(honest, 'attack_net'),
    ];
    // Who does no work lays out nothing; its savings are a return on what honest play lays out.
    const honestPaid = numberOf(honest, 'attack_outlay');
    if (![net, paid, honestNet, honestPaid].every(Number.isFinite)) return [];
    return [{ gain: net - honestNet, paid: Math.max(paid, honestPaid) }];
  });
  const base = money.reduce((sum, { paid }) => sum + paid, 0) / money.length;
  const ratio = base >= leastOutlay ? ratioOfMeans(money) : none;
  const harm = values(seeds, ({ attack }) => numberOf(attack, 'attack_damage'));
  const damage = harm.length > 0 ? testedMean(harm) : none;
  const damageUnit = seeds.flatMap(({ attack }) => metricOf(attack, 'attack_damage')?.unit ?? [])[0] ?? 'log10 loss';
  const noRatio = base < leastOutlay ? 'it lays out nothing' : 'no value';
  return [
    { ...about('roi', '1'), ...ratio, lacks: ratio.n > 0 ? '' : lack(noRatio) },
    { ...about('attack_damage', damageUnit), ...damage, lacks: damage.n > 0 ? '' : lack('no value') },
  ];
}

/** The p-values of all cells, adjusted together. */
export function adjusted(cells: readonly Unadjusted[]): GalleryCell[] {
  const p = holm(cells.map((cell) => cell.p));
  return cells.map((cell, c) => ({ ...cell, adjustedP: p[c] }));
}

interface Tested {
  readonly n: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

/**
 * R = mean gain / mean outlay with a t-interval by linearisation: to first order R varies as the mean of
 * (gain - R outlay) / mean outlay. p is that of a mean gain of 0.
 */
export function ratioOfMeans(seeds: readonly { readonly gain: number; readonly paid: number }[]): Tested {
  const gains = testedMean(seeds.map(({ gain }) => gain));
  const paid = meanInterval(seeds.map((one) => one.paid)).mean;
  const mean = gains.mean / paid;
  if (seeds.length === 1) return { ...gains, mean, low: Number.NaN, high: Number.NaN };
  const { low, high } = meanInterval(seeds.map((one) => mean + (one.gain - mean * one.paid) / paid));
  return { n: seeds.length, mean, low, high, p: gains.p };
}

function testedMean(of: readonly number[]): Tested {
  const { n, mean, low, high, p } = pairedDifference(new Float64Array(of.length), of);
  return n > 1 ? { n, mean, low, high, p } : { n, mean, low: Number.NaN, high: Number.NaN, p: Number.NaN };
}

function values(seeds: readonly SeedOfCell[], of: (seed: SeedOfCell) => number): number[] {
  return seeds.map(of).filter(Number.isFinite);
}

function metricOf(metrics: readonly SummaryMetric[] | null, name: string): SummaryMetric | undefined {
  return metrics?.find((metric) => metric.name === name && metric.value !== null);
}

/** The first value of a metric: a cell has one attack, on one topic. NaN: none. */
function numberOf(metrics: readonly SummaryMetric[] | null, name: string): number {
  return metricOf(metrics, name)?.value ?? Number.NaN;
}
