import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Runs the program of an installed package in `folder`. */
export function runTool(
  folder: string,
  name: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { code: number | null; output: string } {
  const home = path.join(folder, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { bin: Record<string, string> };
  const script = path.join(home, Object.values(bin)[0] as string);
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', ...environment };
  const result = spawnSync(process.execPath, [script, ...args], { cwd: folder, encoding: 'utf8', env });
  return { code: result.status, output: result.stdout + result.stderr };
}
