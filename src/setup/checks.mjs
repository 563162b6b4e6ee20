import path from 'node:path';
import { exitCodeOf, run, tool } from './child.mjs';
import { checkDirections } from './directions.mjs';

/** Every check of `npm test`, in order; the extra arguments go to vitest. Hands back the exit code. */
export async function runChecks(root, args, { full }) {
  const node = (command, ...rest) => run(process.execPath, [tool(root, command), ...rest], root);
  const plain = process.stdout.isTTY ? [] : ['--colors=off'];
  const checks = [
    ['Format and lint', () => node('biome', 'ci', '--error-on-warnings', ...plain, '.')],
    ['Types of tests and benchmarks', () => node('tsc-native', '-p', path.join('test', 'tsconfig.json'))],
    ['Who leans on whom', async () => ({ code: report(checkDirections(root)) })],
    [
      full ? 'Tests, the long ones included' : 'Tests',
      () =>
        run(
          process.execPath,
          [tool(root, 'vitest'), 'run', '--config', path.join('test', 'vitest.config.ts'), ...args],
          root,
          full ? { ALLORA_SIM_TEST_FULL: '1' } : {},
        ),
    ],
  ];
  const failed = [];
  for (const [title, check] of checks) {
    process.stdout.write(`\n== ${title}\n`);
    const code = exitCodeOf(await check());
    if (code === 130) return 130;
    if (code !== 0) failed.push(title);
  }
  process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join('; ')}.\n`);
  return failed.length === 0 ? 0 : 1;
}

function report({ modules, violations, problem }) {
  for (const line of violations) process.stdout.write(`${line}\n`);
  if (problem) process.stdout.write(`${problem}\n`);
  else process.stdout.write(`${modules} modules, ${violations.length} violations.\n`);
  return problem || violations.length > 0 ? 1 : 0;
}
