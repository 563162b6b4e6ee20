import { resolve } from 'node:path';
import { openThreads, type Threads, threadFile } from '../../experiment/run-pool.ts';
import { openRunStore } from '../../experiment/run-store.ts';
import { noticing } from '../../experiment/run-units.ts';
import { EngineError } from '../engine-error.ts';
import type { ServedRun, ServedTask } from '../served-run.ts';
import type { Tell } from '../sweep-engine.ts';
import {
  type ArrayFolder,
  failureIn,
  fileOfArray,
  messagesOfTask,
  noteBegun,
  noteRefused,
  readArrayFolder,
  writeFailure,
} from './array-folder.ts';

/** How a task of an array is run. */
export interface ArrayTaskOptions {
  /** Threads. */
  readonly jobs: number;
  readonly tell: Tell;
  /** Whether Slurm has asked the task to end. */
  readonly interrupted?: () => boolean;
  /** Threads of this program unless given. */
  readonly open?: (jobs: number) => Threads<ServedTask, ServedRun>;
}

/** What became of the runs of a task. */
export interface ArrayTaskEnd {
  /** They have a result in the store, from before or from now. */
  readonly done: number;
  /** They ended with an error, which is kept for whoever submitted the array. */
  readonly failed: number;
  /** Their thread died, or they were refused: they have no result, and the task has failed. */
  readonly lost: number;
  /** Not begun, or left behind, when the task was asked to end. */
  readonly left: number;
}

/**
 * What a task of a job array does: those of its runs that have no result yet. It may be run again, and by two nodes at a
 * time: a result is written whole, and the same whoever writes it.
 *
 * @param folder of the array: `<results>/.slurm/<id>`
 * @param task its number in the array, from 0
 * @throws EngineError when there is no such array, or no such task in it
 */
export async function runArrayTask(
  folder: string,
  task: number,
  { jobs, tell, interrupted, open = openServingThreads }: ArrayTaskOptions,
): Promise<ArrayTaskEnd> {
  const array = readArrayFolder(resolve(folder));
  if (array === undefined) {
    throw new EngineError(
      `${folder} is no job array of allora-sim: it was removed when all its runs had results, or never was one.`,
    );
  }
  const part = array.tasks[task];
  if (part === undefined) {
    throw new EngineError(`The job array ${folder} has no task ${task}; expected 0 to ${array.tasks.length - 1}.`);
  }
  const messages = messagesOfTask(array, part);
  const threads = open(jobs);
  const { ended, callOff } = noticing(interrupted);
  const counts = { done: 0, failed: 0, lost: part.runs - messages.length };
  try {
    const runs = messages.values();
    const serve = async (): Promise<void> => {
      for (const text of runs) {
        if (interrupted?.()) return;
        const end = await Promise.race([runOf(array, task, text, threads, tell), ended]);
        if (end === undefined) return;
        ++counts[end];
      }
    };
    await Promise.all(Array.from({ length: jobs }, serve));
  } finally {
    callOff();
    await threads.close();
  }
  const left = part.runs - counts.done - counts.failed - counts.lost;
  tell(
    `Task ${task}: ${counts.done} of ${part.runs} runs are done, ${counts.failed} failed, ${counts.lost} lost, ${left} left.\n`,
  );
  return { ...counts, left };
}

function openServingThreads(jobs: number): Threads<ServedTask, ServedRun> {
  return openThreads(jobs, threadFile(import.meta.url, '../thread'));
}

/** Makes one run, unless it has come to something before. */
async function runOf(
  array: ArrayFolder,
  task: number,
  text: string,
  threads: Threads<ServedTask, ServedRun>,
  tell: Tell,
): Promise<'done' | 'failed' | 'lost'> {
  const root = resolve(array.path, '..', '..');
  const message = messageIn(text);
  const address = isAddress(message?.address) ? message.address : undefined;
  if (message === undefined || address === undefined) return refused(array, 'a line of units.jsonl is no run', tell);
  const short = address.slice(0, 12);
  if (openRunStore(root).read(address)?.status === 'done') return 'done';
  if (failureIn(array, address) !== undefined) return 'failed';
  noteBegun(array, task, address);
  try {
    const served = await threads.run({ message, files: filesOf(array, message), root });
    if (served.kind === 'foreign') return refused(array, `run ${short}: ${served.reason}`, tell);
    if (served.result.status === 'failed') {
      writeFailure(array, address, served.result);
      tell(`${short} failed: ${served.result.error}\n`);
      return 'failed';
    }
    tell(`${short} done in ${served.seconds.toFixed(1)} s\n`);
    return 'done';
  } catch (error) {
    // The task was asked to end, and its threads with it.
    if (threads.closed) return 'lost';
    tell(`${short} lost, its thread ended: ${error instanceof Error ? error.message : error}\n`);
    return 'lost';
  }
}

function refused(array: ArrayFolder, reason: string, tell: Tell): 'lost' {
  noteRefused(array, reason);
  tell(`Refused ${reason}\n`);
  return 'lost';
}

function messageIn(text: string): ServedTask['message'] | undefined {
  try {
    return JSON.parse(text) ?? undefined;
  } catch {
    return undefined;
  }
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

/** The files of a message that came with the array; what is missing is noticed by whoever reads it. */
function filesOf(array: ArrayFolder, { files }: ServedTask['message']): Record<string, Uint8Array> {
  const found: Record<string, Uint8Array> = {};
  for (const file of Array.isArray(files) ? files : []) {
    const content = fileOfArray(array, String(file?.sha256));
    if (content !== undefined) found[file.sha256] = content;
  }
  return found;
}
