import { setTimeout as pause } from 'node:timers/promises';

/** How often a condition is looked at, milliseconds. */
const lookEvery = 5;

/** Waits until something holds. @throws after so many seconds, with what was waited for */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string),
  seconds = 60,
): Promise<void> {
  const end = performance.now() + 1000 * seconds;
  while (!(await holds())) {
    if (performance.now() > end) {
      throw new Error(`in ${seconds} s it did not happen: ${typeof what === 'string' ? what : what()}`);
    }
    await pause(lookEvery);
  }
}
