import { existsSync } from 'node:fs';
import path from 'node:path';
import { runQuietly, tool } from './child.mjs';

/**
 * Checks the direction rules of `.dependency-cruiser.cjs` on the folders of `root`. A check that has seen no module is a
 * failed check: that is what a compiler it cannot use looks like.
 */
export function checkDirections(root, rules = path.join(root, '.dependency-cruiser.cjs')) {
  const folders = ['sim', 'src', 'test', 'bench', 'notebooks'].filter((folder) => existsSync(path.join(root, folder)));
  const args = ['--config', rules, '--output-type', 'json', '--progress', 'none', ...folders];
  const result = runQuietly(process.execPath, [tool(root, 'depcruise'), ...args], root);
  let summary;
  try {
    summary = JSON.parse(result.stdout).summary;
  } catch {
    return { modules: 0, violations: [], problem: `The check could not run:\n${result.stderr}${result.stdout}` };
  }
  const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} leans on ${to}`);
  const problem = summary.totalCruised > 0 ? undefined : 'The check has seen no module at all, so it proves nothing.';
  return { modules: summary.totalCruised, violations, problem };
}
