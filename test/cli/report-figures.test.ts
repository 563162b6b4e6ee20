import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { command, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
let run: { runId: string; folder: string };
beforeAll(async () => {
  place = workplace();
  const { stdout } = await command(['run', place.scenario, '--out', place.results, '--json', '--no-report']);
  run = JSON.parse(stdout) as typeof run;
});
afterAll(() => place.remove());

const report = (...args: string[]) => command(['report', run.runId, '--out', place.results, ...args]);
const figures = (): string => path.join(path.resolve(run.folder), 'figures');

describe('report --format', () => {
  it('writes every chart as SVG: dark on white, without title, the same bytes each time', async () => {
    const { code, stdout, stderr } = await report('--format', 'svg');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const files = readdirSync(figures());
    expect(stdout).toBe(`Figures: ${path.join(run.folder, 'figures')} (${files.length} svg)\n`);
    expect(files.length).toBeGreaterThan(10);
    const drawn = files.map((file) => readFileSync(path.join(figures(), file), 'utf8'));
    for (const [f, svg] of drawn.entries()) {
      expect(svg, files[f]).toMatch(/^<svg .*width="720".*<rect width="720" height="\d+" fill="white"\/>.*<\/svg>\n$/s);
      expect(svg, files[f]).not.toMatch(/NaN|undefined|role-title-text/);
    }
    await report('--format', 'svg');
    expect(files.map((file) => readFileSync(path.join(figures(), file), 'utf8'))).toEqual(drawn);
  });

  it('writes the charts that are named as PNG of twice as many points, with titles when asked', async () => {
    const { stdout } = await report('--format', 'png', '--charts', 'losses,inference', '--width', '400', '--json');
    const { figures: files, kind } = JSON.parse(stdout) as { figures: string[]; kind: string };
    expect(kind).toBe('run');
    expect(files.map((file) => path.basename(file)).sort()).toEqual(['inference.png', 'losses.png']);
    const plain = readFileSync(files[0]);
    expect(plain.subarray(1, 4).toString()).toBe('PNG');
    expect(plain.readUInt32BE(16)).toBe(800);
    await report('--format', 'png', '--charts', 'losses,inference', '--width', '400', '--titles');
    // A title makes it higher.
    expect(readFileSync(files[0]).readUInt32BE(20)).toBeGreaterThan(plain.readUInt32BE(20));
  });

  it('says what PNG needs when it is not installed, and ends with 1', async () => {
    vi.doMock('@resvg/resvg-js', () => {
      throw new Error('Cannot find package');
    });
    const { code, stdout, stderr } = await report('--format', 'png');
    vi.doUnmock('@resvg/resvg-js');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      'PNG needs the optional packages @resvg/resvg-js and dejavu-fonts-ttf: npm install --include=optional; --format svg needs neither.\n',
    );
  });

  it.each<[string, string[], RegExp]>([
    [
      'an unknown format',
      ['--format', 'pgn'],
      /^--format is "pgn"; expected one of html, svg, png\. Did you mean "png"\?\n$/,
    ],
    [
      'an unknown chart',
      ['--format', 'svg', '--charts', 'losses,inferense'],
      /^--charts names "inferense"; expected names of files in .*charts, without \.vl\.json\. Did you mean "inference"\?\n$/,
    ],
    ['a figure too narrow', ['--format', 'svg', '--width', '100'], /^--width is 100; expected at least 240 pixels/],
    ['a width that is no number', ['--format', 'svg', '--width', 'a4'], /^--width is "a4"; expected a whole number/],
    [
      'figures of a page',
      ['--charts', 'losses'],
      /^--charts is about figures; it needs --format svg or --format png\.\n$/,
    ],
  ])('answers %s with 2 and one line, and writes nothing', async (_, args, error) => {
    const before = existsSync(figures()) ? readdirSync(figures()) : [];
    const { code, stdout, stderr } = await report(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(error);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(figures()) ? readdirSync(figures()) : []).toEqual(before);
  });
});
