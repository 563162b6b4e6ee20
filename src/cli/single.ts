import { WrongInputError } from './exit-code.ts';

/** The value of an option that may be given once. */
export function single<T extends string | undefined>(name: string, value: T): T {
  if (!Array.isArray(value)) return value;
  throw new WrongInputError(`--${name} is given ${value.length} times; expected once.`);
}
