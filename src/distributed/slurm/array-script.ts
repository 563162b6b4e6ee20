import { EngineError } from '../engine-error.ts';

/** What the script of a job array says. */
export interface ScriptParts {
  readonly jobName: string;
  /** Absolute path of the array's folder. */
  readonly folder: string;
  readonly runs: number;
  readonly tasks: number;
  /** Threads of a task. */
  readonly jobs: number;
  /** Further options of sbatch, such as `--partition=short`. */
  readonly sbatch: readonly string[];
  /** How this program is started on a node. */
  readonly program: readonly string[];
}

/** Options that say what the array is; another value would lose its runs. */
const ownOptions = /^(--(array|job-name|output|open-mode|parsable|wrap)\b|-[aJo])/;

/**
 * The batch script of a job array: readable, and good to be handed to sbatch by a person.
 *
 * @throws EngineError when an option is none, or is one that only this program may set
 */
export function arrayScript({ jobName, folder, runs, tasks, jobs, sbatch, program }: ScriptParts): string {
  for (const option of sbatch) {
    const own = ownOptions.exec(option)?.[0];
    if (own !== undefined)
      throw new EngineError(`The option "${option}" of sbatch cannot be given: ${own} is set for each array.`);
    if (!option.startsWith('-')) {
      throw new EngineError(`"${option}" is no option of sbatch; expected one such as --partition=short.`);
    }
  }
  const options = [
    `--job-name=${jobName}`,
    `--array=0-${tasks - 1}`,
    `--cpus-per-task=${jobs}`,
    `--output=${folder.replaceAll('%', '%%')}/logs/%a.out`,
    '--open-mode=append',
    '--requeue',
    ...sbatch,
  ];
  const worker = [...program, 'worker', '--array', folder, '--jobs', String(jobs)];
  return `#!/bin/bash
# ${runs} runs of a sweep as a Slurm job array, written by allora-sim. To submit it by hand: sbatch, and the path of this file.
#
# Results go into the store of the sweep, where the same sweep command collects them. A task may be run again at any time:
# it makes only the runs that have no result yet.
${options.map((option) => `#SBATCH ${batchOption(option)}`).join('\n')}

# The program takes the place of the shell, so that signals of Slurm reach it. The task's number is SLURM_ARRAY_TASK_ID.
exec ${worker.map(shellWord).join(' ')}
`;
}

/** A command line for a shell. */
export function shellWord(word: string): string {
  oneLine(word);
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** An option as sbatch reads it from a script: quotes and backslashes mean what they mean in a shell. */
function batchOption(option: string): string {
  oneLine(option);
  return /^[\w./:=@%+,*-]+$/.test(option) ? option : `"${option.replaceAll(/["\\]/g, '\\$&')}"`;
}

function oneLine(text: string): void {
  if (/[\n\r\0]/.test(text))
    throw new EngineError(`${JSON.stringify(text)} cannot stand in a batch script: it is more than one line.`);
}
