import { extname } from 'node:path';
import { Piscina } from 'piscina';
import type { ScenarioOutcome, ScenarioTask } from './scenario-task.ts';

/**
 * Does tasks on threads, in their order as far as threads are free.
 *
 * @param took called after each, in the order in which they end
 * @returns outcomes in the order of the tasks; a thread that dies (out of memory) makes its task failed
 */
export async function runScenarios(
  tasks: readonly ScenarioTask[],
  threads: number,
  took: (task: ScenarioTask, outcome: ScenarioOutcome) => void,
): Promise<ScenarioOutcome[]> {
  const fromSources = extname(import.meta.url) === '.ts';
  const worker = new URL(fromSources ? './worker-from-sources.mjs' : './worker.js', import.meta.url);
  const pool = new Piscina({
    filename: worker.href,
    minThreads: 0,
    maxThreads: Math.min(threads, Math.max(1, tasks.length)),
    idleTimeout: 1000,
    concurrentTasksPerWorker: 1,
  });
  const broken = new Promise<never>((_, reject) => {
    pool.on('error', reject);
  });
  broken.catch(() => {});
  const done = async (task: ScenarioTask): Promise<ScenarioOutcome> => {
    const run = pool.run(task, { name: 'work' }) as Promise<ScenarioOutcome>;
    const outcome = await Promise.race([run, broken]).catch((error: Error): ScenarioOutcome => {
      return { status: 'failed', error: `its thread ended: ${error.message}` };
    });
    took(task, outcome);
    return outcome;
  };
  try {
    return await Promise.all(tasks.map(done));
  } finally {
    await pool.destroy();
  }
}
