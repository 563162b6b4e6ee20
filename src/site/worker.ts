import { scenarioTask } from './scenario-task.ts';

/** What a thread of the site's builder does with one task. */
export const work = scenarioTask;
