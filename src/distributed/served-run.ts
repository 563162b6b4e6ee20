import { openRunStore, type RunResult, storedText } from '../experiment/run-store.ts';
import { computedResult } from '../experiment/stored-run.ts';
import { ForeignUnitError, type UnitMessage, unitOfMessage } from './unit-message.ts';

/** What a thread is given: a run that came from elsewhere. */
export interface ServedTask {
  readonly message: UnitMessage;
  /** Content of the files of the message, by SHA-256. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** Folder of results whose store takes what was done; null where the result is handed back. */
  readonly root: string | null;
}

/** What became of it. */
export type ServedRun =
  | {
      readonly kind: 'result';
      readonly result: RunResult;
      /** Seconds that it took; 0 when it was in the store. */
      readonly seconds: number;
      readonly stored: boolean;
    }
  /** It cannot be run here; see `ForeignUnitError`. */
  | { readonly kind: 'foreign'; readonly reason: string };

/**
 * The result of a run that came from elsewhere: out of the store, or computed. Failures go back to who asked for the run:
 * they decide whether to keep them.
 */
export async function servedRun({ message, files, root }: ServedTask): Promise<ServedRun> {
  const store = root === null ? undefined : openRunStore(root);
  try {
    const unit = await unitOfMessage(message, (sha256) => files[sha256] ?? missing(sha256));
    const known = store?.read(message.address);
    if (known?.status === 'done') return { kind: 'result', result: known, seconds: 0, stored: true };
    const begin = performance.now();
    const result = await computedResult(unit);
    const seconds = (performance.now() - begin) / 1000;
    // Somebody else may have made it meanwhile, and must have come to the same.
    const other = store?.read(message.address);
    if (other?.status === 'done' && storedText(message.address, other) !== storedText(message.address, result)) {
      const error = 'two executions of it came to different results: the machines do not calculate alike';
      return { kind: 'result', result: { status: 'failed', error }, seconds, stored: false };
    }
    if (result.status === 'done') store?.write(message.address, result);
    return { kind: 'result', result, seconds, stored: false };
  } catch (error) {
    if (error instanceof ForeignUnitError) return { kind: 'foreign', reason: error.message };
    throw error;
  }
}

function missing(sha256: string): never {
  throw new ForeignUnitError(`a file that it reads is missing (SHA-256 ${sha256})`);
}
