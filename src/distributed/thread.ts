import { type ServedRun, type ServedTask, servedRun } from './served-run.ts';

/** What a thread does with a run that came from elsewhere. */
export function work(task: ServedTask): Promise<ServedRun> {
  return servedRun(task);
}

/** Does nothing: a thread that was asked for it has loaded what runs need. */
export function loaded(): void {}
