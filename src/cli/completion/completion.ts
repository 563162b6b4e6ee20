import type { CommandContext } from '../context.ts';
import { type ExitCode, exitCode, WrongInputError } from '../exit-code.ts';
import { type Shell, shells } from './answer.ts';
import { scripts } from './scripts.ts';

/** Prints the script that makes a shell complete command lines; of the shell that is used where none is named. */
export async function completionCommand(
  { shell }: { readonly shell?: string | undefined },
  { stdout, environment = process.env }: CommandContext,
): Promise<ExitCode> {
  const used = environment.SHELL?.split('/').at(-1) ?? '';
  const wanted = shell ?? (isShell(used) ? used : 'bash');
  if (!isShell(wanted)) throw new WrongInputError(`shell is "${wanted}"; expected one of ${shells.join(', ')}.`);
  stdout.write(scripts[wanted]);
  return exitCode.done;
}

function isShell(name: string): name is Shell {
  return (shells as readonly string[]).includes(name);
}
