import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The script behind a command of an installed package: run with this very Node, it needs no shell and no npx. */
export function tool(root, command) {
  const packages = {
    biome: '@biomejs/biome',
    depcruise: 'dependency-cruiser',
    tsc: 'typescript',
    // The same in a quarter of the time, but what it builds looks different and other tools cannot use it.
    'tsc-native': 'typescript-native',
    vite: 'vite',
    vitest: 'vitest',
  };
  const folder = path.join(root, 'node_modules', packages[command]);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return path.join(folder, typeof bin === 'string' ? bin : bin[command.replace('-native', '')]);
}

/** Runs a program on the user's terminal. Ctrl-C reaches it from the terminal; this process waits for its answer. */
export function run(program, args, cwd, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, stdio: 'inherit', env: { ...process.env, ...environment } });
    const wait = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait);
    process.on('SIGTERM', pass);
    const done = (result) => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', pass);
      resolve(result);
    };
    child.on('error', (error) => done({ code: 1, error }));
    child.on('close', (code, signal) => done({ code, signal }));
  });
}

/** Runs a program in silence and hands back what it wrote. */
export function runQuietly(program, args, cwd, environment = {}) {
  const result = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  return {
    code: exitCodeOf({ code: result.status, signal: result.signal }),
    stdout: result.stdout ?? '',
    stderr: result.error ? String(result.error) : (result.stderr ?? ''),
  };
}

/** The exit code as a shell gives it: 128 and the signal's number for a program that a signal has ended. */
export function exitCodeOf({ code, signal }) {
  if (typeof code === 'number') return code;
  return signal ? 128 + os.constants.signals[signal] : 1;
}
