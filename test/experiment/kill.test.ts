import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { finishedRuns, killAt, runToItsEnd, tablesOfSweep, writeExperiment } from './kill.ts';

/** How many runs the sweep has, and how often it is killed: the long tests do what is worth the time. */
const full = process.env.ALLORA_SIM_TEST_FULL === '1';
const runs = full ? 200 : 40;
const kills = full ? 20 : 3;

describe('a sweep that is killed again and again', () => {
  it(`comes to the same tables after ${kills} times SIGKILL over ${runs} runs, and repeats no finished run`, {
    timeout: 300_000,
  }, async () => {
    const folder = temporaryFolder();
    const experiment = writeExperiment(folder, runs);
    const results = path.join(folder, 'results');
    const seen = new Map<string, string>();
    const look = (): void => {
      for (const [file, identity] of finishedRuns(results)) {
        expect(seen.get(file) ?? identity).toBe(identity);
        seen.set(file, identity);
      }
    };
    const moments: number[] = [];
    for (let k = 0; k < kills; ++k) {
      // Spread over 5 to 95 % of the work, at no particular moment of a run.
      const share = 0.05 + (0.9 * (k + Math.random())) / kills;
      await killAt(experiment, results, Math.ceil(share * runs), Math.random() * 40);
      look();
      moments.push(seen.size);
    }
    console.log(`Killed with ${moments.join(', ')} of ${runs} runs finished.`);
    expect(await runToItsEnd(experiment, results)).toMatchObject({ code: 0 });
    look();
    expect(seen.size).toBe(runs);

    const undisturbed = path.join(folder, 'undisturbed');
    expect(await runToItsEnd(experiment, undisturbed)).toMatchObject({ code: 0 });
    expect(tablesOfSweep(results)).toEqual(tablesOfSweep(undisturbed));
  });
});
