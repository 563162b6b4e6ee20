import { describe, expect, it } from 'vitest';
import { command } from './command.ts';

describe('the command line', () => {
  it('lists its commands', async () => {
    const { code, stdout, stderr } = await command(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of ['run <scenario>', 'list <kind>', 'conform <dataset> <file>']) expect(stdout).toContain(word);
  });
  it('tells its version', async () => {
    expect((await command(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
  it('prints a completion script, and words to complete', async () => {
    expect((await command(['completion'])).stdout).toContain('allora-sim');
    const { stdout } = await command(['--get-yargs-completions', 'allora-sim', 'list', '']);
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['policies', 'parameters']));
  });
  const wrong: [args: string[], error: string][] = [
    [[], 'Name a command; allora-sim --help lists them.\n'],
    [
      ['rum', 'x'],
      '"rum" is no command; expected one of run, validate, schema, list, conform, check, attack, report, export, compare, sweep, completion. Did you mean "run"?\n',
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
