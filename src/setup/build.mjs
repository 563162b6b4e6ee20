import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { runQuietly, tool } from './child.mjs';

const sourceFolders = ['sim', 'src'];
/** What runs in a browser is bundled besides. */
const bundler = ['src', 'web', 'vite.config.ts'];

/**
 * Builds `dist/` from `sim/` and `src/` when a source has changed. The old build stays until the new one is whole, and no
 * file of a source that is gone stays behind. Hands back a message when that fails, otherwise undefined.
 */
export function ensureBuild(root) {
  const dist = path.join(root, 'dist');
  const stamp = path.join(dist, '.sources');
  const wanted = hashOfSources(root);
  if (isStamped(stamp, wanted)) return undefined;
  process.stderr.write('Building ...\n');
  const fresh = path.join(dist, `.new-${process.pid}`);
  const old = path.join(dist, `.old-${process.pid}`);
  try {
    mkdirSync(old, { recursive: true });
    const result = runQuietly(process.execPath, [tool(root, 'tsc'), '-p', 'tsconfig.json', '--outDir', fresh], root);
    if (result.code !== 0) return `The build failed:\n${result.stdout}${result.stderr}`;
    const problem = bundlePages(root, path.join(fresh, 'web'));
    if (problem !== undefined) return problem;
    rmSync(stamp, { force: true });
    for (const folder of [...sourceFolders, 'web'].filter((name) => existsSync(path.join(fresh, name))))
      replace(path.join(fresh, folder), path.join(dist, folder), path.join(old, folder));
    const program = path.join(dist, 'src', 'cli', 'main.js');
    if (existsSync(program)) chmodSync(program, 0o755);
    writeFileSync(stamp, wanted);
    return undefined;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/** Whether `dist/` is what the present sources come to. */
export function isBuilt(root) {
  return isStamped(path.join(root, 'dist', '.sources'), hashOfSources(root));
}

function isStamped(stamp, wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

/** Bundles the pages of the explorer, with all that they load, into a folder. Hands back a message when that fails. */
function bundlePages(root, folder) {
  if (!existsSync(path.join(root, ...bundler))) return undefined;
  const options = ['build', '--config', path.join(...bundler), '--outDir', folder, '--logLevel', 'warn'];
  const result = runQuietly(process.execPath, [tool(root, 'vite'), ...options], root);
  return result.code === 0 ? undefined : `Bundling the pages failed:\n${result.stdout}${result.stderr}`;
}

/** Puts the folder `fresh` where `target` is, by renaming; another build may be doing the same, hence a few attempts. */
function replace(fresh, target, old) {
  for (let attempt = 1; ; ++attempt) {
    try {
      if (existsSync(target)) renameSync(target, `${old}-${attempt}`);
      renameSync(fresh, target);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

function hashOfSources(root) {
  const hash = createHash('sha256');
  const add = (file) =>
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  add('tsconfig.json');
  add('node_modules/typescript/package.json');
  for (const folder of sourceFolders) for (const file of sourcesIn(root, folder)) add(file);
  return hash.digest('hex');
}

function sourcesIn(root, folder) {
  if (!existsSync(path.join(root, folder))) return [];
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(root, file);
    return /\.(ts|html|css)$/.test(file) ? [file] : [];
  });
}
