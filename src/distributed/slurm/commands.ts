import { execFile } from 'node:child_process';

/** How a command of Slurm ended. */
export type CommandEnd =
  | { readonly kind: 'ended'; readonly code: number; readonly stdout: string; readonly stderr: string }
  /** There is no such command on this machine. */
  | { readonly kind: 'missing' }
  /** It did not answer in time. */
  | { readonly kind: 'silent' };

/** The commands of Slurm; given, so that tests can stand in for them. */
export type SlurmCommands = (program: 'sbatch' | 'squeue' | 'sacct', args: readonly string[]) => Promise<CommandEnd>;

/** How long a command may take, milliseconds. */
const mostMilliseconds = 60_000;

/** What a command may say, bytes: a line for each task of several arrays. */
const mostOutput = 64 << 20;

/** The commands of this machine, found on its PATH. */
export const slurmCommands: SlurmCommands = (program, args) =>
  new Promise((resolve) => {
    const options = { timeout: mostMilliseconds, maxBuffer: mostOutput };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve({ kind: 'ended', code: 0, stdout, stderr });
      else if (error.code === 'ENOENT') resolve({ kind: 'missing' });
      else if (error.killed) resolve({ kind: 'silent' });
      else resolve({ kind: 'ended', code: typeof error.code === 'number' ? error.code : 1, stdout, stderr });
    });
  });
