import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program } from '../support/program.ts';
import { workplace } from './command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const logger = new URL('log-imports.mjs', import.meta.url).href;

let place: ReturnType<typeof workplace>;
beforeAll(() => {
  place = workplace();
});
afterAll(() => place.remove());

describe('the program', () => {
  it('ends with the exit code of its command', () => {
    const code = (...args: string[]) => spawnSync(process.execPath, [...program, ...args], { cwd: root }).status;
    expect(code('list', 'attacks')).toBe(0);
    expect(code('list', 'nothing')).toBe(2);
  });
  it('ends with 130 when Ctrl-C is pressed', async () => {
    const args = ['run', place.scenario, '--epochs', '5000000', '--out', place.results];
    const child = spawn(process.execPath, [...program, ...args], { cwd: root, stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    while (!existsSync(place.results)) await new Promise((resolve) => setTimeout(resolve, 50));
    // Twice at once, as when the terminal and a parent both send it.
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(stderr).toContain('Interrupted after');
  });
  it('loads no heavy module for a list or a help page', () => {
    for (const args of [['list', 'policies'], ['--help']]) {
      const options = ['--import', logger, ...program, ...args];
      const { stderr } = spawnSync(process.execPath, options, { cwd: root, encoding: 'utf8' });
      expect(stderr).toContain('node_modules/yargs/');
      expect(stderr).not.toMatch(/node_modules\/(mathjs|apache-arrow|vega|vega-lite|zod|papaparse|cli-progress)\//);
    }
  });
});
