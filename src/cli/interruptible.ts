import type { CommandContext } from './context.ts';

/** Does a command's work, which can ask whether somebody has pressed Ctrl-C since it began. */
export async function interruptible<Result>(
  { onInterrupt }: CommandContext,
  work: (interrupted: () => boolean) => Promise<Result>,
): Promise<Result> {
  let interrupted = false;
  const listenNoMore = onInterrupt(() => {
    interrupted = true;
  });
  try {
    return await work(() => interrupted);
  } finally {
    listenNoMore();
  }
}
