import { describe, expect, it } from 'vitest';
import { helpPage } from '../../src/cli/help-page.ts';
import { commands } from '../../src/cli/parser-message.ts';
import { command } from './command.ts';

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, stdout, stderr } = await command(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['run <scenario>', 'list <kind>', 'conform <dataset> <file>']) expect(stdout).toContain(word);
  });
  it('shows every command on its first page, which fits any terminal, with examples and where to read on', async () => {
    const known = Object.keys(commands);
    for (const columns of [40, 60, 80]) {
      const page = helpPage(known, columns);
      for (const name of known) expect(page).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      const texts = page.split('\n').filter((line) => !line.includes('allora-sim'));
      for (const line of texts) expect(line.length).toBeLessThanOrEqual(columns);
      expect(page.replaceAll(/\s+/g, ' ')).toContain('Examples allora-sim run scenarios/baseline.yaml');
      expect(page).toContain('docs/command-line.md');
    }
    expect(helpPage(['run'], 80)).not.toContain('export');
  });
  it('tells its version', async () => {
    expect((await command(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
  const wrong: [args: string[], error: string][] = [
    [[], 'Name a command; allora-sim --help lists them.\n'],
    [
      ['rum', 'x'],
      '"rum" is no command; expected one of run, validate, schema, list, conform, check, attack, report, export, compare, sweep, worker, queue, explore, completion. Did you mean "run"?\n',
    ],
    [['run'], 'run needs more than that; expected: allora-sim run SCENARIO.yaml\n'],
    [['run', 'a', 'b'], 'run does not know what to do with "b".\n'],
    [['run', 'a', '--no-reprot'], 'run has no option --no-reprot. Did you mean "--no-report"?\n'],
    [['list', 'losses', '--jsn'], 'list has no option --jsn. Did you mean "--json"?\n'],
  ];
  it.each(wrong)('answers %j with 2 and one line', async (args, error) => {
    expect(await command(args)).toEqual({ code: 2, stdout: '', stderr: error });
  });
});
