import { createHash } from 'node:crypto';
import { programHash } from '../program-hash.ts';

/** What the names of all keys begin with: a user of the server needs rights to `allora-sim*` only. */
export const keyPrefix = 'allora-sim';

/**
 * Name of the queue of runs. Programs that might understand a run otherwise have queues of their own, so a worker of
 * another version never gets it.
 */
export function queueName(program: string = programHash()): string {
  return `runs-${createHash('sha256').update(program).digest('hex').slice(0, 12)}`;
}

/** What the names of queues begin with. */
export const queueNames = 'runs-';

/** Id of the job of a run; its hash alone might be a number, which ids may not be. */
export function jobIdOf(address: string): string {
  return `run-${address}`;
}

/** Key of a file that runs read. */
export function fileKey(sha256: string): string {
  return `${keyPrefix}:file:${sha256}`;
}

/** How long what nobody fetches stays on the server, seconds: results of a sweep that was killed, files. */
export const keptSeconds = 7 * 24 * 3600;
