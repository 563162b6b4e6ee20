import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A program of this machine, after its package was installed from the system's where it was missing and this process may
 * do so.
 *
 * @param find path of the program; undefined where there is none
 * @param missing what to do about it, one line
 * @returns undefined, after that line on standard error, when there is none and none can be installed
 * @throws the same in continuous integration (CI=true), where nothing may go untested
 */
export function foundOrInstalled(
  find: () => string | undefined,
  aptPackage: string,
  missing: string,
): string | undefined {
  const found = find() ?? installed(find, aptPackage);
  if (found !== undefined) return found;
  if (process.env.CI === 'true') throw new Error(missing);
  console.error(missing);
  return undefined;
}

function installed(find: () => string | undefined, aptPackage: string): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  return oneAtATime(() => {
    // Somebody else may have installed it meanwhile.
    const found = find();
    if (found !== undefined) return found;
    try {
      execFileSync('apt-get', ['update'], { stdio: 'ignore' });
      const options = ['-y', '--no-install-recommends', '-o', `DPkg::Lock::Timeout=${mostWaiting / 1000}`];
      execFileSync('apt-get', ['install', ...options, aptPackage], { stdio: 'ignore' });
    } catch {
      return undefined;
    }
    return find();
  });
}

/** Installations take turns: apt refuses a second one. Longer than this nobody waits for another, milliseconds. */
const mostWaiting = 120_000;
const turn = join(tmpdir(), 'allora-sim-tests-apt');

function oneAtATime<Answer>(work: () => Answer): Answer {
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  for (const begin = performance.now(); performance.now() - begin < mostWaiting; Atomics.wait(sleep, 0, 0, 200)) {
    try {
      mkdirSync(turn);
      break;
    } catch {
      // Another process has its turn.
    }
  }
  try {
    return work();
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
}
