import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command, tinyScenario, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.remove());

const write = (name: string, text: string): string => {
  const file = path.join(place.folder, name);
  writeFileSync(file, text);
  return file;
};

describe('validate', () => {
  it('tells of each file that it is valid', async () => {
    const other = write('other.yaml', tinyScenario.replace('name: tiny', 'name: other'));
    expect(await command(['validate', place.scenario, other])).toEqual({
      code: 0,
      stdout: `${place.scenario}: valid\n${other}: valid\n`,
      stderr: '',
    });
  });
  it('tells what is wrong with one, looks at the others all the same, and ends with 2', async () => {
    const wrong = write('wrong.yaml', tinyScenario.replace('policy: noisy', 'policy: nosiy'));
    const missing = path.join(place.folder, 'missing.yaml');
    const { code, stdout, stderr } = await command(['validate', wrong, missing, place.scenario]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: `${place.scenario}: valid\n` });
    const [first, second, ...more] = stderr.trimEnd().split('\n');
    expect(first).toMatch(/wrong\.yaml:10:19 topics\.0\.inferers\.1\.policy is "nosiy"; .* Did you mean "noisy"\?$/);
    expect(second).toBe(`${missing}:1:1 there is no such file.`);
    expect(more).toEqual([]);
  });
  it('tells up to ten mistakes of each file', async () => {
    const keys = Array.from({ length: 15 }, (_, n) => `stranger${n}: 1\n`).join('');
    const a = write('a.yaml', tinyScenario + keys);
    const b = write('b.yaml', tinyScenario + keys);
    const { stderr } = await command(['validate', a, b]);
    const lines = stderr.trimEnd().split('\n');
    expect(lines.filter((line) => line.startsWith(a))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith(b))).toHaveLength(10);
  });
  it('reads the files that a scenario names', async () => {
    write('base.yaml', tinyScenario);
    const right = write('right.yaml', 'extends: base.yaml\nepochs: 3\n');
    const wrong = write('wrong.yaml', 'extends: nowhere.yaml\n');
    const { code, stdout, stderr } = await command(['validate', right, wrong]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: `${right}: valid\n` });
    expect(stderr).toBe(`${wrong}:1:10 extends is "nowhere.yaml", which cannot be read: there is no such file.\n`);
  });
  it('prints one JSON document and nothing else when asked', async () => {
    const wrong = write('wrong.yaml', tinyScenario.replace('epochs: 12', 'epochs: 0'));
    const { code, stdout, stderr } = await command(['validate', '--json', place.scenario, wrong]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual([
      { file: place.scenario, valid: true, problems: [] },
      {
        file: wrong,
        valid: false,
        problems: [
          {
            ...{ file: wrong, line: 3, column: 9, path: 'epochs' },
            message: 'epochs is 0; expected a whole number, at least 1 and at most 10000000 (epochs per topic).',
          },
        ],
      },
    ]);
  });
  it('needs a file', async () => {
    expect(await command(['validate'])).toEqual({
      ...{ code: 2, stdout: '' },
      stderr: 'validate needs more than that; expected: allora-sim validate FILES...\n',
    });
  });
});
