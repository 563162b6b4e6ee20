import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { storedRun } from '../../src/experiment/stored-run.ts';
import { buildSite, type SiteOptions, type SiteOutcome } from '../../src/site/build-site.ts';
import type { SiteProgress } from '../../src/site/progress.ts';
import { type ScenarioOutcome, scenarioTask } from '../../src/site/scenario-task.ts';

const web = fileURLToPath(new URL('../../dist/web', import.meta.url));

/** Says nothing, and notes which scenarios were recorded before. */
export function silent(): SiteProgress & { readonly existing: boolean[] } {
  const existing: boolean[] = [];
  return {
    existing,
    start: () => {},
    took: (_, outcome) => {
      if (outcome.status === 'done') existing.push(outcome.existing);
    },
    gallery: () => {},
    say: () => {},
    stop: () => {},
  };
}

/** In this very thread, one after the other: threads would have to load the whole program first. */
const runTasks: SiteOptions['runTasks'] = async (tasks, _, took) => {
  const outcomes: ScenarioOutcome[] = [];
  for (const task of tasks) {
    const outcome = await scenarioTask(task);
    took(task, outcome);
    outcomes.push(outcome);
  }
  return outcomes;
};
const openPool: SiteOptions['openPool'] = (threads, options) => {
  return { threads, run: (unit) => storedRun(unit, options), close: async () => {} };
};

/** A quick site in a folder, with results of its own beside it. */
export function quickSite(folder: string, options: Partial<SiteOptions>): Promise<SiteOutcome> {
  return buildSite({
    out: `${folder}/site`,
    root: `${folder}/results`,
    only: [],
    attacks: true,
    quick: true,
    threads: 1,
    web: existsSync(`${web}/playground.html`) ? web : undefined,
    progress: silent(),
    onInterrupt: () => {},
    runTasks,
    openPool,
    ...options,
  });
}
