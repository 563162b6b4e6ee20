import type { ParameterDeclaration } from '../../sim/index.ts';
import { byDistance } from './nearest-word.ts';

/* Every text that the author of a scenario may get to read about it. */

const mostWords = 12;
const mostCharacters = 60;

/** `"x"`, `3`, `a list`, `a group of keys`, `empty`: a value as a sentence can carry it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a group of keys';
  if (typeof value === 'string') return JSON.stringify(cut(value));
  return String(value);
}

/** `a, b, c`: all words, or the nearest to what was found when there are too many for a line. */
export function listed(words: readonly string[], found = ''): string {
  if (words.length <= mostWords) return words.join(', ');
  return `${byDistance(found, words).slice(0, mostWords).join(', ')}, ... (${words.length} in all)`;
}

export const messages = {
  isOther: (path: string, value: unknown, expected: string) =>
    `${nameOf(path)} is ${shown(value)}; expected ${expected}.`,
  isMissing: (path: string, expected: string) => `${path} is missing; expected ${expected}.`,
  unknownKey: (path: string, keys: readonly string[], key: string) =>
    keys.length === 0
      ? `${path} is a key that nobody knows; no keys are expected here.`
      : `${path} is a key that nobody knows; expected one of ${listed(keys, key)}.`,
  twice: (path: string, name: string, what: string) =>
    `${path} is "${name}", which another ${what} is called already; give each a name of its own.`,
  twoPopulations: (path: string, role: string, name: string) =>
    `${path}: two populations of ${role} are called "${name}"; give each a name of its own, such as name: ${name}-2.`,
  formula: (path: string, character: number, problem: string) => `${path}, character ${character}: ${problem}.`,
  empty: () => 'the file is empty; expected a scenario: name, topics and more.',
  tooLarge: (bytes: number, limit: number) => `the file has ${bytes} bytes; expected at most ${limit}.`,
  notText: () => 'the file is not text in UTF-8.',
  severalDocuments: () => 'a second document begins here; expected one scenario per file.',
  duplicateKey: (key: string) => `the key ${shown(key)} stands here a second time; keep one of the two.`,
  tab: () => 'a tab indents this line; expected spaces.',
  tag: () => 'a YAML tag (a word with "!") stands here; expected plain values.',
  syntax: (problem: string) => `this is not YAML: ${problem.replace(/\.$/, '')}.`,
  tooDeep: () => 'the file is nested too deeply; expected a scenario.',
  unknownAlias: (name: string) => `*${name} stands for nothing; expected an anchor &${name} before it.`,
  aliases: () => 'the aliases (*name) unfold into too many values, or into themselves; write the values out.',
  setWithoutValue: (text: string) => `${shown(text)} sets nothing; expected path=value, such as epochs=100.`,
  setNoSuchEntry: (path: string, length: number) =>
    `${path} does not exist: that list has ${length} ${length === 1 ? 'entry' : 'entries'}, counted from 0.`,
  setNotAGroup: (path: string, value: unknown) => `${path} is ${shown(value)}, so nothing inside it can be set.`,
};

/** What may be expected, in words. */
export const expectations = {
  oneOf: (words: readonly string[], found: string) => `one of ${listed(words, found)}`,
  group: (what: string) => `${what}: a group of keys`,
  wordOrGroup: (what: string) => `${what}: a name, or a group of keys`,
  list: (what: string, least: number) => (least > 0 ? `a list of at least one ${what}` : `a list of ${what}s`),
  name: () => 'a name of letters, digits, ".", "_" and "-" that begins with a letter or digit, at most 64 characters',
  seed: () => 'any text of at most 1000 characters',
  text: () => 'text',
  boolean: () => 'true or false',
  formula: () => 'a formula of truth and prediction, such as "abs(prediction - truth)"',
  /** `a whole number, at least 1 and at most 10 (blocks)`. */
  number: (declaration: Omit<ParameterDeclaration, 'name' | 'default' | 'doc'>) => {
    const { kind, minimum, maximum, exclusiveMinimum, exclusiveMaximum, unit } = declaration;
    const bounds: string[] = [];
    if (minimum !== undefined) bounds.push(`at least ${minimum}`);
    if (exclusiveMinimum !== undefined) bounds.push(`more than ${exclusiveMinimum}`);
    if (maximum !== undefined) bounds.push(`at most ${maximum}`);
    if (exclusiveMaximum !== undefined) bounds.push(`less than ${exclusiveMaximum}`);
    const range = bounds.length === 0 ? '' : `, ${bounds.join(' and ')}`;
    const inUnit = unit === '1' || unit === '' ? '' : ` (${unit})`;
    return `${kind === 'integer' ? 'a whole number' : 'a number'}${range}${inUnit}`;
  },
};

function nameOf(path: string): string {
  return path === '' ? 'the file' : path;
}

function cut(text: string): string {
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}...`;
}
