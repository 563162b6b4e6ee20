import type { VariedParameter } from '../record/attack-record.ts';
import { SelectionError } from '../run/selection-error.ts';
import { type AttackParameter, parameterNamed } from './parameters.ts';

/** Values of a range on a frontier. */
const stepsOfRange = 6;
/** More values of one parameter are a slip of the keyboard. */
const mostValues = 100;

const number = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const range = new RegExp(`^(${number})\\.\\.(${number})$`, 'i');
const single = new RegExp(`^${number}$`, 'i');

/**
 * A parameter of a frontier: `PARAM=1,2,4,8` or `PARAM=0.1..0.5`, of which six values are taken, evenly spaced. Values come
 * out ascending, each once.
 *
 * @throws SelectionError
 */
export function frontierParameter(text: string, parameters: readonly AttackParameter[]): VariedParameter {
  const { word, given } = assignment(text, '--frontier', 'PARAM=1,2,4,8 or PARAM=0.1..0.5');
  const parameter = parameterNamed(word, parameters, '--frontier');
  const ends = rangeOf(given);
  const values = ends === undefined ? listOf(given, text) : steps(ends, parameter.whole);
  const ascending = [...new Set(values)].sort((a, b) => a - b);
  if (ascending.length < 2 || ascending.length > mostValues) {
    throw new SelectionError(
      `--frontier ${text} has ${ascending.length} values; expected 2 to ${mostValues} different ones.`,
    );
  }
  return varied(parameter, ascending[0], ascending.at(-1) as number, ascending);
}

/** A range of a search: `PARAM=lo..hi`. @throws SelectionError */
export function searchRange(text: string, parameters: readonly AttackParameter[]): VariedParameter {
  const { word, given } = assignment(text, '--range', 'PARAM=lo..hi');
  const parameter = parameterNamed(word, parameters, '--range');
  const ends = rangeOf(given);
  if (ends === undefined || !(ends[0] < ends[1])) {
    throw new SelectionError(`--range is "${text}"; expected PARAM=lo..hi, lo below hi, such as identities=1..32.`);
  }
  const [low, high] = parameter.whole ? [Math.ceil(ends[0]), Math.floor(ends[1])] : ends;
  if (low < parameter.low || high > parameter.high || low > high) {
    throw new SelectionError(
      `--range ${text} leaves what ${parameter.name} may be; expected ${parameter.low} to ${parameter.high}${parameter.whole ? ', with a whole number in it' : ''}.`,
    );
  }
  return varied(parameter, low, high, null);
}

function varied(
  { name, path, unit, whole }: AttackParameter,
  low: number,
  high: number,
  values: readonly number[] | null,
): VariedParameter {
  return { name, path, unit, values, low, high, whole, scale: scaleOf(low, high) };
}

/** Ranges over more than a power of ten are searched by factors. */
function scaleOf(low: number, high: number): 'linear' | 'log' {
  return low > 0 && high / low > 10 ? 'log' : 'linear';
}

function assignment(text: string, option: string, expected: string): { word: string; given: string } {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new SelectionError(`${option} is "${text}"; expected ${expected}.`);
  return { word: text.slice(0, at).trim(), given: text.slice(at + 1).trim() };
}

function rangeOf(text: string): [number, number] | undefined {
  const ends = range.exec(text);
  return ends === null ? undefined : [Number(ends[1]), Number(ends[2])];
}

function listOf(given: string, text: string): number[] {
  const words = given.split(',').map((word) => word.trim());
  const wrong = words.find((word) => !single.test(word));
  if (wrong === undefined) return words.map(Number);
  throw new SelectionError(`--frontier ${text} has "${wrong}"; expected numbers, PARAM=1,2,4,8 or PARAM=0.1..0.5.`);
}

function steps([low, high]: [number, number], whole: boolean): number[] {
  return Array.from({ length: stepsOfRange }, (_, step) => {
    // To 12 digits: what a reader sees is what is run.
    const value = Number((low + ((high - low) * step) / (stepsOfRange - 1)).toPrecision(12));
    return whole ? Math.round(value) : value;
  });
}

/** How far from its value in the scenario a parameter is searched where more is allowed. */
const window = 8;
/** What the owner has rather than what it chooses: a worse model would be the worst case of every attack. */
const notChosen = ['errorDeviation'];

/**
 * The attacks' own numbers, each within what is declared for it. Declared bounds that are very wide (ten thousand keys) say
 * what can be written, not what an owner could afford or this machine could run: beyond 1, a search goes from an eighth of
 * the scenario's value to eight times it.
 */
export function searchedParameters(parameters: readonly AttackParameter[]): VariedParameter[] {
  return parameters
    .filter(({ shared, parameter, value }) => !shared && value !== null && !notChosen.includes(parameter))
    .map((parameter) => {
      const [low, high] = searchBounds(parameter);
      return varied(parameter, low, high, null);
    })
    .filter(({ low, high }) => low < high);
}

function searchBounds({ value, low, high, whole }: AttackParameter): [number, number] {
  const size = Math.abs(value ?? 0);
  const reach = Math.max(1, window * size);
  const lower = low >= -1 && high <= 1 ? low : Math.max(low, low < 0 ? -reach : size / window);
  const upper = low >= -1 && high <= 1 ? high : Math.min(high, reach);
  return whole ? [Math.ceil(lower), Math.floor(upper)] : [lower, upper];
}
