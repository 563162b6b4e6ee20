import { deflateSync, inflateSync } from 'node:zlib';
import type { SummaryMetric } from '../../../sim/index.ts';
import { type RunResult, resultOf, storedText } from '../../experiment/run-store.ts';
import { checkedMessage, ForeignUnitError, type UnitMessage } from '../unit-message.ts';

/* What travels through the queue: data of a job, and what it hands back. */

/** Data of a job. */
export interface RunJob {
  readonly message: UnitMessage;
  /** Name of the store that takes the result (see `storeId`); null when the result comes back through the queue. */
  readonly store: string | null;
}

/** Data of a job that somebody may have put there by hand. @throws ForeignUnitError when it is none */
export function checkedJob(data: unknown): RunJob {
  const { message, store } = (data ?? {}) as Partial<Record<keyof RunJob, unknown>>;
  if (store !== null && typeof store !== 'string') throw new ForeignUnitError('it is no run of allora-sim');
  return { message: checkedMessage(message), store };
}

/** What a job hands back. */
export interface RunJobResult {
  /** Seconds that the run took. */
  readonly seconds: number;
  /** What the store would keep, deflated, in base64; null when the shared store has it. */
  readonly packed: string | null;
}

/** Larger results are no results. */
const mostResultBytes = 256 * 1024 * 1024;

/** A result as it travels: exactly what the store would keep. */
export function packedResult(address: string, result: RunResult): string {
  return deflateSync(storedText(address, result)).toString('base64');
}

/** The result in such a text; undefined when it holds none of this address. */
export function unpackedResult(packed: string, address: string): RunResult | undefined {
  try {
    const text = inflateSync(Buffer.from(packed, 'base64'), { maxOutputLength: mostResultBytes });
    const result = resultOf(text.toString('utf8'), address);
    return result?.status === 'done' && !result.metrics.every(isMetric) ? undefined : result;
  } catch {
    return undefined;
  }
}

function isMetric(metric: unknown): boolean {
  const { name, value, unit, topic } = (metric ?? {}) as Partial<Record<keyof SummaryMetric, unknown>>;
  const isValue = value === null || typeof value === 'number';
  return isValue && [name, unit, topic].every((text) => typeof text === 'string');
}
