import { type ArrayFolder, addressesOf, lastWords } from './array-folder.ts';

/**
 * How the task of a run ended, as far as Slurm or its log tells.
 *
 * @param states by task, of `endedStates`
 */
export function endOfTask(
  folder: ArrayFolder,
  job: string,
  address: string,
  states: ReadonlyMap<number, string>,
): string {
  const task = taskOf(folder, address);
  const state = states.get(task);
  const words = lastWords(folder, task);
  const ended = state === undefined ? 'its end is not known' : `it ended ${state}`;
  return `the last was task ${job}_${task}: ${ended}${words === undefined ? '' : `, its last words "${words}"`}`;
}

function taskOf(folder: ArrayFolder, address: string): number {
  let place = addressesOf(folder).indexOf(address);
  return folder.tasks.findIndex(({ runs }) => {
    place -= runs;
    return place < 0;
  });
}
