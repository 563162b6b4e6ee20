import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SkippedTestsReporter } from './house/skipped-tests-reporter.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** `npm run test:full` adds what is too long for `npm test`. */
const full = process.env.ALLORA_SIM_TEST_FULL === '1';
/** What measures time on this machine has it to itself, when all the others are done. */
const alone = 'test/**/*.alone.full.test.ts';

export default defineConfig({
  root,
  test: {
    // The default leaves one core idle, half of a small machine; and those that wait for servers and browsers use none.
    maxWorkers: availableParallelism() + 1,
    // Files of one worker share their modules: nothing in sim/ and src/ keeps a state that a test could leave behind, and to
    // load it all for each of the files takes as long as half of the tests.
    isolate: false,
    testTimeout: full ? 900_000 : 60_000,
    // What a file needs may have to be installed first: a browser, a server.
    hookTimeout: full ? 900_000 : 240_000,
    reporters: ['default', new SkippedTestsReporter()],
    ...(full
      ? {
          projects: [
            project('together', 0, { include: ['test/**/*.test.ts'], exclude: [alone] }),
            project('alone', 1, { include: [alone], maxWorkers: 1 }),
          ],
        }
      : { include: ['test/**/*.test.ts'], exclude: ['test/**/*.full.test.ts'] }),
  },
});

/** Tests that are run after those of a lower place. */
function project(name: string, groupOrder: number, test: object) {
  return { extends: true as const, test: { name, ...test, sequence: { groupOrder } } };
}
