import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { attacks } from '../../sim/index.ts';
import { readScenario } from '../../src/run/read-scenario.ts';
import { combinedAttackFiles, singleAttackFiles } from './attack-files.ts';

/* What their runs say over all seeds is for attacks.full.test.ts, and for `run --check`. */

describe('the catalogue of attacks', () => {
  it('has thirty-three, numbered from 1 to 33', () => {
    const numbers = Object.values(attacks).map(({ number }) => number);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 33 }, (_, n) => n + 1));
  });

  it('has a scenario for each, called after it', () => {
    const names = singleAttackFiles.map((file) => file.slice('scenarios/attacks/'.length, -'.yaml'.length));
    expect(names).toEqual(expect.arrayContaining(Object.keys(attacks)));
  });

  it.each(singleAttackFiles)(
    '%s asks a question about its attack and says over many seeds what the answer is',
    async (file) => {
      expect(readFileSync(file, 'utf8')).toMatch(/^# [^\n]*\?/);
      const { scenario } = await readScenario(file);
      const [{ attack }, ...others] = scenario.attacks;
      expect(others).toEqual([]);
      expect(file).toContain(`/${attack}`);
      expect(new Set(scenario.attacks.map(({ owner }) => owner)).size).toBe(1);
      const replicated = scenario.expect.filter(({ seeds }) => seeds >= 10);
      expect(replicated.length).toBeGreaterThan(0);
    },
  );

  it('has six scenarios or more that combine attacks of one owner and one purse', async () => {
    expect(combinedAttackFiles.length).toBeGreaterThanOrEqual(6);
    for (const file of combinedAttackFiles) {
      const { scenario } = await readScenario(file);
      expect(new Set(scenario.attacks.map(({ attack }) => attack)).size, file).toBeGreaterThan(1);
      expect(new Set(scenario.attacks.map(({ owner }) => owner)).size, file).toBe(1);
      expect(
        scenario.attacks.some(({ budget }) => budget !== null),
        file,
      ).toBe(true);
      expect(
        scenario.expect.some(({ seeds }) => seeds >= 10),
        file,
      ).toBe(true);
    }
  });
});
