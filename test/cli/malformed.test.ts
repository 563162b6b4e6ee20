import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command, workplace } from './command.ts';
import { scenarioName } from './malformed.ts';
import { malformedEconomies, validHubScenario, validMacroScenario } from './malformed-economy.ts';
import { malformedScenarios, validScenario } from './malformed-scenarios.ts';

const kinds = { ...malformedScenarios, ...malformedEconomies };

let place: ReturnType<typeof workplace>;
beforeAll(async () => {
  place = workplace();
  // What is loaded once counts for nobody: the parser of formulas, the reader of tables.
  const formula = validScenario.replace('loss: { method: huber, delta: 1 }', 'loss: { formula: abs(truth) }');
  writeFileSync(path.join(place.folder, 'warm.yaml'), formula);
  await command(['validate', path.join(place.folder, 'warm.yaml')]);
});
afterAll(() => place.remove());

const mostMilliseconds = 1000;

/** Processor time spent so far by this process, milliseconds: the clock on the wall also counts what others do. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

describe('a malformed scenario', () => {
  it('comes in 27 kinds of ten each, and what they are made from is valid', async () => {
    expect(Object.values(kinds).map((kind) => kind.length)).toEqual(Array.from({ length: 27 }, () => 10));
    for (const valid of [validScenario, validHubScenario, validMacroScenario]) {
      const file = path.join(place.folder, 'valid.yaml');
      writeFileSync(file, valid);
      expect(await command(['validate', file])).toEqual({ code: 0, stdout: `${file}: valid\n`, stderr: '' });
    }
  });
  for (const [kind, scenarios] of Object.entries(kinds)) {
    describe(`with ${kind}`, () => {
      it.each(scenarios.map((one, n) => ({ n, ...one })))('is refused where it is wrong: $what', async (malformed) => {
        const { n, files, file, line, column } = malformed;
        const folder = path.join(place.folder, kind.replaceAll(' ', '-'), String(n));
        mkdirSync(folder, { recursive: true });
        for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content);
        const scenario = path.join(folder, scenarioName);
        const where = `${path.join(folder, file)}:${line}:${column} `;
        // Two in ten are run as well: nothing comes of it.
        const commands = [['validate', scenario], ...(n % 5 === 0 ? [['run', scenario, '--out', place.results]] : [])];
        for (const args of commands) {
          const before = spent();
          const { code, stdout, stderr } = await command(args);
          const took = spent() - before;
          expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
          expect(stderr.slice(0, where.length)).toBe(where);
          const lines = stderr.trimEnd().split('\n');
          expect(lines.length).toBeLessThanOrEqual(10);
          for (const one of lines) expect(one).toMatch(/^.*:\d+:\d+ .*[.?]$/);
          expect(took).toBeLessThan(mostMilliseconds);
        }
        expect(existsSync(place.results)).toBe(false);
      });
    });
  }
});
