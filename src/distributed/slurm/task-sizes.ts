/** Slurm refuses indices of 1001 and more unless its MaxArraySize says otherwise. */
export const mostTasks = 1000;

/** With fewer runs, each task has as few as it can; with more, tasks are long enough for their start not to matter. */
const manyTasks = 100;
const usualRunsPerTask = 10;

/**
 * How many runs each task of an array has: as even as can be, and no more than `mostTasks` tasks.
 *
 * @param runsPerTask what somebody asks for; null: one for each thread of the task, up to 10 when there are hundreds of
 *   runs, and more where there would be more tasks than may be
 * @param jobs threads of a task
 */
export function taskSizes(runs: number, runsPerTask: number | null, jobs: number): number[] {
  const usual = Math.max(jobs, Math.min(usualRunsPerTask, Math.floor(runs / manyTasks)));
  const tasks = Math.min(mostTasks, Math.ceil(runs / (runsPerTask ?? usual)));
  return Array.from({ length: tasks }, (_, task) => {
    return Math.floor(((task + 1) * runs) / tasks) - Math.floor((task * runs) / tasks);
  });
}
