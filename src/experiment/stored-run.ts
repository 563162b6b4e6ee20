import { type RunUnit, runUnit, unitAddress } from '../run/run-unit.ts';
import { openRunStore, plainMetrics, type RunResult } from './run-store.ts';

/** What became of a unit. */
export type UnitOutcome = RunResult & {
  readonly address: string;
  /** It was in the store; nothing was computed. */
  readonly stored: boolean;
  /** Seconds that it took; 0 when it was in the store. */
  readonly seconds: number;
};

/** How a unit is run. */
export interface StoredRunOptions {
  /** Folder of all results. */
  readonly root: string;
  /** Whether a failure is kept like a result, so that it is not tried again. */
  readonly keepFailures: boolean;
}

/**
 * The result of a unit: out of the store, or computed and stored. This one function is what every pool and queue calls,
 * on this machine or on another.
 */
export async function storedRun(unit: RunUnit, { root, keepFailures }: StoredRunOptions): Promise<UnitOutcome> {
  const address = unitAddress(unit);
  const store = openRunStore(root);
  const known = store.read(address);
  if (known !== undefined) return { ...known, address, stored: true, seconds: 0 };
  const begin = performance.now();
  const result = await computedResult(unit);
  const seconds = (performance.now() - begin) / 1000;
  if (result.status === 'done' || keepFailures) store.write(address, result, unit.scenario);
  return { ...result, address, stored: false, seconds };
}

/** What a unit comes to, computed now. */
export async function computedResult(unit: RunUnit): Promise<RunResult> {
  try {
    const metrics = await runUnit(unit);
    return { status: 'done', metrics: plainMetrics(metrics ?? []) };
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error.message : String(error) };
  }
}
