import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConformReport } from '../../src/conform/report.ts';
import { generateSynthesisRows } from '../generated/generate-rows.ts';
import { command, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
let rows: string;
beforeAll(() => {
  place = workplace();
  rows = path.join(place.folder, 'rows.csv');
  const shape = { inferers: 3, forecasters: 1, reputers: 2, rows: 4, rule: 'clamped', seed: 'one' } as const;
  writeFileSync(rows, generateSynthesisRows({ ...shape, emptyShare: 0, extreme: false }));
}, 60_000);
afterAll(() => place.remove());

describe('conform', () => {
  it('prints families with their cells and largest error, and what was left out and why', async () => {
    const { code, stdout, stderr } = await command(['conform', 'synthesis', rows]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^synthesis: \d+ rows, \d+ cells recomputed, largest error /);
    expect(stdout).toMatch(/^network_inference +\d+ +\S+$/m);
    expect(stdout).toContain('not recomputed');
  });
  it('prints one JSON document', async () => {
    const report = JSON.parse((await command(['conform', 'synthesis', rows, '--json'])).stdout) as ConformReport;
    expect(report.dataset).toBe('synthesis');
    expect(report.maxError).toBeLessThan(1e-9);
    expect(report.families.reduce((sum, { cells }) => sum + cells, 0)).toBe(report.cells);
  });
  it('ends with 3 when rows differ by more than the tolerance, and shows which family does', async () => {
    const wrong = path.join(place.folder, 'wrong.csv');
    const lines = readFileSync(rows, 'utf8').trimEnd().split('\n');
    const column = (lines[0] as string).split(',').indexOf('network_inference');
    const cells = (lines.at(-1) as string).split(',');
    cells[column] = String(Number(cells[column]) * 1.001 + 0.001);
    writeFileSync(wrong, [...lines.slice(0, -1), cells.join(',')].join('\n'));
    const { code, stdout } = await command(['conform', 'synthesis', wrong]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^network_inference .* more than 1e-9$/m);
    expect((await command(['conform', 'synthesis', wrong, '--tolerance', '10'])).code).toBe(0);
  });
  it('ends with 3 under rules that the rows were not made by', async () => {
    expect((await command(['conform', 'synthesis', rows, '--set', 'weights=ratio-mad'])).code).toBe(3);
  });
  const wrong: [what: string, args: string[], error: RegExp][] = [
    [
      'an unknown data set',
      ['syntesis', 'rows.csv'],
      /^dataset is "syntesis"; expected one of .* Did you mean "synthesis"\?\n$/,
    ],
    ['a file that is not there', ['synthesis', 'no.csv'], /^no\.csv:1:1 there is no such file\.\n$/],
    [
      'an unknown profile',
      ['synthesis', 'rows.csv', '--protocol', 'v9'],
      /^--protocol v9:1:1 profile is "v9"; expected one of/,
    ],
    ['an unknown parameter', ['synthesis', 'rows.csv', '--set', 'pNrm=1'], /Did you mean "pNorm"\?\n$/],
    [
      'a wrong value',
      ['synthesis', 'rows.csv', '--set', 'weights=x'],
      /^--set weights=x:1:1 weights is "x"; expected one of clamped/,
    ],
    [
      'a tolerance that is no number',
      ['synthesis', 'rows.csv', '--tolerance', 'x'],
      /^--tolerance is "x"; expected a number/,
    ],
    ['an empty tolerance', ['synthesis', 'rows.csv', '--tolerance', ' '], /^--tolerance is " "; expected a number/],
  ];
  it.each(wrong)('answers %s with 2 and one line', async (_what, args, error) => {
    const { code, stdout, stderr } = await command(['conform', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(error);
  });
  it('names line and column of a cell that is no number', async () => {
    const bad = path.join(place.folder, 'bad.csv');
    writeFileSync(bad, readFileSync(rows, 'utf8').replace(/\n[^,]*,/, '\nabc,'));
    const { code, stderr } = await command(['conform', 'synthesis', bad]);
    expect(code).toBe(2);
    expect(stderr).toContain(`${bad}:2:1 found "abc"`);
  });
});
