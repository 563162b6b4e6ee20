import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundOrInstalled } from '../support/apt.ts';
import { writeLauncher } from '../support/program.ts';
import { command, workplace } from './command.ts';

/* What somebody sees who presses the tabulator key in zsh and in fish; bash is looked at in every test. */

/** Installing a shell, where there is none, takes its time. */
const INSTALLING = 600_000;

let place: ReturnType<typeof workplace>;
let environment: NodeJS.ProcessEnv;
beforeAll(async () => {
  place = workplace();
  const bin = path.join(place.folder, 'bin');
  mkdirSync(bin);
  mkdirSync(path.join(place.folder, 'two words'));
  writeFileSync(path.join(place.folder, 'two words/a b.yaml'), '');
  writeLauncher(path.join(bin, 'allora-sim'));
  for (const shell of ['zsh', 'fish']) {
    writeFileSync(path.join(place.folder, `script.${shell}`), (await command(['completion', shell])).stdout);
  }
  environment = {
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    HOME: place.folder,
    LANG: 'C.UTF-8',
    TERM: 'dumb',
  };
});
afterAll(() => place.remove());

const onPath = (shell: string) => (): string | undefined =>
  spawnSync(shell, ['--version']).status === 0 ? shell : undefined;

/** Whether there is such a shell, or is now. */
function has(shell: string): boolean {
  return (
    foundOrInstalled(onPath(shell), shell, `No ${shell} found: install it (apt-get install ${shell}).`) !== undefined
  );
}

/** What a shell says that reads this; its own complaints fail the test. */
function said(shell: string, args: readonly string[], input = ''): string[] {
  const { stdout, stderr } = spawnSync(shell, args, {
    cwd: place.folder,
    env: environment,
    input,
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(stderr).toBe('');
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.trim());
}

/**
 * Types each line of its input into a zsh of its own, presses the tabulator key, and prints the line as zsh then takes it.
 * The command before the line is put there when it is complete, by Ctrl-A, and prints it.
 */
const typist = `zmodload zsh/zpty
zpty typed zsh -f -i
zpty -w typed "PS1=; unsetopt zle_bracketed_paste prompt_cr prompt_sp; autoload -Uz compinit; compinit -u -D"
zpty -w typed "source script.zsh; bindkey '^I' complete-word; setopt nobeep; print READY\\$((1 + 1))"
zpty -r typed out '*READY2*'
while IFS= read -r line; do
  zpty -n -w typed "$line"$'\\t\\C-a'"print -r -- 'LINE''<' "$'\\C-e'" '>'"$'\\n'
  zpty -r typed out $'*LINE<*\\n'
  print -r -- \${\${out##*LINE<}%%>*}
done
zpty -d typed
`;

describe('completion, when somebody presses the tabulator key,', () => {
  it('in zsh gives commands, options and what stands behind them, and files with blanks', {
    timeout: INSTALLING,
  }, () => {
    if (!has('zsh')) return;
    writeFileSync(path.join(place.folder, 'typist.zsh'), typist);
    const typed: [begun: string, become: string][] = [
      ['allora-sim li', 'allora-sim list'],
      ['allora-sim list pol', 'allora-sim list policies'],
      ['allora-sim run x.yaml --no-r', 'allora-sim run x.yaml --no-report'],
      ['allora-sim conform --protocol=v0.6', 'allora-sim conform --protocol=v0.6'],
      [
        'allora-sim compare a --metrics reward_paid,epochs_c',
        'allora-sim compare a --metrics reward_paid,epochs_compared',
      ],
      ['allora-sim run two', 'allora-sim run two words/'],
      ['allora-sim run two\\ words/', 'allora-sim run two words/a b.yaml'],
      ['allora-sim run nothing-like-it', 'allora-sim run nothing-like-it'],
    ];
    const lines = `${typed.map(([begun]) => begun).join('\n')}\n`;
    expect(said('zsh', ['-f', 'typist.zsh'], lines)).toEqual(typed.map(([, become]) => become));
  });

  it('in fish gives commands, options and what stands behind them, and files with blanks', {
    timeout: INSTALLING,
  }, () => {
    if (!has('fish')) return;
    const answers = (line: string): string[] =>
      said('fish', ['--no-config', '-c', 'source script.fish; read -l line; complete -C "$line"'], `${line}\n`);
    expect(answers('allora-sim li')).toEqual(['list']);
    expect(answers('allora-sim conform --protocol v0.1')).toEqual(['v0.16', 'v0.17']);
    expect(answers('allora-sim conform --protocol=v0.1')).toEqual(['--protocol=v0.16', '--protocol=v0.17']);
    expect(answers('allora-sim run x.yaml --no-r')).toEqual(['--no-report']);
    expect(answers('allora-sim run two')).toEqual(['two words/']);
    expect(answers('allora-sim run two\\ words/')).toEqual(['two words/a b.yaml']);
    expect(answers("allora-sim run 'two words/")).toEqual(['two words/a b.yaml']);
    expect(answers('allora-sim run nothing-like-it')).toEqual(['']);
  });
});
