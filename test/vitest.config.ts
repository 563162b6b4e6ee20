import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { SkippedTestsReporter } from './house/skipped-tests-reporter.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** `npm run test:full` adds what is too long for `npm test`. */
const full = process.env.ALLORA_SIM_TEST_FULL === '1';

export default defineConfig({
  root,
  test: {
    include: ['test/**/*.test.ts'],
    exclude: full ? [] : ['test/**/*.full.test.ts'],
    // One per core: the default leaves one core idle, half of a small machine.
    maxWorkers: availableParallelism(),
    // Files of one worker share their modules: nothing in sim/ and src/ keeps a state that a test could leave behind, and to
    // load it all for each of the files takes as long as half of the tests.
    isolate: false,
    testTimeout: full ? 900_000 : 30_000,
    hookTimeout: full ? 900_000 : 60_000,
    reporters: ['default', new SkippedTestsReporter()],
  },
});
