import { commands, everywhere } from '../parser-message.ts';
import { type Asked, optionWords, positionalWords, takesWord } from './option-words.ts';

/** Shells for which there is a script. */
export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/**
 * What can stand in place of the last word.
 *
 * @param shell bash cuts words at `=`, and puts what is answered behind it
 * @param words of the command line behind the program's name, up to the cursor; the last one may be empty
 */
export async function completionsOf(shell: string, words: readonly string[]): Promise<string[]> {
  const whole = shell === 'bash' ? joined(words) : [...words];
  const begun = whole.pop() ?? '';
  const found = await candidates(whole, begun);
  if (shell !== 'bash') return found;
  const cut = begun.lastIndexOf('=') + 1;
  return found.map((word) => word.slice(cut));
}

/** The answer as the scripts read it: a candidate per line. */
export async function answer([shell, ...words]: readonly string[]): Promise<string> {
  const found = await completionsOf(shell, words);
  return found.map((word) => `${word}\n`).join('');
}

async function candidates(before: readonly string[], begun: string): Promise<string[]> {
  const command = before.find((word) => !word.startsWith('-'));
  if (command === undefined) {
    return goingOn([...(begun.startsWith('-') ? optionsOf(everywhere) : Object.keys(commands))], begun);
  }
  if (!Object.hasOwn(commands, command)) return [];
  const { positionals, out, open } = readWords(before.slice(before.indexOf(command) + 1), command);
  const asked: Asked = { command, positionals, out, begun };
  if (open !== undefined) return valuesOf(open, asked);
  const [, option, value] = /^--([^=]+)=(.*)$/s.exec(begun) ?? [];
  if (option !== undefined) {
    const words = await valuesOf(option, { ...asked, begun: value });
    return words.map((word) => `--${option}=${word}`);
  }
  if (begun.startsWith('-')) return goingOn(optionsOf([...commands[command].options, ...everywhere]), begun);
  const places = Object.hasOwn(positionalWords, command) ? positionalWords[command] : [];
  const words = places[command === 'validate' ? 0 : positionals.length];
  return words === undefined ? [] : goingOn(await words(asked), begun);
}

async function valuesOf(option: string, asked: Asked): Promise<string[]> {
  const words = Object.hasOwn(optionWords, option) ? optionWords[option] : undefined;
  return words === undefined ? [] : goingOn(await words(asked), asked.begun);
}

function optionsOf(names: readonly string[]): string[] {
  return names.map((name) => `--${name}`);
}

function goingOn(words: readonly string[], begun: string): string[] {
  return words.filter((word) => word.startsWith(begun));
}

/** What the words behind a command say; `open` is an option whose word is still to come. */
function readWords(words: readonly string[], command: string) {
  const positionals: string[] = [];
  let out = 'results';
  let open: string | undefined;
  for (const word of words) {
    const [, option, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (open !== undefined) {
      if (open === 'out') out = word;
      open = undefined;
    } else if (option === undefined) {
      if (!word.startsWith('-')) positionals.push(word);
    } else if (value !== undefined) {
      if (option === 'out') out = value;
    } else if (takesWord(option, command)) open = option;
  }
  return { positionals, out, open };
}

/** Words as they were before bash cut them at `=`, without the backslashes before blanks. */
function joined(words: readonly string[]): string[] {
  const whole: string[] = [];
  for (const word of words.map((text) => text.replaceAll(/\\(.)/g, '$1'))) {
    const last = whole.at(-1);
    if (last !== undefined && (word === '=' || (last.endsWith('=') && last !== '='))) whole[whole.length - 1] += word;
    else whole.push(word);
  }
  return whole;
}
