import { describe, expect, it } from 'vitest';
import { checkExpectations } from '../../src/expect/check.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { runUnit, unitOf } from '../../src/run/run-unit.ts';
import { combinedAttackFiles, singleAttackFiles } from './attack-files.ts';

/** What each attack's own measures are over its seeds: whole 95 % intervals, against its controls where it says so. */

describe('over all its seeds', () => {
  it.each([...singleAttackFiles, ...combinedAttackFiles])('%s finds what it expects', async (file) => {
    const runnable = await readScenario(file);
    const metrics = (await runUnit(unitOf(runnable, runnable.scenario.seed))) ?? [];
    const verdicts = (await checkExpectations(runnable, metrics)) ?? [];
    expect(verdicts.length).toBeGreaterThan(0);
    for (const { metric, topic, than, mean, low, high, n, expected, met, reason } of verdicts) {
      const against = than === '' ? '' : ` against ${than}`;
      expect(met, `${metric} ${topic}${against} is ${mean} (${low} to ${high}, n = ${n}), ${expected} ${reason}`).toBe(
        true,
      );
    }
  });
});
