import type { RunUnit } from '../run/run-unit.ts';
import { type StoredRunOptions, storedRun, type UnitOutcome } from './stored-run.ts';

/** What a thread of the pool does with one task. */
export function work(task: { readonly unit: RunUnit; readonly options: StoredRunOptions }): Promise<UnitOutcome> {
  return storedRun(task.unit, task.options);
}
