import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RecordedTable, readTable } from '../../src/record/read-table.ts';
import { TableWriter } from '../../src/record/table-writer.ts';
import { command } from '../cli/command.ts';
import { sum } from './recorded.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/reading-tables.md'), 'utf8');
const place = mkdtempSync(join(tmpdir(), 'allora-sim-reading-'));
let run = '';

beforeAll(async () => {
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  const args = ['run', join(root, 'scenarios', 'baseline.yaml'), '--epochs', '12', '--no-report', '--quiet', '--out'];
  const { code } = await command([...args, join(place, 'results')]);
  expect(code).toBe(0);
  const [id] = readdirSync(join(place, 'results', 'baseline'));
  run = join(place, 'results', 'baseline', id);
}, 60_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

/** The pieces of code of one language on the page, in their order. */
function pieces(language: string): string[] {
  return [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter((match) => match[1] === language)
    .map((match) => match[2]);
}

/** Runs the n-th piece of JavaScript on the page. @returns its lines */
function ran(n: number, folder: string): string[] {
  const file = join(place, `read-${n}.mjs`);
  writeFileSync(file, pieces('js')[n]);
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, folder], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.trimEnd().split('\n');
}

describe('docs/reading-tables.md', () => {
  it('marks every piece of code that is not run, with the reason', () => {
    const before = page.split(/^```\w+\n.*?^```$/gms);
    const languages = [...page.matchAll(/^```(\w+)\n.*?^```$/gms)].map((match) => match[1]);
    languages.forEach((language, b) => {
      const last = before[b].trim().split('\n').at(-1) ?? '';
      expect(/^Not run here: .+\.$/.test(last), `${language}, piece ${b}: ${last}`).toBe(
        !['js', 'sh'].includes(language),
      );
    });
    expect(pieces('js')).toHaveLength(4);
    expect(pieces('sh')).toHaveLength(1);
  });
  it('reads numbers, units and origin with apache-arrow', () => {
    const epochs = readTable(join(run, 'epochs.arrow'));
    const naive = epochs.numbers('naive_loss');
    const skills = Array.from(epochs.numbers('combined_loss'), (loss, r) => naive[r] - loss).filter(Number.isFinite);
    const [skill, unit, origin] = ran(0, run);
    const [, told, judged] = /: (.+) over (\d+) epochs$/.exec(skill) ?? [];
    expect(Number(told)).toBeCloseTo(sum(skills) / skills.length, 12);
    expect(Number(judged)).toBe(skills.length);
    expect(unit).toBe('combined_loss: true loss of the combined inference (log10 loss)');
    expect(origin).toBe(`made by version ${epochs.metadata.engineVersion}`);
  });
  it('reads balances to the last uallo', () => {
    const supply = readTable(join(run, 'chain.arrow')).amounts('supply_uallo').at(-1);
    expect(ran(1, run)).toEqual([`${supply} uallo`]);
  });
  it('reads balances and words with flechette', () => {
    const [supply, rewards] = ran(2, run);
    expect(supply).toBe(`${readTable(join(run, 'chain.arrow')).amounts('supply_uallo').at(-1)} uallo`);
    const actors = readTable(join(run, 'actors.arrow'));
    for (const [role, reward] of Object.entries(JSON.parse(rewards) as Record<string, number>)) {
      expect(reward, role).toBeCloseTo(sum(rewardsOf(actors, role)), 9);
    }
  });
  it('reads what unfinished runs leave, whole or torn', () => {
    const unfinished = mkdtempSync(join(place, 'unfinished-'));
    const columns = [{ name: 'epoch', type: 'int32', unit: 'epochs', doc: 'number of the epoch' }] as const;
    const writer = new TableWriter(unfinished, 'epochs', columns, {});
    for (const rows of [40, 60]) {
      writer.write({ table: 'epochs', columns, rows, data: [new Int32Array(rows)], dictionaries: {} });
    }
    writer.abort();
    const interrupted = join(unfinished, 'epochs.partial.arrows');
    expect(ran(3, unfinished)).toEqual(['100 whole rows']);
    const crashed = join(unfinished, 'epochs.arrows.partial');
    renameSync(interrupted, crashed);
    truncateSync(crashed, statSync(crashed).size - 100);
    expect(ran(3, unfinished)).toEqual(['40 whole rows']);
  });
  it('writes the CSV that others read', async () => {
    const csv = join(place, 'actors.csv');
    const words = pieces('sh')[0]
      .trim()
      .replace(/results\/baseline\/\w+/, run)
      .replace('actors.csv', csv)
      .split(' ');
    expect(words.slice(0, 5)).toEqual(['npm', 'run', '-s', 'sim', '--']);
    expect((await command(words.slice(5))).code).toBe(0);
    const [head, ...rows] = readFileSync(csv, 'utf8').trim().split(/\r?\n/);
    expect(head.split(',')).toEqual(expect.arrayContaining(['role', 'policy', 'reward']));
    expect(rows).toHaveLength(readTable(join(run, 'actors.arrow')).rows);
  });
});

function rewardsOf(actors: RecordedTable, role: string): number[] {
  const { codes, words } = actors.words('role');
  return Array.from(actors.numbers('reward')).filter((value, r) => words[codes[r]] === role && !Number.isNaN(value));
}
