import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { profiles, summaryMetrics } from '../../sim/index.ts';
import { completionsOf } from '../../src/cli/completion/answer.ts';
import { takesWord } from '../../src/cli/completion/option-words.ts';
import { listKinds } from '../../src/cli/list.ts';
import { commands } from '../../src/cli/parser-message.ts';
import { program, writeLauncher } from '../support/program.ts';
import { command, workplace } from './command.ts';

let place: ReturnType<typeof workplace>;
let at: (name: string) => string;
const id = '0123456789ab';
beforeAll(() => {
  place = workplace();
  at = (name) => path.join(place.folder, name);
  mkdirSync(path.join(place.results, 'tiny', id), { recursive: true });
  writeFileSync(path.join(place.results, 'tiny', id, 'manifest.json'), '{}');
  writeFileSync(path.join(place.results, 'tiny', id, 'epochs.arrow'), '');
  mkdirSync(path.join(place.results, '.runs', 'aa'), { recursive: true });
  mkdirSync(at('two words'));
  writeFileSync(at('two words/a b.yaml'), '');
  writeFileSync(at('rows.csv'), '');
});
afterAll(() => place.remove());

describe('completion', () => {
  const examples: [words: string[], answer: readonly string[]][] = [
    [['comp'], ['compare', 'completion']],
    [['--ver'], ['--version']],
    [['list', ''], listKinds],
    [
      ['conform', 's'],
      ['synthesis', 'sortition'],
    ],
    [['run', 'x.yaml', '--no'], ['--no-report']],
    [['run', 'x.yaml', ''], []],
    [['run', '--seed', ''], []],
    [['conform', '--protocol', 'v0.1'], Object.keys(profiles).filter((name) => name.startsWith('v0.1'))],
    [['schema', '--of', 'ex'], ['experiment']],
    [['schema', '--markdown', '--o'], ['--of']],
    [['compare', 'a', '--metrics', 'reward_paid,epochs_c'], ['reward_paid,epochs_compared']],
    [['compare', 'a', '--adjust=h'], ['--adjust=holm']],
    [['export', '--table', 'ch'], ['chain']],
    [['rum', ''], []],
    [['constructor', ''], []],
  ];
  it.each(examples)('of %j is %j', async (words, answer) => {
    expect(await completionsOf('zsh', words)).toEqual(answer);
  });
  it('names files that a command takes, and folders with a slash', async () => {
    expect(await completionsOf('zsh', ['run', at('/')])).toEqual(['results/', 'two words/', 'tiny.yaml'].map(at));
    expect(await completionsOf('zsh', ['conform', 'synthesis', at('r')])).toEqual(['results/', 'rows.csv'].map(at));
    expect(await completionsOf('zsh', ['validate', 'a.yaml', at('two words/')])).toEqual([at('two words/a b.yaml')]);
  });
  it('names recorded runs, in the folder of results that is asked for, and their tables', async () => {
    const runs = await completionsOf('zsh', ['export', '--out', place.results, '']);
    expect(runs.filter((word) => !word.endsWith('/'))).toEqual([id]);
    expect(await completionsOf('zsh', ['compare', `--out=${place.results}`, id, '0'])).toEqual([id]);
    expect(await completionsOf('zsh', ['export', id, '--out', place.results, '--table', ''])).toEqual(['epochs']);
  });
  it('understands that bash cuts words at =, and answers what stands behind it', async () => {
    expect(await completionsOf('bash', ['conform', '--protocol', '=', 'v0.6'])).toEqual(['v0.6']);
    expect(await completionsOf('bash', ['compare', 'a', '--adjust', '='])).toEqual(['holm', 'bh']);
    expect(await completionsOf('bash', ['run', '--set', 'epochs', '=', '5', '--fo'])).toEqual(['--force']);
  });
  it('knows which options nothing stands behind, as the help pages do', async () => {
    for (const [name, { options }] of Object.entries(commands)) {
      const { stdout } = await command([name, '--help']);
      for (const option of options.filter((word) => !word.startsWith('no-'))) {
        const text = stdout.slice(stdout.search(new RegExp(`^ +--${option}\\b(?!-)`, 'm')));
        const kind = /\[(string|boolean|array)\]/.exec(text)?.[1];
        expect([name, option, takesWord(option, name)]).toEqual([name, option, kind !== 'boolean']);
      }
    }
  });
  it('offers every metric', async () => {
    expect(await completionsOf('zsh', ['compare', '--metrics', ''])).toEqual(summaryMetrics.map(({ name }) => name));
  });
});

describe('the completion scripts', () => {
  it('are of the shell in use unless one is named, and of no other', async () => {
    expect((await command(['completion', 'zsh'])).stdout).toMatch(/^#compdef allora-sim\n/);
    expect((await command(['completion', 'fish'])).stdout).toContain('complete -c allora-sim');
    expect((await command(['completion'])).stdout).toContain('complete -F _allora_sim allora-sim');
    expect(await command(['completion', 'tcsh'])).toMatchObject({ code: 2, stdout: '' });
  });
  const hasBash = spawnSync('bash', ['--version']).status === 0;
  it.runIf(hasBash)('complete in bash: commands, options, and files with blanks', async () => {
    const script = at('allora-sim');
    writeLauncher(script);
    writeFileSync(at('script.bash'), (await command(['completion', 'bash'])).stdout);
    const ask = (...words: string[]) => {
      const quoted = [script, ...words].map((word) => `'${word}'`).join(' ');
      const lines = [
        `source '${at('script.bash')}'`,
        'complete -p allora-sim',
        `COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}`,
        '_allora_sim 2>/dev/null',
        `printf '%s\\n' "\${COMPREPLY[@]}"`,
      ];
      const { stdout } = spawnSync('bash', ['--norc', '-c', lines.join('\n')], { encoding: 'utf8' });
      const [registered, ...answers] = stdout.trimEnd().split('\n');
      expect(registered).toBe('complete -F _allora_sim allora-sim');
      return answers;
    };
    expect(ask('li')).toEqual(['list']);
    expect(ask('conform', '--protocol', '=', 'v0.6')).toEqual(['v0.6']);
    expect(ask('run', at('two'))).toEqual([at('two\\ words/')]);
    expect(ask('run', at('two\\ words/a'))).toEqual([at('two\\ words/a\\ b.yaml')]);
  });
  it('load no parser, and nothing heavy where that is not asked for', () => {
    const logger = new URL('log-imports.mjs', import.meta.url).href;
    const args = ['--import', logger, ...program, '--complete', 'bash', 'run', ''];
    const { stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    expect(stdout).not.toBe('');
    expect(stderr).not.toMatch(/node_modules\/(yargs|zod|yaml|mathjs|apache-arrow|seedrandom)\//);
  });
});
