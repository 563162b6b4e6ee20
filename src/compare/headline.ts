import type { ComparedMetric } from '../record/comparison-record.ts';
import { isClear } from './compare-metrics.ts';

/** The clearest differences have sentences of their own, at most so many. */
const mostSentences = 3;

/**
 * What came out, in sentences.
 *
 * @param rows clear differences first, largest effect first
 */
export function headline(rows: readonly ComparedMetric[], tested: number, confidence: number): string[] {
  if (tested === 0) return untested(rows);
  const clear = rows.filter(isClear);
  const level = `${shown(100 * confidence)} %`;
  const pairs = pairsInWords(rows);
  if (clear.length === 0) {
    return [`No clear difference between A and B in any of ${metrics(tested)} tested, ${pairs}.`];
  }
  const first = `B differs clearly from A in ${clear.length} of ${metrics(tested)} tested, ${pairs}.`;
  const sentences = clear.slice(0, mostSentences).map((row) => {
    const { difference, low, high, unit, n, verdict } = row;
    const interval = `${level} interval ${shown(low)} to ${shown(high)}`;
    return `${nameOf(row)} is ${verdict} in B by ${shown(Math.abs(difference ?? 0))}${unitOf(unit)} (B less A: ${interval}, n = ${n}).`;
  });
  return [first, ...sentences];
}

function untested(rows: readonly ComparedMetric[]): string[] {
  if (!rows.some(({ n }) => n === 1)) return ['A and B have no metric with a value on both sides.'];
  const differ = rows.filter(({ verdict }) => verdict === 'not tested').length;
  return [
    `One run of each: ${differ} of ${metrics(rows.filter(({ n }) => n === 1).length)} differ. With n = 1 nothing tells chance from cause: no intervals, no p.`,
  ];
}

function pairsInWords(rows: readonly ComparedMetric[]): string {
  const counts = rows.filter(({ p }) => p !== null).map(({ n }) => n);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `n = ${most} pairs each` : `n = ${least} to ${most} pairs`;
}

/** `metric`, with the topic and the point where there are some. */
export function nameOf({ metric, topic, point }: ComparedMetric): string {
  const of = topic === '' ? '' : ` of ${topic}`;
  return `${metric}${of}${point === '' ? '' : ` at ${point}`}`;
}

function metrics(count: number): string {
  return count === 1 ? '1 metric' : `${count} metrics`;
}

function unitOf(unit: string): string {
  return unit === '1' || unit === '' ? '' : ` ${unit}`;
}

/** Three digits. */
function shown(value: number | null): string {
  return value === null ? 'none' : String(Number(value.toPrecision(3)));
}
