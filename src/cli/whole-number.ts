import { WrongInputError } from './exit-code.ts';
import { single } from './single.ts';

/** The whole number from 1 to `most` that an option gives; undefined when it was not given. @throws WrongInputError */
export function wholeNumber(option: string, given: string | undefined, most: number): number | undefined {
  const text = single(option, given);
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new WrongInputError(`--${option} is "${text}"; expected a whole number from 1 to ${most}.`);
}
