import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInputFile } from '../../src/distributed/input-file.ts';
import { ForeignUnitError, messageOf, type UnitMessage, unitOfMessage } from '../../src/distributed/unit-message.ts';
import { filesBelow } from '../../src/io/run-folder.ts';
import { readScenario, runnableScenario } from '../../src/run/read-scenario.ts';
import { type RunUnit, runUnit, unitAddress, unitOf } from '../../src/run/run-unit.ts';
import { tinyScenario } from '../cli/command.ts';
import { projectRoot } from '../support/built.ts';
import { inFull } from '../support/in-full.ts';

const scenarios = path.join(projectRoot, 'scenarios');
/** Scenario files: those of suites and experiments ask for others. */
const files = filesBelow(scenarios, '.yaml').filter(
  (file) => !/^(experiments|suites)/.test(file) && file !== 'attacks/gallery.yaml',
);

/** They are alike in what travels: a third of them stands for all. */
const tried = files.filter((_, n) => n % 3 === 0);
tried.push(...inFull(...files.filter((_, n) => n % 3 !== 0)));

/** A unit after a journey as JSON, with the files that it reads. */
async function travelled(unit: RunUnit): Promise<RunUnit> {
  const message = JSON.parse(JSON.stringify(messageOf(unit)));
  return unitOfMessage(message, (sha256) => {
    const file = unit.files.find((one) => one.sha256 === sha256);
    if (file === undefined) throw new Error(`nobody reads ${sha256}`);
    return readInputFile(file.path, sha256);
  });
}

const none = (): Uint8Array => {
  throw new Error('it reads no file');
};
const tiny = async (overrides = {}, seed = 'one'): Promise<RunUnit> =>
  unitOf(await runnableScenario(tinyScenario, 'tiny.yaml', overrides), seed);

describe('a run that travels', () => {
  it.each(tried)('is the same run elsewhere: %s', async (file) => {
    const unit = unitOf(await readScenario(path.join(scenarios, file), {}), 'a seed');
    const arrived = await travelled(unit);
    expect(unitAddress(arrived)).toBe(unitAddress(unit));
    expect(arrived.scenario).toEqual(unit.scenario);
    expect(arrived.inputs).toEqual(unit.inputs);
  });

  it('keeps numbers and words to the last bit, whatever they are', async () => {
    const setting = fc.record({
      pNorm: fc.double({ min: 2.5, max: 4.5, noNaN: true }),
      factor: fc.double({ min: 0, max: 1e6, noNaN: true }),
      reward: fc.double({ min: 0, max: 1e6, noNaN: true }),
      seed: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    });
    await fc.assert(
      fc.asyncProperty(setting, async ({ pNorm, factor, reward, seed }) => {
        const values = {
          'topics.0.pNorm': pNorm,
          'topics.0.inferers.1.factor': factor,
          'topics.0.rewardPerEpoch': reward,
        };
        const overrides = Object.entries(values).map(([key, value]) => ({
          path: key.split('.'),
          value,
          place: { file: 'x', line: 1, column: 1 },
        }));
        const unit = await tiny({ values: overrides }, seed);
        const arrived = await travelled(unit);
        expect(unitAddress(arrived)).toBe(unitAddress(unit));
      }),
      { numRuns: 50 },
    );
  });

  it('comes to the same metrics', async () => {
    const unit = await tiny();
    expect(await runUnit(await travelled(unit))).toEqual(await runUnit(unit));
  });

  it('takes no path of the machine it comes from along', async () => {
    const unit = unitOf(await readScenario(path.join(scenarios, 'from-csv.yaml'), {}), 'one');
    expect(unit.files).toHaveLength(1);
    expect(JSON.stringify(messageOf(unit))).not.toContain(projectRoot);
    expect(messageOf(unit).files).toEqual([{ name: unit.files[0].name, sha256: unit.files[0].sha256 }]);
  });
});

describe('a message that is none', () => {
  const spoilt = async (change: (message: UnitMessage) => unknown): Promise<unknown> => {
    try {
      return await unitOfMessage(change(messageOf(await tiny())), none);
    } catch (error) {
      return error;
    }
  };
  const packed = (text: string): string => deflateRawSync(text).toString('base64');
  it.each<[string, (message: UnitMessage) => unknown, RegExp]>([
    ['nothing', () => null, /^it is no run of allora-sim$/],
    [
      'the address of another run',
      (message) => ({ ...message, address: 'ab'.repeat(32) }),
      /^it is another run here \(\w{12}\) than where it comes from \(abababababab\): not the same version/,
    ],
    [
      'a scenario that cannot be unpacked',
      (message) => ({ ...message, scenario: 'nothing' }),
      /^its scenario cannot be unpacked$/,
    ],
    [
      'a bomb',
      (message) => ({ ...message, scenario: packed('#'.repeat(200 * 1024 * 1024)) }),
      /^its scenario cannot be unpacked$/,
    ],
    [
      'a scenario with a mistake',
      (message) => ({ ...message, scenario: packed(`${tinyScenario}epocs: 1\n`) }),
      /^its scenario is refused here: scenario\.yaml:\d+:\d+ .*epocs/,
    ],
    [
      'a scenario that reads another',
      (message) => ({ ...message, scenario: packed('extends: /etc/passwd\n') }),
      /^its scenario is refused here: .*a resolved scenario reads no other scenario/,
    ],
    [
      'a scenario that reads a file of this machine',
      (message) => ({
        ...message,
        scenario: packed(tinyScenario.replace('process: gbm-return', 'process: csv, file: /etc/passwd, column: root')),
      }),
      /^its scenario is refused here: .*it did not come with the run/,
    ],
  ])('is refused: %s', async (_what, change, words) => {
    const refused = await spoilt(change);
    expect(refused).toBeInstanceOf(ForeignUnitError);
    expect((refused as Error).message).toMatch(words);
  });

  it('is refused when its file has other content', async () => {
    const unit = unitOf(await readScenario(path.join(scenarios, 'from-csv.yaml'), {}), 'one');
    const other = Buffer.from(
      readFileSync(unit.files[0].path, 'utf8').replace(/\d(?=\r?\n)/, (digit) => String((Number(digit) + 1) % 10)),
    );
    await expect(unitOfMessage(messageOf(unit), () => other)).rejects.toThrow(
      /^its scenario is refused here: .*sha256 is /,
    );
  });
});
