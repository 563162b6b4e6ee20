import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runQuietly } from './child.mjs';

/**
 * Installs the dependencies when they are missing or when the lock file has changed since they were installed.
 * Hands back a message when that fails, otherwise undefined.
 */
export function ensureDependencies(root) {
  const wanted = hashOfLock(root);
  const stamp = path.join(root, 'node_modules', '.allora-sim-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return undefined;
  if (!installedAsLocked(root)) {
    const locked = existsSync(path.join(root, 'package-lock.json'));
    process.stderr.write('Installing dependencies (once; half a minute or so) ...\n');
    const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
    const result = npm(root, [locked ? 'ci' : 'install', ...options]);
    if (result.code !== 0) {
      return `Installing the dependencies failed. What npm said:\n${(result.stderr + result.stdout).slice(-4000)}`;
    }
  }
  writeFileSync(stamp, hashOfLock(root));
  return undefined;
}

function hashOfLock(root) {
  const lock = path.join(root, 'package-lock.json');
  const file = existsSync(lock) ? lock : path.join(root, 'package.json');
  return createHash('sha256').update(`${process.platform} ${process.arch}\n`).update(readFileSync(file)).digest('hex');
}

/** Somebody may have run `npm install` by hand: npm's own record of what is installed tells. */
function installedAsLocked(root) {
  try {
    const read = (...parts) => JSON.parse(readFileSync(path.join(root, ...parts), 'utf8')).packages;
    const locked = read('package-lock.json');
    const installed = read('node_modules', '.package-lock.json');
    return Object.entries(locked).every(
      ([folder, entry]) => folder === '' || entry.optional || installed[folder]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

function npm(root, args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return runQuietly(process.execPath, [script, ...args], root);
  return runQuietly(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, root);
}
