import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRunPool } from '../dist/src/experiment/run-pool.js';
import { openRunStore } from '../dist/src/experiment/run-store.js';
import { runUnits } from '../dist/src/experiment/run-units.js';
import { readScenario } from '../dist/src/run/read-scenario.js';
import { replicateSeed } from '../dist/src/run/replicate-seeds.js';
import { unitAddress, unitOf } from '../dist/src/run/run-unit.js';

/*
 * The process that runs one sweep for sweep.ts: threads and runs in, times out as JSON. It is plain JavaScript and uses the
 * built program, as a sweep of a user does: the loader of TypeScript would slow the threads down.
 */
const [threads, runs, scenario] = JSON.parse(process.argv[2]);
const runnable = await readScenario(scenario);
const root = mkdtempSync(join(tmpdir(), 'allora-sim-bench-'));
const pool = openRunPool(threads, { root, keepFailures: true });
const tasks = Array.from({ length: runs }, (_, n) => {
  const unit = unitOf(runnable, replicateSeed('bench', n));
  return { address: unitAddress(unit), unit: () => unit };
});
let done = 0;
let failed = 0;
let half = 0;
const begin = performance.now();
const take = (_index, { status }) => {
  if (status === 'failed') ++failed;
  if (++done === runs >> 1) half = performance.now();
};
try {
  await runUnits(tasks, { store: openRunStore(root), pool, take });
} finally {
  await pool.close();
  rmSync(root, { recursive: true, force: true });
}
const end = performance.now();
const { user, system } = process.cpuUsage();
process.stdout.write(
  JSON.stringify({
    runs,
    failed,
    seconds: (end - begin) / 1000,
    laterSeconds: (end - half) / 1000,
    cpuSeconds: (user + system) / 1e6,
  }),
);
